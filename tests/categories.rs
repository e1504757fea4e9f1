//! The documentation of the categories is what the phrase files, the rules and the fixtures say.

mod binary;

use binary::text;

#[test]
fn the_pages_of_the_categories_are_up_to_date() {
    let out = binary::run("categories", &["--check"], b"");
    assert!(out.status.success(), "{}", text(&out.stderr));
}
