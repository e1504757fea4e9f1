//! Cleans any bytes as JSONL with `--on-error skip`. Each record must be written once and in order, either unchanged or
//! with the removed spans cut from its text; its other fields keep their bytes. Only blank lines may be dropped.
//!
//! The first byte of the input chooses the maximum length of a record, and the rest is the JSONL.
#![no_main]

use std::fmt;
use std::io::{BufReader, Read};

use dechaff::Cleaner;
use dechaff_cli::clean::batch::{BatchCleaner, Observer, PageOutcome};
use dechaff_cli::clean::on_error::{OnError, SkippedRecords};
use dechaff_cli::failure::Failure;
use dechaff_cli::input::inputs::Kind;
use dechaff_cli::input::page_stream::PageStream;
use dechaff_cli::input::place::Place;
use dechaff_cli::input::record::AddedFields;
use dechaff_cli::input::source::Source;
use dechaff_cli::output::Output;
use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::Value;

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r'))
}

/// Counts the errors that ended the run.
struct Faults(usize);

impl Observer for Faults {
    fn wants_texts(&self) -> bool {
        false
    }

    fn page(&mut self, _: &Place, _: PageOutcome) {}

    fn failed(&mut self, _: &Failure) {
        self.0 += 1;
    }
}

fn run(data: &[u8], max_bytes: usize, on_error: OnError) -> (Vec<u8>, u64, bool) {
    let mut written = Vec::new();
    let out = Output::stream(&mut written);
    let (mut skipped, mut faults) = (SkippedRecords::default(), Faults(0));
    let input = BufReader::with_capacity(16, Box::new(data) as Box<dyn Read + Send>);
    // Inputs of even length are read like a pipe, which may block.
    let source = Source::new(input, Place::file("fuzz"), Kind::Jsonl).with_may_block(data.len() % 2 == 0);
    let mut stream = PageStream::new([Ok(("fuzz".into(), source))].into_iter());
    let batch_cleaner = BatchCleaner {
        cleaner: Cleaner::default(),
        site: None,
        field: "text".to_owned(),
        max_bytes,
        on_error,
        explain: None,
        has_file_headings: false,
        added: AddedFields { removed: "removed".to_owned(), segments: None },
        threads: 1,
    };
    let done = batch_cleaner.run(&mut stream, &mut skipped, &mut faults, &out);
    done.and_then(|()| out.flush()).expect("writing to a vector cannot fail");
    drop(out);
    (written, skipped.count(), faults.0 == 0)
}

/// The fields of a record in order, with the bytes of each value as they are written.
struct Fields<'r>(Vec<(String, &'r RawValue)>);

impl<'de: 'r, 'r> Deserialize<'de> for Fields<'r> {
    fn deserialize<D: Deserializer<'de>>(record: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(fields)
            }
        }
        record.deserialize_map(InOrder).map(Fields)
    }
}

/// All fields but the text and the report have the same bytes, in the same order, before and after.
fn assert_other_fields_are_unchanged(before: &[u8], after: &[u8]) {
    let others = |record| {
        let Fields(fields) = serde_json::from_slice(record).expect("a record is an object");
        let is_other = |name: &str| name != "text" && name != "removed";
        let others = fields.into_iter().filter(|(name, _)| is_other(name));
        others.map(|(name, value)| (name, value.get())).collect::<Vec<_>>()
    };
    assert_eq!(others(before), others(after), "other fields are unchanged");
}

fuzz_target!(|data: &[u8]| {
    let Some((first, data)) = data.split_first() else { return };
    // A byte order mark before the first record is dropped; `cli/tests/faults.rs` tests it.
    let data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    let max_bytes = if *first < 128 { usize::MAX } else { usize::from(*first) };
    let (written, skipped, done) = run(data, max_bytes, OnError::Skip);
    assert!(done, "with skip, no record may end the run");
    let records: Vec<&[u8]> =
        data.split(|b| *b == b'\n').filter(|l| !is_blank(l) || l.len() > max_bytes).collect();
    assert!(written.is_empty() || written.ends_with(b"\n"));
    let lines: Vec<&[u8]> = written.strip_suffix(b"\n").unwrap_or(&[]).split(|b| *b == b'\n').collect();
    let lines = if written.is_empty() { &[][..] } else { &lines };
    assert_eq!(records.len(), lines.len(), "one line is written for each record");
    let mut passed = 0;
    for (record, line) in records.iter().zip(lines) {
        if record == line {
            passed += 1;
            continue;
        }
        let before: Value = serde_json::from_slice(record).expect("a cleaned record was valid");
        let after: Value = serde_json::from_slice(line).expect("a written record is valid");
        assert!(before.get("removed").is_none(), "a field that would be overwritten makes a record invalid");
        let text = before["text"].as_str().unwrap_or_default();
        let mut kept = String::new();
        let mut at = 0;
        for r in after["removed"].as_array().expect("a cleaned record lists its removals") {
            let offset = |name: &str| r[name].as_u64().expect("an offset") as usize;
            kept.push_str(&text[at..offset("start")]);
            at = offset("end");
        }
        kept.push_str(&text[at..]);
        let kept = if before["text"].is_null() { Value::Null } else { Value::from(kept) };
        assert_eq!(after["text"], kept);
        assert_other_fields_are_unchanged(record, line);
    }
    assert!(passed >= skipped, "a skipped record is written unchanged");
    let (stopped, _, done) = run(data, max_bytes, OnError::Stop);
    assert_eq!(done, skipped == 0);
    assert!(written.starts_with(&stopped), "with stop, the same records are written before the error");
});
