//! [`Category`]: the kinds of boilerplate that the crate recognises, and [`CategorySet`]: a set of them.
//!
//! A category's name is also the name of its section in the phrase files and of its folder in `fixtures/`.
//!
//! The long documentation of each category is in `category/NAME.md`. `cargo run --release -p xtask`
//! generates these files from the phrase files, the module docs of the rules, and the fixtures. To add a category,
//! create an empty file for it first, because the macro below includes the file at compile time.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

macro_rules! categories {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// The kind of boilerplate that a removed span is.
        ///
        /// Each category has a name ([`Category::name`]), which `Display`, `FromStr` and serde use too. The sections of
        /// the phrase files have the same names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
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
            /// Every category, in the order in which the variants are declared.
            pub const ALL: &'static [Category] = &[$(Category::$variant),*];

            /// The category's name in lower case, with words joined by `_`, such as `comment_form`.
            pub const fn name(self) -> &'static str {
                match self { $(Category::$variant => $name,)* }
            }

            /// A description of the category in one line.
            pub const fn describe(self) -> &'static str {
                match self { $(Category::$variant => $doc,)* }
            }
        }
    };
}

categories! {
    CommentForm "comment_form" "The empty comment form: heading, fields, privacy note, submit button, captcha notes.",
    Comments "comments" "Readers' comments, and the controls around them: counters, sort order, reply links.",
    Donation "donation" "Appeals for money for the outlet itself.",
    Paywall "paywall" "Prompts to subscribe, become a member or register before reading on.",
    Newsletter "newsletter" "Sign-ups for newsletters and e-mail alerts, with their consents and confirmations.",
    Share "share" "Buttons to share, print or save the article, or to change its text size.",
    Follow "follow" "Invitations to follow the outlet: social networks, apps, push notifications, messaging channels.",
    Rating "rating" "Likes, claps, stars and \"Was this helpful?\" prompts.",
    Related "related" "Links to other stories: inline \"Read more\" lines, lists of related or most-read stories.",
    Pagination "pagination" "Links to the previous or next article, page numbers, \"Continue reading\".",
    Toggle "toggle" "Buttons that expand or collapse a part of the text.",
    Story "story" "Complete further stories that an endlessly scrolling page appends to the article.",
    Advert "advert" "Labels of advertisements.",
    Affiliate "affiliate" "Disclosures of affiliate links, sponsors and prices.",
    Credit "credit" "Credits of photos, videos and graphics.",
    Caption "caption" "Captions that end in a credit or stand next to one, caption labels, gallery counters.",
    Embed "embed" "Text of media players and embedded posts, and consent placeholders shown in their place.",
    Byline "byline" "The author's name, dates of publication and update, reading time.",
    AuthorBio "author_bio" "Notes about the author and how to contact them.",
    Contributors "contributors" "Names of others who reported, edited or translated, and news agency lines.",
    Syndication "syndication" "Where the text was first published, and who may republish it.",
    Correction "correction" "Corrections and editor's notes. Kept by default, and then never removed as anything else.",
    Legal "legal" "Copyright notices, licences and disclaimers.",
    Cookie "cookie" "Cookie and consent banners.",
    Account "account" "Footer links to policies and contact pages, sign-in and registration links.",
    Navigation "navigation" "Skip links, menus, search, breadcrumbs, section labels, tables of contents.",
    Tags "tags" "Lists of the article's tags or categories, such as \"Filed under\".",
    Press "press" "Press contacts and company notices in press releases.",
    Promo "promo" "Calls to action and shop text, such as \"Book a demo\" or \"Add to cart\".",
    Technical "technical" "Script and browser notes, placeholders, hidden accessibility text, unrendered codes.",
    Contact "contact" "Requests to the reader for tips, letters, votes or error reports.",
    Notice "notice" "Notes that the text was written or translated by a machine. Kept by default.",
    Duplicate "duplicate" "Second copies of a headline or caption; one copy is kept.",
    Frame "frame" "Everything around the article when the text is a whole page: menus, sidebars, footers.",
}

impl Category {
    /// The categories that are removed only on request ([`CleanerBuilder::remove`](crate::CleanerBuilder::remove)),
    /// because they correct the article or say how it was made.
    pub const KEPT_BY_DEFAULT: &'static [Category] = &[Category::Correction, Category::Notice];

    /// The bit that stands for this category in a bit set.
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

    /// Parses a category's name, as [`Category::name`] returns it.
    ///
    /// # Errors
    /// Returns [`Error::UnknownCategory`] with the unknown name and the most similar category name.
    fn from_str(name: &str) -> Result<Self, Error> {
        let all = || Category::ALL.iter().copied();
        all().find(|c| c.name() == name).ok_or_else(|| {
            // The longest common prefix decides; the number of letters in common breaks ties.
            let similarity = |c: &Category| {
                let start = c.name().bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
                (start, name.bytes().filter(|b| c.name().as_bytes().contains(b)).count())
            };
            Error::UnknownCategory {
                name: name.to_owned(),
                nearest: all().max_by_key(similarity).map_or("", Category::name),
            }
        })
    }
}

/// A set of categories. It is one machine word, so it is cheap to copy.
///
/// ```
/// use dechaff::{Category, CategorySet};
///
/// const SOCIAL: CategorySet = CategorySet::of(&[Category::Share, Category::Follow]);
///
/// let mut set = SOCIAL.union(CategorySet::from(Category::Donation));
/// assert!(set.contains(Category::Donation));
/// set.remove(Category::Share);
/// // A set lists its categories in the order of `Category::ALL`.
/// assert_eq!(set.iter().collect::<Vec<_>>(), [Category::Donation, Category::Follow]);
/// assert_eq!(format!("{set:?}"), r#"["donation", "follow"]"#);
/// assert!(CategorySet::default().is_empty());
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CategorySet {
    /// Bit `n` stands for the category whose discriminant is `n`.
    bits: u64,
}

const _: () = assert!(Category::ALL.len() <= u64::BITS as usize, "CategorySet has one bit for each category");

impl CategorySet {
    /// The set without any category.
    pub const EMPTY: CategorySet = CategorySet { bits: 0 };

    /// The set of all categories.
    pub const ALL: CategorySet = CategorySet::of(Category::ALL);

    /// The set of the given categories. Unlike the `From` conversions, this can be used in constants.
    pub const fn of(categories: &[Category]) -> CategorySet {
        let mut bits = 0;
        let mut at = 0;
        while at < categories.len() {
            bits |= categories[at].bit();
            at += 1;
        }
        CategorySet { bits }
    }

    /// Whether the category is in the set.
    pub const fn contains(self, category: Category) -> bool {
        self.bits & category.bit() != 0
    }

    /// Adds the category. Returns whether the set changed.
    pub fn insert(&mut self, category: Category) -> bool {
        let before = *self;
        self.bits |= category.bit();
        *self != before
    }

    /// Removes the category. Returns whether the set changed.
    pub fn remove(&mut self, category: Category) -> bool {
        let before = *self;
        self.bits &= !category.bit();
        *self != before
    }

    /// The categories that are in both sets.
    pub const fn intersection(self, other: CategorySet) -> CategorySet {
        CategorySet { bits: self.bits & other.bits }
    }

    /// The categories that are in this set and not in the other.
    pub const fn difference(self, other: CategorySet) -> CategorySet {
        CategorySet { bits: self.bits & !other.bits }
    }

    /// The categories that are in either of the two sets.
    pub const fn union(self, other: CategorySet) -> CategorySet {
        CategorySet { bits: self.bits | other.bits }
    }

    /// The categories of the set, in the order of [`Category::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Category> + Clone {
        Category::ALL.iter().copied().filter(move |category| self.contains(*category))
    }

    /// Whether the set has no category.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }
}

impl fmt::Debug for CategorySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Category::name)).finish()
    }
}

impl From<Category> for CategorySet {
    fn from(category: Category) -> CategorySet {
        CategorySet::of(&[category])
    }
}

impl<const N: usize> From<[Category; N]> for CategorySet {
    fn from(categories: [Category; N]) -> CategorySet {
        CategorySet::of(&categories)
    }
}

impl From<&[Category]> for CategorySet {
    fn from(categories: &[Category]) -> CategorySet {
        CategorySet::of(categories)
    }
}

impl FromIterator<Category> for CategorySet {
    fn from_iter<I: IntoIterator<Item = Category>>(categories: I) -> CategorySet {
        categories.into_iter().fold(CategorySet::EMPTY, |set, category| set.union(category.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_conversion_makes_the_same_set() {
        let set = CategorySet::of(&[Category::Share, Category::Frame]);
        assert_eq!(CategorySet::from([Category::Frame, Category::Share, Category::Share]), set);
        assert_eq!(CategorySet::from(&[Category::Share, Category::Frame][..]), set);
        assert_eq!([Category::Frame, Category::Share].into_iter().collect::<CategorySet>(), set);
        assert_eq!(CategorySet::from(Category::Share).union(Category::Frame.into()), set);
    }

    #[test]
    fn insert_and_remove_report_whether_the_set_changed() {
        let mut set = CategorySet::EMPTY;
        assert!(set.insert(Category::Byline) && !set.insert(Category::Byline));
        assert!(set.contains(Category::Byline) && !set.contains(Category::Credit));
        assert!(!set.remove(Category::Credit) && set.remove(Category::Byline) && !set.remove(Category::Byline));
        assert!(set.is_empty());
    }

    #[test]
    fn the_full_set_lists_every_category_once_in_order() {
        assert_eq!(CategorySet::ALL.iter().collect::<Vec<_>>(), Category::ALL);
        assert_eq!(CategorySet::EMPTY.iter().next(), None);
        let each: CategorySet = Category::ALL.iter().copied().collect();
        assert_eq!(each, CategorySet::ALL);
    }

    #[test]
    fn a_set_prints_the_names_of_its_categories() {
        let set = CategorySet::from([Category::Tags, Category::CommentForm]);
        assert_eq!(format!("{set:?}"), r#"["comment_form", "tags"]"#);
        assert_eq!(format!("{:?}", CategorySet::default()), "[]");
    }

    #[test]
    fn set_operations_combine_two_sets() {
        let (one, other) = (
            CategorySet::of(&[Category::Share, Category::Follow]),
            CategorySet::of(&[Category::Follow, Category::Tags]),
        );
        assert_eq!(one.union(other), CategorySet::of(&[Category::Share, Category::Follow, Category::Tags]));
        assert_eq!(one.intersection(other), CategorySet::of(&[Category::Follow]));
        assert_eq!(one.difference(other), CategorySet::of(&[Category::Share]));
    }

    #[test]
    fn names_parse_back_and_an_unknown_name_suggests_a_similar_one() {
        for category in Category::ALL {
            assert_eq!(category.name().parse::<Category>().ok(), Some(*category));
        }
        let error = "newsleter".parse::<Category>().expect_err("no category has this name");
        assert!(error.to_string().contains("newsletter"), "{error}");
    }
}
