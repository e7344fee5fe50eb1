//! DOT, for Graphviz: `ibidem graph --format dot draft.txt | dot -Tsvg`.
//!
//! Source: Graphviz's pages on the DOT language and on escaped strings; in a label it also reads entities of HTML.

use std::io;

use super::{Edge, Graph, GraphWriter, Node, Tie};

pub(super) const GRAPH: GraphWriter = GraphWriter { name: "dot", graph: write };

fn write(graph: &Graph, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "digraph notes {{")?;
    writeln!(out, "  rankdir=LR;")?;
    writeln!(out, "  node [shape=box];")?;
    for (node, label) in &graph.nodes {
        let shape = match node {
            Node::Note(_) => "",
            Node::Source(_) => ", shape=ellipse",
            Node::Nowhere => ", shape=circle",
        };
        writeln!(out, "  {} [label=\"{}\"{shape}];", node.id(), escaped(label))?;
    }
    for Edge { from, to, tie } in &graph.edges {
        let look = match tie {
            Tie::Leans | Tie::Gives => "",
            Tie::Perhaps => " [style=dashed]",
            Tie::Repeats => " [style=dashed, label=\"repeats\"]",
        };
        writeln!(out, "  {} -> {}{look};", from.id(), to.id())?;
    }
    writeln!(out, "}}")
}

fn escaped(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
