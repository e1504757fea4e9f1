//! Recognises texts in languages for which there are no phrases. It need not be exact, because it only decides about a
//! note to the user; it must be cheap, and silent when it is in doubt.

use std::collections::HashMap;
use std::sync::LazyLock;

use dechaff::Lexicon;

/// The number of bytes of a text that are looked at. They contain some hundred words, and take less time than cleaning.
const MAX_BYTES: usize = 2048;
/// A text with fewer words is too short to tell similar languages apart.
const MIN_WORDS: usize = 40;
/// The least share of frequent words of a language in a text in that language. In the fixtures, prose has 0.12 to 0.4, and
/// a page with long menus 0.09.
const MIN_SHARE: f64 = 0.07;
/// How many times as many frequent words as the best language with phrases another language must have. In the fixtures of
/// shipped languages no other language has more than 0.7 times as many.
const MIN_LEAD: f64 = 1.25;

/// The languages, in the format that the file describes.
static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| include_str!("languages.txt").lines().filter_map(Language::read).collect());
/// The numbers of the languages of which a word is frequent.
static WORDS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, language) in LANGUAGES.iter().enumerate() {
        if let Mark::Words(list) = &language.mark {
            list.iter().for_each(|word| words.entry(word).or_default().push(number));
        }
    }
    words
});

/// A language that can be recognised.
#[derive(Debug)]
pub struct Language {
    pub name: &'static str,
    has_phrases: bool,
    mark: Mark,
}

/// How a language is recognised.
#[derive(Debug)]
enum Mark {
    Words(Vec<&'static str>),
    Letters { first: char, last: char },
}

impl Language {
    /// Reads a line of the file, or returns `None` for a comment.
    fn read(line: &'static str) -> Option<Language> {
        let (head, marks) = line.split_once(": ").filter(|_| !line.starts_with("//"))?;
        let (code, name) = head.split_once(' ')?;
        let mark = match marks.strip_prefix('@').and_then(|range| range.split_once('-')) {
            Some((first, last)) => Mark::Letters { first: first.chars().next()?, last: last.chars().next()? },
            None => Mark::Words(marks.split(' ').collect()),
        };
        Some(Language { name, has_phrases: Lexicon::languages().any(|shipped| shipped == code), mark })
    }
}

/// Returns the language of a text if no phrases exist for it.
pub fn without_phrases(text: &str) -> Option<&'static Language> {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let language = by_letters(text).or_else(|| by_words(text))?;
    (!language.has_phrases).then_some(language)
}

/// The language whose script more than half of the letters belong to. Only letters outside of Latin are counted, because
/// names and addresses in Latin letters occur in texts of every script.
fn by_letters(text: &str) -> Option<&'static Language> {
    let is_letter = |c: &char| c.is_alphabetic() && *c > '\u{36f}';
    let letters = text.chars().filter(is_letter).count();
    if letters < MIN_WORDS {
        return None;
    }
    LANGUAGES.iter().find(|language| match language.mark {
        Mark::Letters { first, last } => 2 * text.chars().filter(|c| (first..=last).contains(c)).count() > letters,
        Mark::Words(_) => false,
    })
}

/// The language with the most frequent words in the text, if it is clearly ahead of those that have phrases.
fn by_words(text: &str) -> Option<&'static Language> {
    let (mut words, mut hits) = (0, vec![0_usize; LANGUAGES.len()]);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        for language in WORDS.get(&*word.to_lowercase()).into_iter().flatten() {
            hits[*language] += 1;
        }
    }
    let best_of = |has_phrases: bool| {
        let numbers = (0..LANGUAGES.len()).filter(|number| LANGUAGES[*number].has_phrases == has_phrases);
        numbers.max_by_key(|number| hits[*number])
    };
    let best = best_of(false)?;
    let known_hits = best_of(true).map_or(0, |known| hits[known]);
    let is_clear = hits[best] as f64 > MIN_LEAD * known_hits as f64;
    let is_language = words >= MIN_WORDS && hits[best] as f64 >= MIN_SHARE * words as f64;
    (is_clear && is_language).then(|| &LANGUAGES[best])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_marks_and_each_shipped_one_is_listed() {
        let lines = include_str!("languages.txt").lines().filter(|line| !line.starts_with("//"));
        assert_eq!(lines.count(), LANGUAGES.len());
        assert_eq!(LANGUAGES.iter().filter(|l| l.has_phrases).count(), Lexicon::languages().count());
    }

    /// A text in a shipped language never gets the note, whatever it is about.
    #[test]
    fn fixtures_of_shipped_languages_have_phrases() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
        let (mut texts, mut failures) = (0, Vec::new());
        for folder in std::fs::read_dir(folder).expect("fixtures/ exists").flatten().filter(|e| e.path().is_dir()) {
            for file in std::fs::read_dir(folder.path()).expect("readable").flatten().map(|e| e.path()) {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let is_shipped = Lexicon::languages().any(|code| name.starts_with(&format!("{code}-")));
                if !is_shipped || !name.ends_with(".txt") {
                    continue;
                }
                texts += 1;
                let text = std::fs::read_to_string(&file).expect("UTF-8");
                failures.extend(without_phrases(&text).map(|language| format!("{name}: {}", language.name)));
            }
        }
        assert!(texts > 500 && failures.is_empty(), "{texts} texts, {failures:?}");
    }

    #[test]
    fn other_languages_are_named() {
        let rows = [
            ("Lithuanian", "Uostas bus atviras iki pavasario, sako taryba, ir žvejai yra patenkinti, kad nereikia plaukti į miestą. Sprendimas buvo priimtas po ilgo posėdžio, bet niekas jam neprieštaravo, tai yra gera žinia. Lempa prie krantinės dega nuo pirmadienio ir ji bus matoma iš visų laivų, kurie grįžta su laimikiu, kaip buvo anksčiau, už dešimties mylių."),
            ("Bulgarian", "Пристанището ще остане отворено до пролетта, каза съветът, и рибарите не трябва да пътуват за града. Това решение се взе на събрание, което беше дълго, но никой не се обяви против. Лампата на кея свети от понеделник и ще бъде видяна от всички лодки, които се връщат с улов от морето."),
            ("Georgian", "ნავსადგური გაზაფხულამდე ღია დარჩება, თქვა საბჭომ, და მეთევზეები კმაყოფილები არიან. ლამპა ყოველ საღამოს ანათებს."),
            ("Bengali", "বন্দরটি বসন্ত পর্যন্ত খোলা থাকবে, পরিষদ জানিয়েছে, এবং জেলেরা খুশি। বাতি প্রতি সন্ধ্যায় জ্বলবে।"),
        ];
        for (name, text) in rows {
            assert_eq!(without_phrases(text).map(|language| language.name), Some(name));
        }
    }

    #[test]
    fn short_texts_lists_and_code_get_no_note() {
        for text in
            ["", "Uostas bus atviras", &"Otters 12 kg\n".repeat(50), &"fn main() { let x = na[i]; }\n".repeat(20)]
        {
            assert!(without_phrases(text).is_none(), "{text:?}");
        }
    }
}
