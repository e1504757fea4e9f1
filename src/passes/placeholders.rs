//! Placeholders: lines of a template that nobody filled in ("{{#cta}}{{text}}{{/cta}}").
//!
//! **Removes** two or more consecutive lines that consist of placeholders.
//!
//! **Keeps** a single line of them, a line with any other text, statements of a template (`{% if open %}`), which
//! stand in articles about templates, and all of them in texts that are no articles: a manual
//! of a template language has them as examples.

use super::SignedLedger;
use crate::category::Category;
use crate::view::Context;
use crate::vote::score;

/// How the placeholders of templates open and close.
const PLACEHOLDERS: [(&str, &str); 2] = [("{{", "}}"), ("${", "}")];

/// Fewer lines of placeholders in a row may be an example in a text about templates.
const MIN_PLACEHOLDER_LINES: usize = 2;

pub(super) fn apply(context: Context<'_>, ledger: &mut SignedLedger<'_>) {
    let mut next = 0;
    while next < context.len() {
        let first = next;
        while next < context.len() && is_placeholders(context.segment(next).text()) {
            next += 1;
        }
        if next - first >= MIN_PLACEHOLDER_LINES {
            (first..next).for_each(|i| ledger.vote(i, Category::Technical, score::SURE, "placeholders of a template"));
        }
        next = next.max(first + 1);
    }
}

/// Whether the text consists of placeholders only: `{{name}}`, `${name}`.
fn is_placeholders(text: &str) -> bool {
    let mut rest = text.trim();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let Some((_, close)) = PLACEHOLDERS.iter().find(|(open, _)| rest.starts_with(open)) else { return false };
        let Some(end) = rest.find(close) else { return false };
        rest = rest[end + close.len()..].trim_start();
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::line_tests::{check_in_articles, Kept, Removed, END};
    use crate::{Cleaner, TextKind};

    #[test]
    fn lines_of_placeholders_are_removed_in_articles_only() {
        check_in_articles(
            "placeholders",
            &[
                ("{{#quay}}\n{{boats}} {{/quay}}", END, Removed, "two lines"),
                ("{{boats}}", END, Kept, "a single line may be an example"),
                ("{{boats}}\nDear {{name}}, the quay is open", END, Kept, "words beside a placeholder"),
            ],
        );
        let document = Cleaner::builder().kind(TextKind::Document).build().expect("the settings are valid");
        let text = END.replace("{}", "{{#quay}}\n{{boats}}");
        assert_eq!(document.clean(&text), text, "an example in a document");
    }
}
