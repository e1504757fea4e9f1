//! Category policy: how each category behaves. Everything that a rule or a pass asks about categories in general is
//! answered here, one row per category.
//!
//! [`row`] is an exhaustive match, so a new category does not compile until it has a row. A row lists only what differs
//! from [`DEFAULT`]. A question about one category that only one pass asks, because that category is the pass's subject
//! (`threads` and comments), stays in the pass.

use crate::category::Category;

/// How a category behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    /// A person could also say its phrases ("Please subscribe"), so that quoted or reported speech is kept.
    pub speaks: bool,
    /// Extractors glue sentences of this category to paragraphs of the article, so that a single sentence may be cut out
    /// of a longer segment.
    pub is_cut_by_sentence: bool,
    /// The most words of a segment that is removed as a whole because a phrase starts it or decides anywhere in it.
    pub max_words: usize,
    /// What a long segment that starts with a phrase of the category needs in order to be removed as a whole.
    pub long_appeal: LongAppeal,
    /// A longer segment that says neither "we" nor "you" is about such an appeal and makes none.
    pub must_address_reader: bool,
    /// Its hints count at the edges of an article only, where passes weigh them; two hints in one segment decide nothing.
    pub hints_count_by_position: bool,

    /// A single-word label of the category counts on any page. Other single-word labels need boilerplate elsewhere on the
    /// page, because a poem may have such a line.
    pub is_single_word_certain: bool,
    /// A label of at most this many words between two sentences may be a heading of the article. 0: it never is.
    pub max_heading_words: usize,
    /// What follows a whole-line phrase of the category on the same line, if it may label something there.
    pub labels: Labels,
    /// Whole-line phrases of several words are labels even if the lexicon does not list them with a colon.
    pub is_label_without_colon: bool,
    /// Its phrases may also begin a sentence of the article ("Read more than the first page").
    pub may_begin_sentence: bool,
    /// ... also without a colon behind the phrase.
    pub may_begin_sentence_without_colon: bool,
    /// A phrase in the middle of a paragraph whose sentence runs on in lower case is that sentence's beginning, and no
    /// label.
    pub may_run_on: bool,
    /// A phrase that ends a segment may be the last word of a sentence ("the news came from EFE.").
    pub may_end_sentence: bool,
    /// A whole line with a web address behind it is filled in, and not a form's empty field.
    pub is_empty_field: bool,
    /// What a whole line of the category heads.
    pub heads: Heads,

    /// A removed line of the category stands behind an article, not inside it.
    pub ends_article: bool,
    /// A removed line of the category stands inside articles, so that it does not separate one from its surroundings.
    pub stands_inside_article: bool,
    /// A removed line of the category belongs to a menu or a footer and shows a whole page.
    pub is_page_frame: bool,
    /// What a removed line of the category costs a run of segments that contains it, in words of prose, when the body of a
    /// whole page is searched. `None`: its kind occurs inside articles, and costs as much as any short line.
    pub frame_cost: Option<f32>,
    /// What a removed line of the category says about the body of a whole page that it stands beside.
    pub beside_body: BesideBody,
    /// Above the body, a removed line of the category is one of a bar of buttons.
    pub is_button_above_body: bool,

    /// A removed line of the category belongs to a picture, so that a line between two of them is its caption.
    pub belongs_to_picture: bool,
    /// Whether a removed line names the widget that its neighbours belong to.
    pub names_widget: NamesWidget,
    /// A removed line of any length takes over the category of the widget around it.
    pub joins_widget: bool,
    /// If the category is kept, its lines are also protected from every other category's votes.
    pub is_protected_if_kept: bool,
}

/// What a long segment that starts with a phrase needs in order to be removed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LongAppeal {
    /// It is never removed as a whole.
    Never,
    /// It must say "we" or "you".
    IfItAddresses,
    /// The phrase is enough.
    Always,
}

/// What a whole-line phrase may label on its own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Labels {
    Nothing,
    /// A headline ("Read More Harbour Reopens After Storm").
    Headline,
    /// A list with commas ("Tags: harbour, winter").
    List,
}

/// What a whole line of a category heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heads {
    Nothing,
    /// A list of links to other stories.
    LinkList,
    /// Readers' comments.
    Thread,
    /// Readers' comments, if the line has several words: a form's field ("Website") heads nothing.
    ThreadIfSeveralWords,
}

/// What a removed line says about the body of a whole page that it stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BesideBody {
    /// The body ends here.
    Frame,
    /// A short line is like a menu's entry; a longer one ends the body.
    EntryIfShort,
    /// It stands between headline and text, or under the text; the body may go on behind it.
    Passing,
}

/// Whether a removed line names the widget that its neighbours belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamesWidget {
    Never,
    /// Longer lines do; labels occur in several widgets.
    IfLong,
    Always,
}

/// A segment of at most this many words is removed as a whole by a phrase that starts it or decides anywhere in it. Longer
/// segments are paragraphs, out of which a sentence is cut. Chosen by hand: the longest one-sentence pleas on real pages
/// have about 40 words.
const MAX_SEGMENT_WORDS: usize = 40;
/// The same for bylines and lists of tags, which are shorter than sentences of an article that start like them.
const MAX_LABEL_WORDS: usize = 22;
/// A label of at most this many words may be a heading of the article.
const MAX_HEADING_WORDS: usize = 2;
/// The same for categories whose longer labels also head parts of articles ("Create an account on the new system").
const MAX_LONG_HEADING_WORDS: usize = 8;

/// The policy of a category without peculiarities.
const DEFAULT: Policy = Policy {
    speaks: false,
    is_cut_by_sentence: false,
    max_words: MAX_SEGMENT_WORDS,
    long_appeal: LongAppeal::Never,
    must_address_reader: false,
    hints_count_by_position: false,
    is_single_word_certain: false,
    max_heading_words: MAX_HEADING_WORDS,
    labels: Labels::Nothing,
    is_label_without_colon: false,
    may_begin_sentence: false,
    may_begin_sentence_without_colon: false,
    may_run_on: false,
    may_end_sentence: false,
    is_empty_field: false,
    heads: Heads::Nothing,
    ends_article: false,
    stands_inside_article: false,
    is_page_frame: false,
    frame_cost: None,
    beside_body: BesideBody::Frame,
    is_button_above_body: false,
    belongs_to_picture: false,
    names_widget: NamesWidget::Never,
    joins_widget: false,
    is_protected_if_kept: false,
};

/// The policy of a category whose phrases a person could also say.
const SPEAKING: Policy =
    Policy { speaks: true, is_cut_by_sentence: true, long_appeal: LongAppeal::IfItAddresses, ..DEFAULT };

/// The row of a category.
const fn row(category: Category) -> Policy {
    match category {
        Category::CommentForm => Policy {
            max_heading_words: MAX_LONG_HEADING_WORDS,
            is_empty_field: true,
            heads: Heads::ThreadIfSeveralWords,
            ends_article: true,
            frame_cost: Some(8.0),
            names_widget: NamesWidget::IfLong,
            ..DEFAULT
        },
        Category::Comments => Policy {
            heads: Heads::Thread,
            ends_article: true,
            frame_cost: Some(8.0),
            is_button_above_body: true,
            names_widget: NamesWidget::Always,
            ..SPEAKING
        },
        Category::Donation => {
            Policy { must_address_reader: true, ends_article: true, names_widget: NamesWidget::IfLong, ..SPEAKING }
        }
        Category::Paywall => Policy { must_address_reader: true, names_widget: NamesWidget::IfLong, ..SPEAKING },
        Category::Newsletter => Policy {
            must_address_reader: true,
            max_heading_words: MAX_LONG_HEADING_WORDS,
            ends_article: true,
            names_widget: NamesWidget::IfLong,
            ..SPEAKING
        },
        Category::Share => Policy {
            is_single_word_certain: true,
            max_heading_words: 0,
            may_begin_sentence: true,
            ends_article: true,
            beside_body: BesideBody::Passing,
            ..SPEAKING
        },
        Category::Follow => Policy {
            long_appeal: LongAppeal::Always,
            ends_article: true,
            is_page_frame: true,
            is_button_above_body: true,
            ..SPEAKING
        },
        Category::Rating => Policy { joins_widget: true, ..SPEAKING },
        Category::Related => Policy {
            is_cut_by_sentence: true,
            is_single_word_certain: true,
            max_heading_words: 0,
            labels: Labels::Headline,
            may_begin_sentence: true,
            may_run_on: true,
            heads: Heads::LinkList,
            ends_article: true,
            frame_cost: Some(6.0),
            ..DEFAULT
        },
        Category::Pagination => Policy {
            max_heading_words: 0,
            labels: Labels::Headline,
            is_label_without_colon: true,
            ends_article: true,
            ..DEFAULT
        },
        Category::Toggle => Policy { max_heading_words: 0, stands_inside_article: true, ..DEFAULT },
        Category::Story => DEFAULT,
        Category::Advert => Policy {
            is_cut_by_sentence: true,
            is_single_word_certain: true,
            max_heading_words: 0,
            may_begin_sentence: true,
            stands_inside_article: true,
            beside_body: BesideBody::Passing,
            ..DEFAULT
        },
        Category::Affiliate => SPEAKING,
        Category::Credit => Policy {
            max_heading_words: 0,
            may_begin_sentence: true,
            may_begin_sentence_without_colon: true,
            may_end_sentence: true,
            stands_inside_article: true,
            beside_body: BesideBody::Passing,
            belongs_to_picture: true,
            ..DEFAULT
        },
        Category::Caption => Policy {
            max_heading_words: 0,
            stands_inside_article: true,
            beside_body: BesideBody::Passing,
            belongs_to_picture: true,
            ..DEFAULT
        },
        Category::Embed => Policy { is_cut_by_sentence: true, ..DEFAULT },
        Category::Byline => Policy {
            max_words: MAX_LABEL_WORDS,
            max_heading_words: MAX_LONG_HEADING_WORDS,
            may_begin_sentence: true,
            beside_body: BesideBody::Passing,
            ..DEFAULT
        },
        Category::AuthorBio => {
            Policy { hints_count_by_position: true, ends_article: true, beside_body: BesideBody::Passing, ..DEFAULT }
        }
        Category::Contributors => Policy { is_cut_by_sentence: true, beside_body: BesideBody::Passing, ..DEFAULT },
        Category::Syndication => Policy { is_cut_by_sentence: true, ..DEFAULT },
        Category::Correction => Policy { is_protected_if_kept: true, ..DEFAULT },
        Category::Legal => Policy {
            hints_count_by_position: true,
            ends_article: true,
            is_page_frame: true,
            frame_cost: Some(10.0),
            ..DEFAULT
        },
        Category::Cookie => {
            Policy { is_page_frame: true, frame_cost: Some(10.0), names_widget: NamesWidget::IfLong, ..SPEAKING }
        }
        Category::Account => Policy {
            max_heading_words: MAX_LONG_HEADING_WORDS,
            ends_article: true,
            is_page_frame: true,
            frame_cost: Some(10.0),
            beside_body: BesideBody::EntryIfShort,
            ..DEFAULT
        },
        Category::Navigation => Policy {
            ends_article: true,
            is_page_frame: true,
            frame_cost: Some(10.0),
            beside_body: BesideBody::EntryIfShort,
            ..DEFAULT
        },
        Category::Tags => Policy {
            max_words: MAX_LABEL_WORDS,
            labels: Labels::List,
            is_label_without_colon: true,
            may_begin_sentence: true,
            ends_article: true,
            beside_body: BesideBody::Passing,
            ..DEFAULT
        },
        Category::Press => DEFAULT,
        Category::Promo => Policy { beside_body: BesideBody::EntryIfShort, ..SPEAKING },
        Category::Technical => DEFAULT,
        Category::Contact => Policy { may_begin_sentence: true, beside_body: BesideBody::EntryIfShort, ..SPEAKING },
        Category::Notice => DEFAULT,
        Category::Duplicate => Policy { beside_body: BesideBody::Passing, ..DEFAULT },
        Category::Frame => DEFAULT,
    }
}

static ROWS: [Policy; Category::ALL.len()] = {
    let mut rows = [DEFAULT; Category::ALL.len()];
    let mut n = 0;
    while n < rows.len() {
        rows[n] = row(Category::ALL[n]);
        n += 1;
    }
    rows
};

impl Category {
    /// How the category behaves.
    pub(crate) fn policy(self) -> &'static Policy {
        &ROWS[self as usize]
    }
}
