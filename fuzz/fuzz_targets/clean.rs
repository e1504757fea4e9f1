//! Any text: no panic; kept and removed are the input.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let cleaned = dechaff::Cleaner::default().clean(text);
    let mut kept = String::new();
    let mut at = 0;
    for r in &cleaned.removed {
        assert!(at <= r.start && r.start < r.end);
        kept.push_str(&text[at..r.start]);
        at = r.end;
    }
    kept.push_str(&text[at..]);
    assert_eq!(kept, cleaned.text);
});
