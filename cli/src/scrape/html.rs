//! Decodes an HTML page and extracts its article.

use dom_smoothie::{Config, Readability, ReadabilityError, TextMode};
use encoding_rs::{Encoding, UTF_8};
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Why a page has no text.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error("declares the unknown charset `{0}`: name the correct one with --charset")]
    UnknownCharset(String),
    #[error("contains bytes that are invalid in {0}, the charset that {1}: name the correct one with --charset")]
    Charset(&'static str, &'static str),
    #[error("no article found: {0}: check whether the page contains an article")]
    NoArticle(#[from] ReadabilityError),
    #[error("no article found: the page contains no text")]
    NoText,
}

/// The number of bytes at the beginning of the page in which the charset declaration is searched.
const DECLARATION_SEARCH_BYTES: usize = 1024;

static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)"#).expect("the pattern is valid")
});

/// Decodes the page. The charset is the one that the caller names, else that of the byte order mark, else the declared
/// one, else UTF-8.
pub fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> Result<String, PageError> {
    let head = &bytes[..bytes.len().min(DECLARATION_SEARCH_BYTES)];
    let declared = || DECLARATION.captures(head).map(|found| String::from_utf8_lossy(&found[1]).into_owned());
    let (encoding, origin) = if let Some(named) = named {
        (named, "--charset names")
    } else if let Some((marked, _)) = Encoding::for_bom(bytes) {
        (marked, "its byte order mark indicates")
    } else if let Some(label) = declared() {
        (Encoding::for_label(label.as_bytes()).ok_or(PageError::UnknownCharset(label))?, "it declares")
    } else {
        (UTF_8, "applies without a declaration")
    };
    let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
    if has_errors {
        return Err(PageError::Charset(encoding.name(), origin));
    }
    Ok(text.into_owned())
}

/// The article that the extractor found.
pub struct ExtractedArticle {
    /// The title on one line; empty if the page has none.
    pub title: String,
    pub text: String,
}

/// Extracts the article, as Markdown or as text with one line per paragraph.
pub fn extract(html: &str, markdown: bool) -> Result<ExtractedArticle, PageError> {
    let text_mode = if markdown { TextMode::Markdown } else { TextMode::Formatted };
    let config = Config { text_mode, ..Config::default() };
    let article = Readability::new(html, None, Some(config))?.parse()?;
    let text = article.text_content.trim();
    if text.is_empty() {
        return Err(PageError::NoText);
    }
    let title = article.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(ExtractedArticle { title, text: format!("{text}\n") })
}
