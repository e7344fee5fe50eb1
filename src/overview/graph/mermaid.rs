//! Mermaid, which GitHub and many editors draw where it stands in a fence of Markdown.
//!
//! A node is written out where it is first named. In a label every sign that Mermaid, Markdown or HTML might read is
//! given by its number: its own parser knows no escape for a quotation mark, and looks for comments, styles and directives
//! inside labels too. Source: Mermaid's page on flowcharts, "Entity codes to escape characters".

use std::collections::{HashMap, HashSet};
use std::io;

use super::{Edge, Graph, GraphWriter, Node, Tie};

pub(super) const GRAPH: GraphWriter = GraphWriter { name: "mermaid", graph: write };

fn write(graph: &Graph, out: &mut dyn io::Write) -> io::Result<()> {
    let labels: HashMap<Node, &str> =
        graph.nodes.iter().map(|(node, label)| (*node, label.as_str())).collect();
    let mut named: HashSet<Node> = HashSet::new();
    let mut name = |node: Node| {
        let id = node.id();
        if !named.insert(node) {
            return id;
        }
        let label = escaped(labels.get(&node).copied().unwrap_or_default());
        match node {
            Node::Note(_) => format!("{id}[\"{label}\"]"),
            Node::Source(_) => format!("{id}([\"{label}\"])"),
            Node::Nowhere => format!("{id}((\"{label}\"))"),
        }
    };
    writeln!(out, "flowchart LR")?;
    for Edge { from, to, tie } in &graph.edges {
        let from = name(*from);
        let arrow = match tie {
            Tie::Leans | Tie::Gives => "-->",
            Tie::Perhaps => "-.->",
            Tie::Repeats => "-. repeats .->",
        };
        writeln!(out, "  {from} {arrow} {}", name(*to))?;
    }
    for (node, _) in &graph.nodes {
        let written = name(*node);
        if written.len() > node.id().len() {
            writeln!(out, "  {written}")?;
        }
    }
    Ok(())
}

fn escaped(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for c in label.chars() {
        let plain =
            c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ',' | '(' | ')' | '-' | '?' | '\'' | '/');
        match c {
            '"' => out.push_str("#quot;"),
            // The last three stand for entities inside Mermaid.
            c if c.is_ascii() && !plain || matches!(c, '°' | '¶' | 'ﬂ') => {
                out.push_str(&format!("#{};", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
