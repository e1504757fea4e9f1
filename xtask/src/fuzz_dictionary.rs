//! Makes the dictionary of the fuzz targets from the shipped phrases, in the format of libFuzzer: one quoted entry a line.

use dechaff::{Category, Lexicon};

/// libFuzzer ignores longer entries.
const MAX_ENTRY_BYTES: usize = 64;
/// libFuzzer ignores all entries after the first 16,384. The names of the categories take some of them.
const MAX_PHRASES: usize = 16_000;

/// The dictionary: the name of each category, and as many phrases as libFuzzer reads, taken evenly from all sections and
/// languages.
pub fn dictionary() -> String {
    let phrases: Vec<String> = Lexicon::builtin()
        .iter()
        .map(|(_, phrase)| phrase.text().replace(" ... ", " ").replace('#', "7"))
        .filter(|text| text.len() <= MAX_ENTRY_BYTES)
        .collect();
    let step = phrases.len().div_ceil(MAX_PHRASES).max(1);
    let names = Category::ALL.iter().map(|category| category.name());
    let entries = names.chain(phrases.iter().step_by(step).map(String::as_str));
    entries.map(|entry| format!("\"{}\"\n", escape(entry))).collect()
}

/// libFuzzer reads printable ASCII characters as they are, and others only as bytes in hexadecimal.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => escaped.extend(['\\', char::from(byte)]),
            b' '..=b'~' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("\\x{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_what_libfuzzer_reads() {
        let dictionary = dictionary();
        let count = dictionary.lines().count();
        assert!((10_000..=16_384).contains(&count), "{count} entries");
        for line in dictionary.lines() {
            let entry = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
            assert!(entry.is_some_and(|entry| !entry.is_empty()) && line.is_ascii(), "{line}");
        }
        assert!(dictionary.contains("\"newsletter\"\n"));
    }

    #[test]
    fn other_bytes_are_hexadecimal() {
        assert_eq!(escape("a \"b\" \\ ü"), r#"a \"b\" \\ \xC3\xBC"#);
    }
}
