fn main() {
    use std::io::{BufRead, Write};
    let stdin = std::io::stdin();
    let out = std::io::stdout();
    let mut out = std::io::BufWriter::new(out.lock());
    let c = dechaff::Cleaner::default();
    if std::env::args().any(|a| a == "--jsonl") {
        for line in stdin.lock().lines() {
            let mut v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            let text = v["text"].as_str().unwrap().to_owned();
            let r = c.clean(&text);
            v["text"] = r.text.clone().into_owned().into();
            v["removed"] = serde_json::to_value(&r.removed).unwrap();
            writeln!(out, "{v}").unwrap();
        }
    } else {
        let text = std::io::read_to_string(stdin).unwrap();
        out.write_all(c.clean(&text).text.as_bytes()).unwrap();
    }
}
