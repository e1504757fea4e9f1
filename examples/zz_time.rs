use std::time::Instant;
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut texts: Vec<String> = Vec::new();
    for l in std::fs::read_to_string(dir).unwrap().lines() {
        let v: serde_json::Value = serde_json::from_str(l).unwrap();
        texts.push(v["text"].as_str().unwrap().to_owned());
    }
    let bytes: usize = texts.iter().map(|t| t.len()).sum();
    let c = dechaff::Cleaner::default();
    let mut best = f64::MAX;
    for _ in 0..7 {
        let t = Instant::now();
        let mut n = 0;
        for x in &texts {
            n += c.text(x).len();
        }
        best = best.min(t.elapsed().as_secs_f64());
        std::hint::black_box(n);
    }
    println!("{:.1} MB/s", bytes as f64 / best / 1e6);
}
