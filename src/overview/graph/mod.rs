//! What leans on what, drawn: notes and sources as nodes, back-references, repetitions and citations as edges. One file a
//! format; a new one is a file here and a line in `graphs!`.
//!
//! Edges come in the order of the notes, first those of back-references, then those of repetitions, then those to sources.

use std::collections::HashSet;
use std::io;

use super::row::{PointsTo, Row, RowKind, RowSource, rows};
use super::words::{cut, one_line};
use crate::model::{Antecedent, CiteKind, NoteId, Reason, Resolution, SourceId};
use crate::report::Report;

/// A label is at most so many cells wide.
const LONGEST_LABEL: usize = 32;

/// A row of the table of formats.
#[derive(Debug)]
pub struct GraphWriter {
    /// The name that `--format` takes.
    pub name: &'static str,
    graph: fn(&Graph, &mut dyn io::Write) -> io::Result<()>,
}

impl GraphWriter {
    /// Writes the graph of a report, and says how many nodes it has.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<usize> {
        let graph = Graph::new(report);
        (self.graph)(&graph, out)?;
        Ok(graph.nodes.len())
    }
}

/// Declares the files of the formats and the table over them.
macro_rules! graphs {
    ($($module:ident,)*) => {
        $(mod $module;)*

        static GRAPHS: &[GraphWriter] = &[$($module::GRAPH),*];
    };
}

graphs! {
    mermaid,
    dot,
}

/// All formats of the graph that this build has.
pub fn graph_writers() -> &'static [GraphWriter] {
    GRAPHS
}

/// The format of a name.
pub fn graph_writer(name: &str) -> Option<&'static GraphWriter> {
    GRAPHS.iter().find(|graph| graph.name == name)
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node {
    Note(NoteId),
    Source(SourceId),
    /// Where a reference ends that leads nowhere.
    Nowhere,
}

impl Node {
    /// Letters and digits, unique in the graph.
    fn id(self) -> String {
        match self {
            Node::Note(note) => note.to_string(),
            Node::Source(source) => source.to_string(),
            Node::Nowhere => "nowhere".to_owned(),
        }
    }
}

/// What an edge says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Tie {
    /// A back-reference leans on a note.
    Leans,
    /// A reference could mean what that note gives.
    Perhaps,
    /// A full citation that an earlier note has already.
    Repeats,
    /// A note gives a source.
    Gives,
}

struct Edge {
    from: Node,
    to: Node,
    tie: Tie,
}

/// Notes and sources with their labels, in order, and the edges between them.
struct Graph {
    nodes: Vec<(Node, String)>,
    edges: Vec<Edge>,
}

impl Graph {
    fn new(report: &Report) -> Graph {
        let rows = rows(report);
        let mut edges = Vec::new();
        for row in &rows {
            leaning(report, row, &mut edges);
        }
        let repeats = rows.iter().filter_map(|row| match row.source {
            RowSource::Again(first) if first != row.note => {
                Some(Edge { from: Node::Note(row.note), to: Node::Note(first), tie: Tie::Repeats })
            }
            _ => None,
        });
        edges.extend(repeats);
        let gives = report.sources.iter().enumerate().map(|(at, source)| Edge {
            from: Node::Note(source.first_note),
            to: Node::Source(SourceId::new(at)),
            tie: Tie::Gives,
        });
        let mut gives: Vec<Edge> = gives.collect();
        gives.sort_by_key(|edge| edge.from);
        edges.extend(gives);
        let mut seen = HashSet::new();
        edges.retain(|edge| seen.insert((edge.from, edge.to, edge.tie)));

        let several = report.lists.len() > 1;
        let mut nodes: Vec<(Node, String)> = Vec::with_capacity(report.notes.len() + report.sources.len());
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.position == 0) {
            let alone = rows.get(at + 1).is_none_or(|next| next.note != row.note);
            nodes.push((Node::Note(row.note), note_label(row, alone, several)));
        }
        for (at, source) in report.sources.iter().enumerate() {
            let cite = report.cites.get(source.first.index());
            let label = cite.map(|cite| source_label(report, &cite.kind)).unwrap_or_default();
            nodes.push((Node::Source(SourceId::new(at)), label));
        }
        if edges.iter().any(|edge| edge.to == Node::Nowhere) {
            nodes.push((Node::Nowhere, "?".to_owned()));
        }
        Graph { nodes, edges }
    }
}

/// The edges of a back-reference: to the note it leans on, or to all that it could mean.
fn leaning(report: &Report, row: &Row, edges: &mut Vec<Edge>) {
    let Some(chain) = row.cite.and_then(|cite| report.chain_of(cite)) else { return };
    let mut tie = |to: Node, tie: Tie| {
        // An "ibid." inside a note leans on its own.
        if to != Node::Note(row.note) || chain.reasons.has(Reason::Circle) {
            edges.push(Edge { from: Node::Note(row.note), to, tie });
        }
    };
    let next = match chain.next {
        Some(Antecedent::Note(note)) => Some(note),
        _ => None,
    };
    let leads_on = chain.reasons.has(Reason::Circle) || chain.reasons.has(Reason::UnresolvedBefore);
    match (&row.points_to, next) {
        // A ring shows itself, and a reference behind a lost one shares its end.
        (PointsTo::Nowhere, Some(note)) if chain.resolution == Resolution::None && leads_on => {
            tie(Node::Note(note), Tie::Leans);
        }
        (PointsTo::Nowhere, _) => tie(Node::Nowhere, Tie::Leans),
        (PointsTo::OneOf(notes), _) => notes.iter().for_each(|note| tie(Node::Note(*note), Tie::Perhaps)),
        (PointsTo::Notes { .. }, Some(note)) => tie(Node::Note(note), Tie::Leans),
        (PointsTo::Notes { end, .. }, None) => tie(Node::Note(*end), Tie::Leans),
        (PointsTo::Nothing, _) => {}
    }
}

/// "3"; "4 · Same place." for a note that is nothing but words; "3 (list 2)".
fn note_label(row: &Row, alone: bool, several: bool) -> String {
    let list = if several { format!(" (list {})", row.list.0 + 1) } else { String::new() };
    match (&row.source, row.kind) {
        (RowSource::Words(words), RowKind::Back(_) | RowKind::Other(_)) if alone && !words.is_empty() => {
            format!("{}{list} · {}", row.label, cut(words, LONGEST_LABEL))
        }
        _ => format!("{}{list}", row.label),
    }
}

/// The host, else the container, else the title, else nothing but a sign that there is one.
fn source_label(report: &Report, kind: &CiteKind) -> String {
    let CiteKind::Full(citation) = kind else { return String::new() };
    let host = citation.link.as_ref().and_then(|link| link.value.host.as_deref());
    let host = host.map(|host| one_line(host.strip_prefix("www.").unwrap_or(host)));
    let field = |field: &Option<crate::model::Field<crate::model::Text>>| {
        field.as_ref().map(|field| one_line(field.words(report.text())))
    };
    let label = host.or_else(|| field(&citation.container)).or_else(|| field(&citation.title));
    cut(&label.filter(|label| !label.is_empty()).unwrap_or_else(|| "source".to_owned()), LONGEST_LABEL)
}
