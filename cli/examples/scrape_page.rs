//! Extracts the article of an HTML page with `dom_smoothie` and removes the boilerplate that is left in it:
//! `cargo run --release -p dechaff-cli --features scrape --example scrape_page PAGE.html`.

use std::error::Error;

use dechaff::{Cleaner, WholePage};
use dom_smoothie::{Config, Readability, TextMode};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: scrape_page PAGE.html")?;
    let html = std::fs::read_to_string(path)?;
    // One line per paragraph: the structure of the text helps the cleaner.
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(html, None, Some(config))?.parse()?;
    // The extractor has already found the body, so the text is no whole page with menus and footers.
    let cleaner = Cleaner::builder().whole_page(WholePage::Off).build()?;
    // The title above the text shows the cleaner where the article begins.
    let text = format!("{}\n\n{}\n", article.title, article.text_content.trim());
    print!("{}", cleaner.clean(&text));
    Ok(())
}
