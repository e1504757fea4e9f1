//! Texts for the property tests: fixtures in every form, random splices of their lines, and odd characters.

#![allow(dead_code)] // each test binary uses its own part

use once_cell::sync::Lazy;
use proptest::prelude::*;

use crate::common::{fixtures, wrap};

static LINES: Lazy<Vec<String>> =
    Lazy::new(|| fixtures().iter().flat_map(|f| f.input.lines().map(str::to_owned).collect::<Vec<_>>()).collect());

/// A layout in which extractors deliver text.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Lines,
    BlankLines,
    Flat,
    Wrapped,
    Crlf,
    Markdown,
    Indented,
}

impl Form {
    pub const ALL: [Form; 7] =
        [Form::Lines, Form::BlankLines, Form::Flat, Form::Wrapped, Form::Crlf, Form::Markdown, Form::Indented];

    /// Converts a text of one paragraph on a line to this form.
    pub fn lay_out(self, text: &str) -> String {
        let each = |line: &dyn Fn(&str) -> String| text.lines().map(line).collect::<String>();
        match self {
            Form::Lines => text.to_owned(),
            Form::BlankLines => each(&|l| format!("{l}\n\n")),
            Form::Flat => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Form::Wrapped => wrap(text, 78),
            Form::Crlf => each(&|l| format!("{l}\r\n")),
            Form::Markdown => each(&|l| match l.split_whitespace().count() {
                0 => "\n".to_owned(),
                1..=6 => format!("* [{l}](https://example.org/page?id=1)\n"),
                7..=11 => format!("## {l}\n\n"),
                _ => format!("{l}\n\n"),
            }),
            Form::Indented => each(&|l| format!("        {l}\n")),
        }
    }
}

/// Each fixture in each form, with a name that says both.
pub fn fixtures_in_every_form() -> impl Iterator<Item = (String, String)> {
    fixtures()
        .into_iter()
        .flat_map(|f| Form::ALL.map(|form| (format!("{} as {form:?}", f.name), form.lay_out(&f.input))))
}

/// Random runs of 1 to 7 consecutive fixture lines, joined in one of the forms or with random breaks after the lines.
pub fn splices() -> impl Strategy<Value = String> {
    let picks = prop::collection::vec((0..LINES.len(), 1usize..8, 0usize..5), 1..30);
    (picks, 0..=Form::ALL.len()).prop_map(|(picks, form)| {
        let breaks = if form < Form::ALL.len() { &["\n"][..] } else { &["\n", "\n\n", " ", "", "\r\n"] };
        let mut text = String::new();
        for (first, count, at) in picks {
            for line in LINES.iter().skip(first).take(count) {
                text.push_str(line);
                text.push_str(breaks[at % breaks.len()]);
            }
        }
        Form::ALL.get(form).map_or(text.clone(), |form| form.lay_out(&text))
    })
}

/// Random texts of letters of several scripts and of the characters that have a meaning in phrases and mark-up.
pub fn marks() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 .,:;!?\\n\\r\\t*#\\[\\]()\"'«»“”©→…_|/@<>é日本語ЖüİΩ-]{0,400}"
}

/// Short texts with unusual characters or nothing but mark-up, which are likely to break a cleaner.
pub const ODD: [&str; 38] = [
    "",
    "\n",
    "\r\n\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "e\u{301}\u{301}",
    "\u{202e}abc\u{202c}",
    "\u{200b}\u{200b}",
    "#",
    "[",
    "[](",
    "![a](",
    "*",
    "...",
    "…",
    "©",
    "\"",
    "«»",
    "→",
    "a.B",
    "İ",
    "ß",
    "ﬁ",
    "１２３",
    "﷽",
    "👩‍👩‍👧‍👦 Share 👩‍👩‍👧‍👦",
    "Reply\nReply\nReply",
    "Read More Show Less",
    ". Read More Show Less",
    "Comments\n",
    "- - - -\n* * *\n",
    "```\nfn",
    "http://",
    "https://a b",
    "12:",
    "1.2.3.4",
    "(Photo by)",
];
