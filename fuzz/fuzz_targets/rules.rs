//! Parses any bytes as a rules file in JSON (if they start with a brace) or TOML. The result must be a short error
//! message or rules that can be checked and whose cleaner works.
#![no_main]

use dechaff::{Cleaner, Lexicon, RulesFile};
use libfuzzer_sys::fuzz_target;

const PAGE: &str = "The mill at Corvey grinds again. Sign up for our newsletter, and read more: share this.\n\
    Miller Hanna Voss took over 2 buildings in spring (and needed two summers to turn the stones true).\n\
    無断転載を禁じます · Подпишитесь · \"Read more\"\n";

fuzz_target!(|data: &[u8]| {
    let read: Result<RulesFile, String> = match data.first() {
        Some(b'{') => serde_json::from_slice(data).map_err(|e| e.to_string()),
        _ => toml::from_str(&String::from_utf8_lossy(data)).map_err(|e| e.message().to_owned()),
    };
    match read {
        Err(said) => assert!(!said.is_empty() && said.len() < 1_000, "{} bytes", said.len()),
        Ok(rules) => {
            let written = serde_json::to_string(&rules).expect("rules can be written as JSON");
            let reread: RulesFile = serde_json::from_str(&written).unwrap_or_else(|e| panic!("{e}, written as {written}"));
            assert_eq!(reread, rules, "writing and parsing give the same rules");
            for finding in rules.check() {
                assert!(finding.to_string().len() < 13_000, "{finding}");
            }
            // Without the shipped lexicon, which would take most of the time to build.
            let cleaner =
                Cleaner::builder().only_phrases(Lexicon::new()).rules_file(&rules).build().expect("parsed rules build");
            for host in rules.sites().chain(["example.com"]) {
                let cleaner = cleaner.for_site(&format!("www.{host}:80"));
                for text in [PAGE, &PAGE.replace('\n', " "), &written] {
                    let cleaned = cleaner.report(text);
                    let removed: usize = cleaned.removed.iter().map(|r| text[r.start..r.end].len()).sum();
                    assert_eq!(cleaned.text.len() + removed, text.len());
                }
            }
        }
    }
});
