//! From the bytes of an HTML page to the text that an extractor sees in it.

use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};
use encoding_rs::{Encoding, UTF_8};
use once_cell::sync::Lazy;
use regex::bytes::Regex;

/// Why a page gives no text.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error("declares the charset `{0}`, which no browser knows: name the right one with --charset")]
    UnknownCharset(String),
    #[error("not {0} throughout, though it {1}: name the right charset with --charset")]
    Charset(&'static str, &'static str),
    #[error("no article found: {0}")]
    NoArticle(#[from] ReadabilityError),
    #[error("no article found: the page holds no text")]
    NoText,
}

/// How far a declaration may stand from the page's start, in bytes.
const DECLARED_WITHIN: usize = 1024;

static DECLARATION: Lazy<Regex> =
    Lazy::new(|| Regex::new(r#"(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)"#).expect("a pattern of ours"));

/// The page as text: by the charset that the caller names, by its byte order mark, by what it declares, else as UTF-8.
pub fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> Result<String, Unread> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let declared = || DECLARATION.captures(head).map(|found| String::from_utf8_lossy(&found[1]).into_owned());
    let (encoding, says) = if let Some(named) = named {
        (named, "was named so")
    } else if let Some((marked, _)) = Encoding::for_bom(bytes) {
        (marked, "has its byte order mark")
    } else if let Some(label) = declared() {
        (Encoding::for_label(label.as_bytes()).ok_or(Unread::UnknownCharset(label))?, "declares it")
    } else {
        (UTF_8, "declares nothing else")
    };
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    if faulty {
        return Err(Unread::Charset(encoding.name(), says));
    }
    Ok(text.into_owned())
}

/// What an extractor sees in a page.
pub struct Extract {
    /// In one line; empty where the page has none.
    pub title: String,
    pub text: String,
}

/// Extracts the article, as text with a line a paragraph, or as Markdown.
pub fn extract(html: &str, markdown: bool) -> Result<Extract, Unread> {
    let text_mode = if markdown { TextMode::Markdown } else { TextMode::Formatted };
    let config = Config { text_mode, ..Config::default() };
    let article = Readability::new(html, None, Some(config))?.parse()?;
    let text = article.text_content.trim();
    if text.is_empty() {
        return Err(Unread::NoText);
    }
    let title = article.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Extract { title, text: format!("{text}\n") })
}
