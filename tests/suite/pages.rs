//! Runs the page of every rule: what stands under `Fires` is reported by this rule, what stands under `Silent` is not.

use ibidem::Level;

use crate::fences::fences;

#[test]
fn every_page_says_when_its_rule_fires_and_when_it_is_silent() {
    let mut wrong = Vec::new();
    for row in ibidem::rules() {
        let (page, name) = (row.page(), row.meta.name);
        let drafts: Vec<_> = fences(&page).into_iter().filter(|fence| fence.kind == "text").collect();
        for heading in ["Fires", "Silent"] {
            let mut under = drafts.iter().filter(|fence| fence.heading == heading).peekable();
            if under.peek().is_none() {
                wrong.push(format!("{name}: no draft under {heading}"));
            }
            // What was accepted stands before the draft that is held against it.
            let mut accepted = None;
            for fence in under {
                if fence.has("accepted") {
                    accepted = Some(ibidem::check(&fence.body).state());
                    continue;
                }
                // A rule that is off by default is turned on by its own level.
                let settings = fence.settings().level(name, row_level(row.meta.severity));
                let checker = ibidem::Checker::new(settings).unwrap();
                let report = match accepted.take() {
                    None => checker.check_bytes(fence.body.as_bytes(), fence.format()).unwrap(),
                    Some(state) => {
                        checker.check_file_against("a.txt", fence.body.as_bytes(), &state).unwrap()
                    }
                };
                let fires = report.findings.iter().any(|finding| finding.rule().name == name);
                if fires != (heading == "Fires") {
                    let said: Vec<String> =
                        report.findings.iter().map(|finding| finding.rule().name.to_owned()).collect();
                    wrong.push(format!("{name}, {heading}: the draft gives {said:?}\n{}", fence.body));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_opens_with_the_name_and_the_code_of_its_rule() {
    for row in ibidem::rules() {
        let title = format!("# {} ({})\n", row.meta.name, row.meta.code);
        assert!(row.page().starts_with(&title), "{}", row.page());
    }
}

fn row_level(severity: ibidem::Severity) -> Level {
    match severity {
        ibidem::Severity::Error => Level::Error,
        ibidem::Severity::Warning => Level::Warning,
        ibidem::Severity::Info => Level::Info,
    }
}
