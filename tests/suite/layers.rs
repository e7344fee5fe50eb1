//! Guards the direction of imports: a module knows only what stands below it.
//!
//! The rows are those of the house plan; a new file or folder under `src` needs a row here before it compiles anybody's
//! trust. Unit tests inside a file may reach further, so that they can begin with a text.

use crate::source;

/// Who stands where, from the ground up: the module, its row, and the rows below that it may not use.
///
/// Inside row 0 and row 1 the order of lines is the order of imports: `text` folds spans, `lang` is looked up folded,
/// `settings` name the order of a date.
const ROWS: &[(&str, u32)] = &[
    ("span", 0),
    ("text", 1),
    ("error", 1),
    ("excerpt", 2),
    ("known", 2),
    ("lang", 2),
    ("model", 10),
    ("settings", 11),
    ("read", 20),
    ("grammar", 20),
    ("resolve", 30),
    ("survey", 30),
    ("suppress", 30),
    ("drift", 35),
    ("lock", 36),
    ("draft", 40),
    ("rules", 50),
    ("report", 60),
    ("edits", 65),
    ("render", 70),
    ("export", 70),
    ("overview", 70),
    ("fix", 70),
    ("expand", 70),
    ("check", 80),
    ("lib", 85),
    ("cli", 90),
    ("main", 90),
];

fn row(module: &str) -> Option<u32> {
    ROWS.iter().find(|(name, _)| *name == module).map(|(_, row)| *row)
}

/// The module of a file at the top level of `src`: "grammar" for `src/grammar/date.rs`.
fn top(path: &str) -> &str {
    let path = path.strip_prefix("src/").unwrap_or(path);
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// The top-level modules that a source names behind `crate::`, with what stands there.
fn named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(in_braces(group).into_iter().map(|path| first(&path))),
            None => found.push(first(rest)),
        }
    }
    found
}

/// The paths between braces, at their first level.
fn in_braces(group: &str) -> Vec<String> {
    let (mut depth, mut path, mut paths) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => paths.push(std::mem::take(&mut path)),
            c => path.push(c),
        }
    }
    paths.push(path);
    paths.retain(|path| !path.trim().is_empty());
    paths
}

/// The first segment of a path; a type or a function of the first page stands for `lib`.
fn first(path: &str) -> String {
    let name: String = path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if row(&name).is_some() { name } else { "lib".to_owned() }
}

#[test]
fn every_file_has_a_row() {
    for path in source::files("src", ".rs") {
        assert!(row(top(&path)).is_some(), "{path} has no row: say in layers.rs whom it may import");
    }
}

#[test]
fn a_module_imports_only_from_rows_below_its_own() {
    let mut wrong = Vec::new();
    for path in source::files("src", ".rs") {
        let own = top(&path).to_owned();
        let code = source::code(&source::read(&path));
        for other in named(&code).into_iter().filter(|other| *other != own) {
            // The first page names everything; the program sees the library from outside.
            if row(&other) >= row(&own) && own != "lib" {
                wrong.push(format!("{path} imports {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "upward or sideways: {wrong:#?}");
}

#[test]
fn a_rule_sees_the_draft_the_types_and_the_ground_only() {
    let mut wrong = Vec::new();
    for path in source::files("src/rules", ".rs") {
        let code = source::code(&source::read(&path));
        for other in named(&code) {
            let row = row(&other).unwrap();
            if row >= 20 && row != 40 && (other != "rules" || path != "src/rules/mod.rs") {
                wrong.push(format!("{path} imports {other}"));
            }
        }
        if path != "src/rules/mod.rs" && code.contains("super::") {
            wrong.push(format!("{path} imports a sibling"));
        }
    }
    assert!(wrong.is_empty(), "a rule asks the draft: {wrong:#?}");
}

#[test]
fn no_path_climbs_out_of_its_folder() {
    // `super::` from a file at the top, or twice from a folder, would be a way round the test above.
    let mut wrong = Vec::new();
    for path in source::files("src", ".rs") {
        let code = source::code(&source::read(&path));
        let depth = path.matches('/').count() - usize::from(path.ends_with("/mod.rs"));
        let climbs = "super::".repeat(depth);
        if code.contains(&climbs) {
            wrong.push(path);
        }
    }
    assert!(wrong.is_empty(), "write crate:: instead: {wrong:#?}");
}

#[test]
fn the_library_names_no_clock_file_or_network() {
    for path in source::files("src", ".rs").into_iter().filter(|path| !matches!(top(path), "cli" | "main")) {
        let code = source::code(&source::read(&path));
        for outside in [
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "SystemTime",
            "Utc::now",
            "Local::now",
            "println!",
        ] {
            assert!(!code.contains(outside), "{path} reaches outside by {outside}");
        }
    }
}

#[test]
fn no_type_of_nom_leaves_the_grammar() {
    for path in source::files("src", ".rs").into_iter().filter(|path| !path.starts_with("src/grammar/")) {
        assert!(!source::code(&source::read(&path)).contains("nom::"), "{path} uses nom");
    }
}
