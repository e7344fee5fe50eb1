//! Guards the tables: a thing of many is one file and one line, and the two agree.

use std::collections::HashSet;

use crate::source;

/// The names that a table macro is called with in a source.
fn table(source: &str, name: &str) -> String {
    let code = source::code(source);
    let call = format!("\n{name}! {{");
    let start = code.find(&call).unwrap_or_else(|| panic!("no table {name}!")) + call.len();
    let end = code[start..].find("\n}").expect("the table ends") + start;
    code[start..end].to_owned()
}

/// The words of a table.
fn words(table: &str) -> HashSet<&str> {
    table.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

fn stem(path: &str) -> &str {
    path.rsplit('/').next().unwrap().trim_end_matches(".rs")
}

#[test]
fn every_file_of_a_table_has_its_line() {
    let tables = [
        ("src/rules", "rules", vec!["mod"]),
        ("src/lang", "languages", vec!["mod", "index"]),
        ("src/read", "readers", vec!["mod", "archive", "builder", "encoding", "mask", "properties", "xml"]),
        ("src/render", "renderers", vec!["mod"]),
        ("src/export", "exporters", vec!["mod", "key", "record"]),
        ("src/overview/table", "tables", vec!["mod", "cells", "details"]),
        ("src/overview/graph", "graphs", vec!["mod"]),
    ];
    for (folder, name, not_rows) in tables {
        let table = table(&source::read(&format!("{folder}/mod.rs")), name);
        let words = words(&table);
        let files = source::files(folder, ".rs");
        // A reader may be a folder of its own; a rule stands in the folder of its group.
        let own = |path: &&String| folder != "src/read" || !path[folder.len() + 1..].contains('/');
        let rows: Vec<&str> =
            files.iter().filter(own).map(|path| stem(path)).filter(|stem| !not_rows.contains(stem)).collect();
        assert!(!rows.is_empty(), "{folder} is empty");
        for row in rows {
            assert!(words.contains(row), "{folder}: {row} has no line in {name}!");
        }
    }
}

#[test]
fn a_rule_file_holds_one_rule_of_its_own_name() {
    for path in source::files("src/rules", ".rs").into_iter().filter(|path| !path.ends_with("mod.rs")) {
        let code = source::code(&source::read(&path));
        let name = stem(&path).replace('_', "-");
        let camel: String = name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        assert_eq!(code.matches("impl Rule for ").count(), 1, "{path}");
        assert!(code.contains(&format!("impl Rule for {camel} ")), "{path} holds another rule than {camel}");
        assert!(code.contains(&format!("\"{name}\"")), "{path} has another name than {name}");
    }
}

#[test]
fn rules_stand_in_the_order_of_their_codes() {
    let codes: Vec<&str> = ibidem::rules().iter().map(|row| row.meta.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    for code in codes {
        let digits = code.strip_prefix("IB").unwrap_or_else(|| panic!("{code}"));
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{code}");
    }
}

#[test]
fn a_code_begins_with_the_digit_of_its_group() {
    let groups =
        ["markers", "entries", "back-references", "dates", "urls", "style", "structure", "lock", "tool"];
    for row in ibidem::rules() {
        let digit = 1 + groups
            .iter()
            .position(|group| *group == row.group)
            .unwrap_or_else(|| panic!("{}", row.group));
        assert_eq!(row.meta.code[2..3], digit.to_string(), "{} stands in {}", row.meta.code, row.group);
    }
}

#[test]
fn rule_names_are_unique_and_kebab_case() {
    let mut seen = HashSet::new();
    for row in ibidem::rules() {
        let name = row.meta.name;
        assert!(seen.insert(name), "{name} stands twice");
        assert!(
            name.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
            "{name}"
        );
    }
}

#[test]
fn a_page_answers_why_and_shows_when() {
    for row in ibidem::rules() {
        let page = row.page();
        let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let wanted = ["Why", "Fires", "Silent", "Options", "Source"];
        let places: Vec<_> =
            headings.iter().map(|heading| wanted.iter().position(|wanted| wanted == heading)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}: {headings:?}", row.meta.name);
        for heading in ["Why", "Fires", "Silent", "Source"] {
            assert!(headings.contains(&heading), "{} has no {heading}", row.meta.name);
        }
    }
}

#[test]
fn closed_lists_are_sorted() {
    let files = source::files("src", ".rs").into_iter().filter(|path| !path.starts_with("src/lang/"));
    let mut lists = 0;
    for path in files {
        let code = source::code(&source::read(&path));
        for (at, _) in code.match_indices("const ") {
            let Some((head, rest)) = code[at + 6..].split_once('=') else { continue };
            if !head.contains("&[") || !head.contains("str") {
                continue;
            }
            let list = rest.split(';').next().unwrap_or_default();
            // Of pairs, the first string of each is the key.
            let pairs = head.contains('(');
            let strings: Vec<&str> = list.split('"').skip(1).step_by(if pairs { 4 } else { 2 }).collect();
            let sorted = strings.is_sorted();
            assert!(
                sorted,
                "{path}: {} is not sorted: {strings:?}",
                head.split(':').next().unwrap_or_default()
            );
            lists += 1;
        }
    }
    assert!(lists > 1, "no closed list was found");
}

#[test]
fn the_readme_lists_every_rule() {
    let path = source::root().join("README.md");
    let Ok(readme) = std::fs::read_to_string(path) else { return };
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter(|line| line.starts_with("| IB"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    if rows.is_empty() {
        return;
    }
    let shown: Vec<[&str; 3]> = rows.iter().map(|row| [row[0], row[1].trim_matches('`'), row[2]]).collect();
    let there: Vec<[&str; 3]> =
        ibidem::rules().iter().map(|row| [row.meta.code, row.meta.name, row.meta.severity.word()]).collect();
    assert_eq!(shown, there, "the table of the README and the rules differ");
}
