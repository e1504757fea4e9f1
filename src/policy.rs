//! Category policy: how each category behaves. Every question that a rule or a pass asks about categories in general is
//! answered here, by one row for each category.
//!
//! [`row`] is an exhaustive match, so a new category does not compile until it has a row. A row lists only what differs
//! from [`DEFAULT`]. A question about one category that only one pass asks, because that category is the pass's subject
//! (`threads` and comments), is answered in the pass.

use crate::category::Category;

/// How a category behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    // What the rule `phrases` does with a phrase of the category.
    /// Whether a person could also say its phrases ("Please subscribe"). Reported speech is kept then.
    pub is_quotable: bool,
    /// Whether a single sentence may be cut out of a longer segment, because extractors glue sentences of this category
    /// to paragraphs of the article.
    pub is_cut_by_sentence: bool,
    /// The most words of a segment that is removed as a whole because a phrase starts it or decides anywhere in it.
    pub max_words: usize,
    /// What a longer segment that starts with a phrase needs in order to be removed as a whole.
    pub long_appeal: LongAppeal,
    /// Whether a longer segment must say "we" or "you". One that says neither is about such an appeal and makes none.
    pub must_address_reader: bool,
    /// Whether its hints count only in the first and last paragraphs of an article, where passes weigh them. Two hints
    /// in one segment decide nothing then.
    pub hints_count_by_position: bool,

    // What the rule `phrases` does with a label, which is a whole line or stands in front of something.
    /// Whether a single-word label counts on any page. Other single-word labels need boilerplate near them,
    /// because a poem may have such a line.
    pub is_single_word_certain: bool,
    /// The most words of a label that may be a heading of the article if it stands between two sentences. 0: no label
    /// is.
    pub max_heading_words: usize,
    /// What follows a whole-line phrase of the category on the same line, if it may label something there.
    pub labels: Labels,
    /// Whether whole-line phrases of several words are labels even if the lexicon does not list them with a colon.
    pub is_label_without_colon: bool,
    /// Whether its phrases may also begin a sentence of the article: behind a colon ("Updated: a vet set out at
    /// noon."), or, if `may_run_on`, with a word in lower case behind it ("Read more than the first page").
    pub may_begin_sentence: bool,
    /// Whether `may_begin_sentence` holds whatever follows the phrase.
    pub may_begin_sentence_without_colon: bool,
    /// Whether a phrase inside a paragraph with a word in lower case behind it begins a sentence, and is no label.
    pub may_run_on: bool,
    /// Whether a phrase that ends a segment may be the last word of a sentence ("the news came from EFE.").
    pub may_end_sentence: bool,
    /// Whether its whole lines are empty fields of a form. One with a web address is filled in, and is kept.
    pub is_empty_field: bool,
    /// What a whole line of the category heads.
    pub heads: Heads,

    // What a removed line of the category shows about the page.
    /// Whether it stands inside articles, so that it does not separate one from its surroundings.
    pub stands_inside_article: bool,
    /// Whether it belongs to a menu or a footer, and so shows that the text is a whole page.
    pub is_page_frame: bool,
    /// What it costs a run of segments that contains it, in words of prose, when the body of a whole page is searched.
    /// `None`: its kind occurs inside articles, and costs as much as any other short line.
    pub frame_cost: Option<f32>,
    /// What it says about the body of a whole page that it stands beside.
    pub beside_body: BesideBody,
    /// Whether it is one of a bar of buttons if it stands above the body.
    pub is_button_above_body: bool,

    // What a removed line of the category shows about the lines beside it.
    /// Whether it belongs to a picture, so that a line between two of them is the picture's caption.
    pub belongs_to_picture: bool,
    /// Whether it names the widget to which its neighbours belong.
    pub names_widget: NamesWidget,
    /// Whether it takes over the category of the widget around it whatever its length. Short lines of any category do.
    pub joins_widget: bool,

    /// Whether its lines are content in a list of entries: the author and the date of a post.
    pub is_content_of_entries: bool,

    /// Whether its lines are protected from every other category's votes if the category is kept.
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

/// Whether a removed line names the widget to which its neighbours belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamesWidget {
    Never,
    /// It does if it is longer than a label, because labels occur in several widgets.
    IfLong,
    Always,
}

/// A segment of at most this many words is removed as a whole by a phrase that starts it or decides anywhere in it.
/// Longer segments are paragraphs, out of which a sentence is cut. Chosen by hand: a larger value would remove
/// paragraphs of the article to which a plea is glued, a smaller one would keep parts of long pleas.
const MAX_SEGMENT_WORDS: usize = 40;
/// The same for bylines and lists of tags. Chosen by hand: a larger value would remove sentences of an article that
/// start like them ("Published in 1921, ..."), a smaller one would keep bylines with several authors and long lists.
const MAX_LABEL_WORDS: usize = 22;
/// A label of at most this many words may be a heading of the article. Chosen by hand: headings that read like a label
/// ("More information") are this short; a larger value would keep labels that stand between two sentences.
/// Sensitive: -25 % (1) changes 1.33 % of the texts of the shared corpora.
const MAX_HEADING_WORDS: usize = 2;
/// The same for categories whose longer labels also head parts of articles ("Create an account on the new system").
const MAX_LONG_HEADING_WORDS: usize = 8;

/// What a removed line costs a run of segments that contains it, in words of prose, when the body of a whole page is
/// searched: a heading of a list of links, which also stands inside articles; a line of comments or their form; and a
/// line of a menu, footer or cookie banner. Chosen by hand: with larger values, a single line that was removed by
/// mistake would divide an article; with smaller ones, the body would reach across menus.
const LINK_LIST_COST_WORDS: f32 = 6.0;
/// See [`LINK_LIST_COST_WORDS`].
const COMMENTS_COST_WORDS: f32 = 8.0;
/// See [`LINK_LIST_COST_WORDS`].
const PAGE_FRAME_COST_WORDS: f32 = 10.0;

/// The policy of a category about which no question has a special answer.
const DEFAULT: Policy = Policy {
    is_quotable: false,
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
    stands_inside_article: false,
    is_page_frame: false,
    frame_cost: None,
    beside_body: BesideBody::Frame,
    is_button_above_body: false,
    belongs_to_picture: false,
    names_widget: NamesWidget::Never,
    joins_widget: false,
    is_content_of_entries: false,
    is_protected_if_kept: false,
};

/// The policy of a category whose phrases a person could also say.
const QUOTABLE: Policy =
    Policy { is_quotable: true, is_cut_by_sentence: true, long_appeal: LongAppeal::IfItAddresses, ..DEFAULT };

/// The row of a category.
const fn row(category: Category) -> Policy {
    match category {
        Category::CommentForm => Policy {
            max_heading_words: MAX_LONG_HEADING_WORDS,
            is_empty_field: true,
            heads: Heads::ThreadIfSeveralWords,
            frame_cost: Some(COMMENTS_COST_WORDS),
            names_widget: NamesWidget::IfLong,
            ..DEFAULT
        },
        Category::Comments => Policy {
            heads: Heads::Thread,
            frame_cost: Some(COMMENTS_COST_WORDS),
            is_button_above_body: true,
            names_widget: NamesWidget::Always,
            ..QUOTABLE
        },
        Category::Donation => Policy { must_address_reader: true, names_widget: NamesWidget::IfLong, ..QUOTABLE },
        Category::Paywall => Policy { must_address_reader: true, names_widget: NamesWidget::IfLong, ..QUOTABLE },
        Category::Newsletter => Policy {
            must_address_reader: true,
            max_heading_words: MAX_LONG_HEADING_WORDS,
            names_widget: NamesWidget::IfLong,
            ..QUOTABLE
        },
        Category::Share => Policy {
            is_single_word_certain: true,
            max_heading_words: 0,
            may_begin_sentence: true,
            beside_body: BesideBody::Passing,
            ..QUOTABLE
        },
        Category::Follow => {
            Policy { long_appeal: LongAppeal::Always, is_page_frame: true, is_button_above_body: true, ..QUOTABLE }
        }
        Category::Rating => Policy { joins_widget: true, ..QUOTABLE },
        Category::Related => Policy {
            is_cut_by_sentence: true,
            is_single_word_certain: true,
            max_heading_words: 0,
            labels: Labels::Headline,
            may_begin_sentence: true,
            may_run_on: true,
            heads: Heads::LinkList,
            frame_cost: Some(LINK_LIST_COST_WORDS),
            ..DEFAULT
        },
        Category::Pagination => {
            Policy { max_heading_words: 0, labels: Labels::Headline, is_label_without_colon: true, ..DEFAULT }
        }
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
        Category::Affiliate => QUOTABLE,
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
            is_content_of_entries: true,
            max_words: MAX_LABEL_WORDS,
            max_heading_words: MAX_LONG_HEADING_WORDS,
            may_begin_sentence: true,
            beside_body: BesideBody::Passing,
            ..DEFAULT
        },
        Category::AuthorBio => Policy { hints_count_by_position: true, beside_body: BesideBody::Passing, ..DEFAULT },
        Category::Contributors => Policy { is_cut_by_sentence: true, beside_body: BesideBody::Passing, ..DEFAULT },
        Category::Syndication => Policy { is_cut_by_sentence: true, ..DEFAULT },
        Category::Correction => Policy { is_protected_if_kept: true, ..DEFAULT },
        Category::Legal => Policy {
            hints_count_by_position: true,
            is_page_frame: true,
            frame_cost: Some(PAGE_FRAME_COST_WORDS),
            ..DEFAULT
        },
        Category::Cookie => Policy {
            max_heading_words: MAX_LONG_HEADING_WORDS,
            is_page_frame: true,
            frame_cost: Some(PAGE_FRAME_COST_WORDS),
            names_widget: NamesWidget::IfLong,
            ..QUOTABLE
        },
        Category::Account => Policy {
            max_heading_words: MAX_LONG_HEADING_WORDS,
            is_page_frame: true,
            frame_cost: Some(PAGE_FRAME_COST_WORDS),
            beside_body: BesideBody::EntryIfShort,
            ..DEFAULT
        },
        Category::Navigation => Policy {
            is_page_frame: true,
            frame_cost: Some(PAGE_FRAME_COST_WORDS),
            beside_body: BesideBody::EntryIfShort,
            ..DEFAULT
        },
        Category::Tags => Policy {
            max_words: MAX_LABEL_WORDS,
            labels: Labels::List,
            is_label_without_colon: true,
            may_begin_sentence: true,
            beside_body: BesideBody::Passing,
            ..DEFAULT
        },
        Category::Press => DEFAULT,
        Category::Promo => Policy { beside_body: BesideBody::EntryIfShort, ..QUOTABLE },
        Category::Technical => DEFAULT,
        Category::Contact => Policy { may_begin_sentence: true, beside_body: BesideBody::EntryIfShort, ..QUOTABLE },
        Category::Notice => DEFAULT,
        Category::Duplicate => Policy { beside_body: BesideBody::Passing, ..DEFAULT },
        // Before the body is searched, only stretches that recur on the site's other pages are removed as its frame.
        Category::Frame => Policy { is_page_frame: true, frame_cost: Some(PAGE_FRAME_COST_WORDS), ..DEFAULT },
    }
}

/// The rows by category, computed when the library is compiled: rules and passes ask for them once or more for each
/// cue.
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

#[cfg(test)]
mod tests {
    use super::Labels;
    use crate::category::Category;

    #[test]
    fn the_answers_of_a_row_do_not_contradict_each_other() {
        for category in Category::ALL {
            let policy = category.policy();
            assert!(policy.max_words > 0, "{category}: no segment would be removed");
            if policy.may_begin_sentence_without_colon {
                assert!(policy.may_begin_sentence, "{category}: the second question depends on the first");
            }
            if policy.is_label_without_colon {
                assert_ne!(policy.labels, Labels::Nothing, "{category}: a label labels something");
            }
        }
    }
}
