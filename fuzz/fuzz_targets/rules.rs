//! Any bytes as rules of one's own, in JSON and TOML: an error that a person can read, or a checked cleaner that works.
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
            let written = serde_json::to_string(&rules).expect("rules are written");
            let reread: RulesFile = serde_json::from_str(&written).unwrap_or_else(|e| panic!("{e}, written as {written}"));
            assert_eq!(reread, rules, "they read as they are written");
            for finding in rules.check() {
                assert!(finding.to_string().len() < 13_000, "{finding}");
            }
            // Added to the shipped lexicon they would take as long to build as that.
            let cleaner =
                Cleaner::builder().only_phrases(Lexicon::new()).rules_file(&rules).build().expect("what was read builds");
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
