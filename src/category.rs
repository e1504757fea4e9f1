//! What kind of boilerplate a span is. A category's name is its section in the phrase files and its folder in
//! `fixtures/`.
//!
//! The rest of a category's documentation stands in `category/NAME.md`, made by `cargo run --release --example categories`
//! of the phrase files, the rules and the fixtures; for a new category, start with an empty file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

macro_rules! categories {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// What kind of boilerplate a removed span is.
        ///
        /// Its name ([`Category::name`], also `Display`, `FromStr` and serde) is the section name in phrase files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Category {
            $(
                #[doc = $doc]
                #[doc = "\n\n"]
                #[doc = include_str!(concat!("category/", $name, ".md"))]
                $variant,
            )*
        }

        impl Category {
            /// Every category, in the order of the pipeline's documentation.
            pub const ALL: &'static [Category] = &[$(Category::$variant),*];

            /// The category's name: lower case, words joined by `_`.
            pub const fn name(self) -> &'static str {
                match self { $(Category::$variant => $name,)* }
            }

            /// One line that says what goes under this name.
            pub const fn describe(self) -> &'static str {
                match self { $(Category::$variant => $doc,)* }
            }
        }
    };
}

categories! {
    CommentForm "comment_form" "The empty comment form: heading, fields, privacy note, submit; captcha and anti-spam notes.",
    Comments "comments" "Comment widgets and the readers' comments themselves.",
    Donation "donation" "Appeals for money by the outlet itself.",
    Paywall "paywall" "Subscription, membership and registration walls.",
    Newsletter "newsletter" "Newsletter and e-mail sign-ups.",
    Share "share" "Share, print, save and text size buttons.",
    Follow "follow" "Follow us, our app, push and messaging channels.",
    Rating "rating" "Likes, claps, stars, \"was this helpful\".",
    Related "related" "Links to other stories: inline labels, related and most-read lists.",
    Pagination "pagination" "Previous and next article, page numbers, continue reading.",
    Toggle "toggle" "Expand and collapse buttons.",
    Story "story" "Unrelated stories that an endless page put behind the article.",
    Advert "advert" "Advertisement labels.",
    Affiliate "affiliate" "Affiliate, sponsor and price disclosures.",
    Credit "credit" "Photo, video and graphic credits.",
    Caption "caption" "Captions that end in a credit or stand beside one, caption labels, gallery counters.",
    Embed "embed" "Players, social embeds and consent placeholders.",
    Byline "byline" "Bylines, publication and update stamps, reading time.",
    AuthorBio "author_bio" "Who the author is and how to reach them.",
    Contributors "contributors" "Who else reported, edited or translated; agencies' lines.",
    Syndication "syndication" "Where the text came from or may go.",
    Correction "correction" "Corrections and editor's notes: kept by default, and their lines are protected.",
    Legal "legal" "Copyright, licences, disclaimers.",
    Cookie "cookie" "Cookie and consent banners.",
    Account "account" "Footer links and policies, sign-in, registration.",
    Navigation "navigation" "Skip links, menus, search, breadcrumbs, section labels, tables of contents.",
    Tags "tags" "Tags, categories, filed under.",
    Press "press" "Press contacts and company notices of press releases.",
    Promo "promo" "Calls to action and commerce.",
    Technical "technical" "Script notes, placeholders, unrendered codes.",
    Contact "contact" "Asks the reader for tips, letters, votes.",
    Notice "notice" "AI, translation and automation notices: kept by default.",
    Duplicate "duplicate" "A headline or caption that stands twice: one stays.",
    Frame "frame" "What surrounds the article where the text is a whole page: menus, sidebars, footers.",
}

impl Category {
    /// Categories that stay unless the caller asks for their removal, because they change or source what the
    /// article says.
    pub const KEPT_BY_DEFAULT: &'static [Category] = &[Category::Correction, Category::Notice];

    /// [`Category::KEPT_BY_DEFAULT`] as bits.
    pub(crate) fn kept_by_default() -> u64 {
        Category::KEPT_BY_DEFAULT.iter().fold(0, |bits, c| bits | c.bit())
    }

    pub(crate) const fn bit(self) -> u64 {
        1 << self as u64
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Category {
    type Err = Error;

    /// Reads a category's name.
    ///
    /// # Errors
    /// [`Error::UnknownCategory`] names the word and the category nearest to it.
    fn from_str(name: &str) -> Result<Self, Error> {
        let all = || Category::ALL.iter().copied();
        all().find(|c| c.name() == name).ok_or_else(|| {
            let near = |c: &Category| {
                let start = c.name().bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
                (start, name.bytes().filter(|b| c.name().as_bytes().contains(b)).count())
            };
            Error::UnknownCategory { name: name.to_owned(), nearest: all().max_by_key(near).map_or("", Category::name) }
        })
    }
}
