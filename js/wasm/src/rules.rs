//! Rules files.

use dechaff::RulesFile;

use crate::wire::Writer;

/// Reads a rules file from JSON.
pub fn read(json: &str) -> Result<RulesFile, String> {
    serde_json::from_str(json).map_err(|e| e.to_string())
}

/// Writes the number of findings, and of each its site (empty for all sites), its section, the number of its entry, the
/// entry as written, the problem and the advice.
pub fn write_findings(rules: &RulesFile, out: &mut Writer) {
    let findings = rules.check();
    out.number(findings.len() as u32);
    for finding in &findings {
        out.string(finding.place.site.as_deref().unwrap_or_default());
        out.string(&finding.place.section);
        out.number(finding.place.entry as u32);
        out.string(&finding.entry);
        out.string(&finding.problem);
        out.string(finding.advice);
    }
}
