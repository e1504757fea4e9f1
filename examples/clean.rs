//! Cleans texts: `clean [--explain] [--jsonl] [FILE]...`, or standard input. This is a small program to copy from; the
//! command `dechaff` in `cli/` has the options and checks that a daily tool needs.

use std::error::Error;
use std::fmt;
use std::io::{self, BufWriter, Write};

use dechaff::{Cleaned, Cleaner};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let (options, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    if let Some(unknown) = options.iter().find(|option| !["--explain", "--jsonl"].contains(&option.as_str())) {
        return Err(format!("unknown option {unknown}: there are --explain and --jsonl").into());
    }
    let has = |name: &str| options.iter().any(|option| option == name);
    let cleaner = Cleaner::default();
    let mut out = BufWriter::new(io::stdout().lock());
    let stdin = ["-".to_owned()];
    for file in if files.is_empty() { &stdin } else { &files[..] } {
        let (name, input) = match file.as_str() {
            "-" => ("stdin", io::read_to_string(io::stdin())),
            path => (path, std::fs::read_to_string(path)),
        };
        let input = input.map_err(|e| format!("{name}: {e}"))?;
        if !has("--jsonl") {
            let heading = if files.len() > 1 { format!("== {name}\n") } else { String::new() };
            write_text(&input, &cleaner.report(&input), has("--explain").then_some(&*heading), &mut out)?;
            continue;
        }
        for (number, line) in input.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = format!("{name}, line {}", number + 1);
            let record: Record<'_> = serde_json::from_str(line).map_err(|e| format!("{place}: {e}"))?;
            let text = record.text().ok_or_else(|| format!("{place}: the record has no string `text`"))?;
            let cleaned = cleaner.report(&text);
            if has("--explain") {
                write_text(&text, &cleaned, Some(&format!("== {place}\n")), &mut out)?;
            } else {
                record.write(&cleaned, &mut out)?;
            }
        }
    }
    Ok(out.flush()?)
}

/// Writes the cleaned text. With a heading, it writes the heading and the whole text with a margin instead: `-` marks
/// removed lines and `=` spared ones, and a line with `#` gives the reason.
fn write_text(text: &str, cleaned: &Cleaned<'_>, heading: Option<&str>, out: &mut impl Write) -> Result<()> {
    let Some(heading) = heading else { return Ok(out.write_all(cleaned.text.as_bytes())?) };
    let mut write_lines = |margin: &str, text: &str| {
        text.lines().try_for_each(|line| writeln!(out, "{}", format!("{margin}{line}").trim_end()))
    };
    write_lines("", heading)?;
    let mut at = 0;
    for r in &cleaned.removed {
        write_lines("  ", &text[at..r.start])?;
        write_lines("# ", &format!("{} ({:.2}) by {}: {}", r.category, r.score, r.rule, r.evidence))?;
        write_lines("- ", &text[r.start..r.end])?;
        at = r.end;
    }
    write_lines("  ", &text[at..])?;
    for s in &cleaned.spared {
        let why = format!("{} by {}: {}", s.category, s.rule, s.evidence);
        write_lines("# ", &format!("spared, because too little text would remain: {why}"))?;
        write_lines("= ", &text[s.start..s.end])?;
    }
    Ok(())
}

/// The fields of a JSON object in their order. The values are unparsed, so that their bytes can be copied.
struct Record<'l>(Vec<(String, &'l RawValue)>);

impl Record<'_> {
    fn text(&self) -> Option<String> {
        let (_, value) = self.0.iter().find(|(name, _)| name == "text")?;
        serde_json::from_str(value.get()).ok()
    }

    /// Writes the record with the cleaned text and a field `removed`, which lists what was removed and why.
    fn write(&self, cleaned: &Cleaned<'_>, out: &mut impl Write) -> Result<()> {
        let mut separator = '{';
        for (name, value) in self.0.iter().filter(|(name, _)| name != "removed") {
            let text = if name == "text" { json(&cleaned.text)? } else { value.get().to_owned() };
            write!(out, "{separator}{}:{text}", json(name)?)?;
            separator = ',';
        }
        Ok(writeln!(out, ",\"removed\":{}}}", json(&cleaned.removed)?)?)
    }
}

/// Returns JSON without the characters at which some readers split lines, although JSON allows them in strings.
fn json(value: &(impl serde::Serialize + ?Sized)) -> Result<String> {
    let json = serde_json::to_string(value)?;
    Ok(json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Record<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Record(fields))
            }
        }
        from.deserialize_map(Object)
    }
}
