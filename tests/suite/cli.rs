//! The program as a script sees it: exit status, standard streams, files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const CLEAN: &str = "Ports grew.[1] Rails followed.[2]\n\n[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\n\n[2] Same place.\n";
const SPACED: &str = "Ports grew.[1] Rails followed. [2]\r\n\r\n[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\r\n\r\n[2] Same place.\r\n";
const FAULTY: &str = "Ports grew.[1]\n\n[1] See note 9.\n";

/// A folder of its own for one test, gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("ibidem-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn ibidem(arguments: &[&str], folder: &Path, input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibidem"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("IBIDEM_TODAY")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_clean_draft_prints_one_line_and_ends_with_zero() {
    let folder = Folder::new("clean");
    folder.write("clean.txt", CLEAN);
    let output = ibidem(&["check", "clean.txt"], &folder.0, "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out(&output), "2 markers, 2 notes, 1 address; every note resolves: 2 → 1.\n");
}

#[test]
fn an_error_in_a_draft_ends_with_one_and_a_lost_file_with_two() {
    let folder = Folder::new("status");
    folder.write("faulty.txt", FAULTY);
    assert_eq!(ibidem(&["check", "faulty.txt"], &folder.0, "").status.code(), Some(1));
    let output = ibidem(&["check", "lost.txt", "faulty.txt"], &folder.0, "");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("error: cannot read lost.txt: no such file"), "{}", err(&output));
    assert!(out(&output).contains("missing-note-target"), "the other file is still checked");
}

#[test]
fn a_wrong_byte_is_named_with_its_place_and_a_guess() {
    let folder = Folder::new("bytes");
    folder.write("old.txt", b"Eri\xFEim\n");
    let output = ibidem(&["old.txt"], &folder.0, "");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("old.txt is not UTF-8: byte 0xFE at offset 3 (line 1, column 4)"),
        "{}",
        err(&output)
    );
    assert!(err(&output).contains("help: it looks like windows-"), "{}", err(&output));
    // The encoding that is named in the help reads it.
    let named = ibidem(&["old.txt", "--encoding", "windows-1254"], &folder.0, "");
    assert_eq!(named.status.code(), Some(0), "{}", err(&named));
    let unknown = ibidem(&["old.txt", "--encoding", "klingon"], &folder.0, "");
    assert!(err(&unknown).contains("unknown encoding `klingon`"), "{}", err(&unknown));
}

#[test]
fn a_draft_is_read_as_the_format_that_is_named() {
    let folder = Folder::new("as");
    let draft = "Ports grew.[^1]\n\n[^1]: “Ports Grow”, Harbour Daily, 2 May 2024.\n";
    folder.write("draft.txt", draft);
    let as_text = ibidem(&["draft.txt"], &folder.0, "");
    assert!(out(&as_text).contains("add --as markdown"), "{}", out(&as_text));
    let as_markdown = ibidem(&["draft.txt", "--as", "markdown"], &folder.0, "");
    assert!(out(&as_markdown).contains("1 marker, 1 note"), "{}", out(&as_markdown));
    // Standard input has no name: its content tells.
    assert!(out(&ibidem(&["-"], &folder.0, draft)).contains("1 marker, 1 note"));
}

#[test]
fn a_draft_may_come_by_standard_input() {
    let folder = Folder::new("stdin");
    let output = ibidem(&["check", "-", "--format", "concise"], &folder.0, FAULTY);
    assert_eq!(
        out(&output),
        "-:3:9: error[missing-note-target] note 1 points to note 9, which does not exist\n"
    );
}

#[test]
fn what_was_not_understood_is_shown_where_it_is_asked_for_twice() {
    let folder = Folder::new("verbose");
    let draft = "Ports grew.[1]\n\n[1] Letter of the harbour master.\n";
    let told = |flag: &str| out(&ibidem(&["check", flag, "-"], &folder.0, draft)).contains("not understood");
    assert!(!told("-v") && told("-vv"));
}

#[test]
fn a_folder_is_walked_for_drafts_and_ignore_files_are_obeyed() {
    let folder = Folder::new("walk");
    for (name, text) in [
        ("b.txt", CLEAN),
        ("a.txt", FAULTY),
        ("c.md", FAULTY),
        ("d.rst", FAULTY),
        ("old.txt", FAULTY),
        (".ibidemignore", "old.txt"),
    ] {
        folder.write(name, text);
    }
    let output = ibidem(&["check", "--format", "json", "--today", "2024-06-30"], &folder.0, "");
    let run: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let paths: Vec<_> = run["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| document["path"].as_str().unwrap())
        .collect();
    assert_eq!((paths, run["today"].as_str()), (vec!["a.txt", "b.txt", "c.md"], Some("2024-06-30")));
}

#[test]
fn fix_deletes_the_blank_and_leaves_every_other_byte() {
    let folder = Folder::new("fix");
    let path = folder.write("draft.txt", SPACED);
    let shown = ibidem(&["fix", "--diff", "draft.txt"], &folder.0, "");
    assert_eq!(shown.status.code(), Some(1));
    assert!(out(&shown).contains("+Ports grew.[1] Rails followed.[2]"), "{}", out(&shown));
    assert_eq!(fs::read_to_string(&path).unwrap(), SPACED, "--diff writes nothing");
    assert_eq!(ibidem(&["fix", "draft.txt"], &folder.0, "").status.code(), Some(0));
    assert_eq!(fs::read_to_string(&path).unwrap(), SPACED.replace(". [2]", ".[2]"));
    let again = ibidem(&["fix", "--diff", "draft.txt"], &folder.0, "");
    assert_eq!((again.status.code(), out(&again)), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn a_fixed_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("mode");
    let path = folder.write("draft.txt", SPACED);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    ibidem(&["fix", "draft.txt"], &folder.0, "");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_file_without_notes_is_no_failure_and_a_word_file_is_named() {
    let folder = Folder::new("none");
    folder.write("empty.txt", "");
    folder.write("letter.doc", b"\xD0\xCF\x11\xE0");
    let empty = ibidem(&["empty.txt"], &folder.0, "");
    assert_eq!(empty.status.code(), Some(0));
    assert!(out(&empty).contains("nothing to check"));
    let word = ibidem(&["letter.doc"], &folder.0, "");
    assert_eq!(word.status.code(), Some(2));
    assert!(
        err(&word).contains("letter.doc is an old Word file\n  help: save it as .docx"),
        "{}",
        err(&word)
    );
}

#[test]
fn the_sources_of_a_draft_are_written_where_they_are_asked_for() {
    let folder = Folder::new("export");
    folder.write("draft.txt", CLEAN);
    let shown = ibidem(&["export", "draft.txt", "--format", "biblatex"], &folder.0, "");
    assert_eq!((shown.status.code(), err(&shown)), (Some(0), String::new()));
    assert!(out(&shown).starts_with("@article{harbourports,"), "{}", out(&shown));
    let piped = ibidem(&["export", "-", "--format", "biblatex"], &folder.0, CLEAN);
    assert_eq!(out(&piped), out(&shown));
    // A file that is there already is replaced.
    folder.write("sources.bib", "old");
    for name in ["sources.bib", "new.bib"] {
        let written = ibidem(&["export", "draft.txt", "--format", "biblatex", "-o", name], &folder.0, "");
        assert_eq!((written.status.code(), out(&written)), (Some(0), String::new()));
        assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), out(&shown));
    }
    let lost = ibidem(&["export", "draft.txt", "--format", "ris", "-o", "no/such/folder.ris"], &folder.0, "");
    assert_eq!(lost.status.code(), Some(2));
    assert!(err(&lost).contains("error: cannot write no/such/folder.ris: no such file"), "{}", err(&lost));
}

#[test]
fn a_draft_without_sources_exports_nothing_and_a_lost_draft_is_a_failure() {
    let folder = Folder::new("export-none");
    folder.write("empty.txt", "No notes here.");
    let empty = ibidem(&["export", "empty.txt", "--format", "csl-json"], &folder.0, "");
    assert_eq!((empty.status.code(), out(&empty).as_str()), (Some(0), "[]\n"));
    assert_eq!(err(&empty), "notice: empty.txt gives no source in full: nothing to export\n");
    let lost = ibidem(&["export", "lost.txt", "--format", "ris"], &folder.0, "");
    assert_eq!((lost.status.code(), out(&lost)), (Some(2), String::new()));
    assert_eq!(err(&lost), "error: cannot read lost.txt: no such file\n");
    let unknown = ibidem(&["export", "empty.txt", "--format", "endnote"], &folder.0, "");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("csl-json, biblatex, ris, csv"), "{}", err(&unknown));
}

const BEFORE: &str = "Ports grew on the coast.[1] The ferry was late again that year.[2]\n\n[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\n\n[2] Same place.\n";
const AFTER: &str = "Ports grew on the coast.[1] Wagons stood still for a week.[2] The ferry was late again that year.[3]\n\n[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\n\n[2] “Wagons Stand Still”, Steppe Post, https://steppe.example/w, (Accessed: 01.02.2024).\n\n[3] Same place.\n";

#[test]
fn diff_tells_which_references_changed_and_ends_with_one() {
    let folder = Folder::new("diff");
    folder.write("old.txt", BEFORE);
    folder.write("new.txt", AFTER);
    let output = ibidem(&["diff", "old.txt", "new.txt"], &folder.0, "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        out(&output),
        "note 3 “Same place.”: source changed from “Ports Grow”, Harbour Daily (was note 1) to note 2; 1 of 1 \
         back-references changed\n"
    );
    let output = ibidem(&["diff", "old.txt", "-", "--format", "json"], &folder.0, AFTER);
    let drift: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(drift["drift"][0]["number"], 3);
    assert_eq!(drift["drift"][0]["code"], "drift");
    assert_eq!(drift["drift"][0]["was"], serde_json::json!([1]));
    assert_eq!(drift["drift"][0]["now"], serde_json::json!([2]));
    let output = ibidem(&["diff", "old.txt", "old.txt"], &folder.0, "");
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), "0 of 1 back-references changed\n"));
    let output = ibidem(&["diff", "old.txt", "lost.txt"], &folder.0, "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_lock_is_written_found_from_anywhere_and_told_when_it_is_broken() {
    let folder = Folder::new("lock");
    fs::create_dir_all(folder.0.join("posts/2024")).unwrap();
    folder.write("posts/2024/a.txt", BEFORE);
    let output = ibidem(&["lock"], &folder.0, "");
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), ""));
    assert!(err(&output).contains("1 draft accepted"), "{}", err(&output));
    let lock = fs::read_to_string(folder.0.join("ibidem.lock")).unwrap();
    assert!(lock.contains("\"draft\":\"posts/2024/a.txt\"") && !lock.contains("Ports"), "{lock}");
    let check = |from: &str| ibidem(&["check", "--format", "concise"], &folder.0.join(from), "");
    assert_eq!(out(&check(".")), "");
    folder.write("posts/2024/a.txt", AFTER);
    for from in [".", "posts", "posts/2024"] {
        let output = check(from);
        assert_eq!(output.status.code(), Some(1), "{from}: {}", err(&output));
        assert!(out(&output).contains("error[ibid-drift] note 3 says “Same place.”"), "{}", out(&output));
    }
    // Accepted anew, it is as it should be.
    assert_eq!(ibidem(&["lock", "posts"], &folder.0, "").status.code(), Some(0));
    assert_eq!(check(".").status.code(), Some(0));
    let lock = fs::read_to_string(folder.0.join("ibidem.lock")).unwrap();
    folder.write("ibidem.lock", lock.replacen("{\"note\":2", "<<<<<<< ours\n{\"note\":2", 1));
    let output = check(".");
    assert_eq!(output.status.code(), Some(2), "the check goes on, and the call failed");
    assert!(err(&output).contains("ibidem.lock:4: a conflict of two branches"), "{}", err(&output));
    assert_eq!(ibidem(&["lock"], &folder.0, "").status.code(), Some(2), "nothing is overwritten");
}

#[test]
fn the_notes_of_a_draft_are_shown_as_wide_as_is_asked_for() {
    let folder = Folder::new("notes");
    folder.write("draft.txt", CLEAN);
    let shown = ibidem(&["notes", "draft.txt"], &folder.0, "");
    assert_eq!((shown.status.code(), err(&shown)), (Some(0), String::new()));
    assert!(out(&shown).starts_with(" note  marker  kind  source"), "{}", out(&shown));
    assert_eq!(out(&ibidem(&["notes", "-"], &folder.0, CLEAN)), out(&shown));
    let narrow = ibidem(&["notes", "draft.txt", "--width", "60"], &folder.0, "");
    assert!(out(&narrow).contains("Harbo…"), "{}", out(&narrow));
    let verbose = ibidem(&["notes", "-v", "draft.txt"], &folder.0, "");
    assert!(out(&verbose).contains("→ [1] ibid, certain\n"), "{}", out(&verbose));
    let markdown = ibidem(&["notes", "--format", "markdown", "draft.txt"], &folder.0, "");
    assert!(out(&markdown).starts_with("| note | marker |"), "{}", out(&markdown));
}

#[test]
fn the_graph_of_a_draft_is_drawn_and_faults_of_the_draft_are_no_failure() {
    let folder = Folder::new("graph");
    let drawn = ibidem(&["graph", "-"], &folder.0, FAULTY);
    assert_eq!(drawn.status.code(), Some(0));
    assert_eq!(out(&drawn), "flowchart LR\n  n1[\"1 · See note 9.\"] --> nowhere((\"?\"))\n");
    let dot = ibidem(&["graph", "--format", "dot", "-"], &folder.0, FAULTY);
    assert!(out(&dot).starts_with("digraph notes {\n"), "{}", out(&dot));
    assert_eq!(ibidem(&["notes", "-"], &folder.0, FAULTY).status.code(), Some(0));
}

#[test]
fn a_draft_without_notes_shows_none_and_a_lost_draft_is_a_failure() {
    let folder = Folder::new("notes-none");
    folder.write("empty.txt", "No notes here.");
    let empty = ibidem(&["notes", "empty.txt"], &folder.0, "");
    assert_eq!((empty.status.code(), out(&empty)), (Some(0), String::new()));
    assert_eq!(err(&empty), "notice: empty.txt has no note list such as “[1] …”: nothing to show\n");
    for verb in ["notes", "graph"] {
        let lost = ibidem(&[verb, "lost.txt"], &folder.0, "");
        assert_eq!((lost.status.code(), out(&lost)), (Some(2), String::new()));
        assert_eq!(err(&lost), "error: cannot read lost.txt: no such file\n");
        let unknown = ibidem(&[verb, "--format", "poster", "empty.txt"], &folder.0, "");
        assert_eq!(unknown.status.code(), Some(2));
    }
}

#[test]
fn a_draft_is_written_out_to_standard_output_and_in_place_where_that_is_asked_for() {
    let folder = Folder::new("expand");
    let crlf = format!("\u{FEFF}{}", CLEAN.replace('\n', "\r\n"));
    let wanted = crlf.replace(
        "[2] Same place.",
        "[2] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).",
    );
    let path = folder.write("draft.txt", &crlf);
    let shown = ibidem(&["expand", "draft.txt"], &folder.0, "");
    assert_eq!((shown.status.code(), out(&shown), err(&shown)), (Some(0), wanted.clone(), String::new()));
    assert_eq!(fs::read_to_string(&path).unwrap(), crlf, "nothing is written that is not asked for");
    let piped = ibidem(&["expand", "-"], &folder.0, &crlf);
    assert_eq!((piped.status.code(), out(&piped)), (Some(0), wanted.clone()));
    for _ in 0..2 {
        let written = ibidem(&["expand", "-w", "draft.txt"], &folder.0, "");
        assert_eq!((written.status.code(), out(&written)), (Some(0), String::new()));
        assert_eq!(fs::read_to_string(&path).unwrap(), wanted);
    }
}

#[test]
fn a_reference_that_is_left_is_told_and_ends_with_one() {
    let folder = Folder::new("expand-left");
    folder.write("draft.txt", FAULTY);
    let left = ibidem(&["expand", "draft.txt"], &folder.0, "");
    assert_eq!((left.status.code(), out(&left).as_str()), (Some(1), FAULTY));
    assert_eq!(err(&left), "notice: note 1 “See note 9.” is left as it is: it leads to no source\n");
    let prose = "Ports grew.[1] So did rails.[2] And roads.[3]\n\n[1] “Ports Grow”, Harbour Daily, https://harbour.example/p, (Accessed: 01.02.2024).\n\n[2] The tables of the yard were never printed at all by the masters.\n\n[3] Same place.\n";
    let likely = ibidem(&["expand", "-"], &folder.0, prose);
    assert_eq!((likely.status.code(), out(&likely).as_str()), (Some(1), prose));
    assert_eq!(
        err(&likely),
        "notice: note 3 “Same place.” is left as it is: its source is only likely\n  help: --likely writes out what is likely too\n"
    );
    let asked = ibidem(&["expand", "--likely", "--style", "number", "-"], &folder.0, prose);
    assert_eq!(
        (asked.status.code(), out(&asked)),
        (Some(0), prose.replace("Same place.", "Harbour Daily (n 1)."))
    );
}

#[test]
fn a_draft_that_cannot_be_written_out_is_a_failure() {
    let folder = Folder::new("expand-lost");
    folder.write("draft.doc", b"\xD0\xCF\x11\xE0");
    folder.write("old.txt", b"Eri\xFEim\n");
    for (arguments, says) in [
        (&["expand", "lost.txt"][..], "error: cannot read lost.txt: no such file"),
        (&["expand", "draft.doc"], "error: draft.doc is an old Word file"),
        (&["expand", "old.txt"], "error: old.txt is not UTF-8"),
        (&["expand", "-w", "-"], "error: standard input cannot be written in place"),
        (&["expand", "--style", "brief", "old.txt"], "full, short, number"),
    ] {
        let failed = ibidem(arguments, &folder.0, "");
        assert_eq!((failed.status.code(), out(&failed)), (Some(2), String::new()));
        assert!(err(&failed).contains(says), "{}", err(&failed));
    }
}

#[cfg(unix)]
#[test]
fn a_draft_written_out_in_place_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("expand-mode");
    let path = folder.write("draft.txt", CLEAN);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(ibidem(&["expand", "--write", "draft.txt"], &folder.0, "").status.code(), Some(0));
    assert_ne!(fs::read_to_string(&path).unwrap(), CLEAN);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}
