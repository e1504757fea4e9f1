//! Parses any bytes as a phrase file, or as JSON if they start with a brace. The result must be a short error message
//! or a lexicon whose cleaner works.
#![no_main]

use dechaff::{Cleaner, Lexicon};
use libfuzzer_sys::fuzz_target;

const PAGE: &str = "The mill at Corvey grinds again. Sign up for our newsletter, and read more: share this.\n\
    Miller Hanna Voss took over 2 buildings in spring (and needed two summers to turn the stones true).\n\
    無断転載を禁じます · Подпишитесь · \"Read more\"\n";

fuzz_target!(|data: &[u8]| {
    let read: Result<Lexicon, String> = match data.first() {
        Some(b'{') => serde_json::from_slice(data).map_err(|e| e.to_string()),
        _ => String::from_utf8_lossy(data).parse().map_err(|e: dechaff::Error| e.to_string()),
    };
    match read {
        Err(said) => assert!(!said.is_empty() && said.len() < 1_000, "{} bytes", said.len()),
        Ok(lexicon) => {
            let printed = lexicon.to_string();
            let reread = printed.parse::<Lexicon>().unwrap_or_else(|e| panic!("{e}, printed as {printed}"));
            assert_eq!(reread.to_string(), printed, "printing and parsing give the same lexicon");
            // Without the shipped lexicon, which would take most of the time to build.
            let cleaner = Cleaner::builder().only_phrases(lexicon).build().expect("a parsed lexicon builds");
            for text in [PAGE, &PAGE.replace('\n', " "), &printed] {
                let cleaned = cleaner.report(text);
                let removed: usize = cleaned.removed.iter().map(|r| text[r.start..r.end].len()).sum();
                assert_eq!(cleaned.text.len() + removed, text.len());
            }
        }
    }
});
