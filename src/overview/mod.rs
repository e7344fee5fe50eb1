//! The notes of a draft at a glance: a table with a row for each cite, and a graph of what leans on what.
//!
//! Nothing is judged here and no finding is repeated; what a note means was settled by the resolver. A new format is a file
//! in `table` or `graph` and a line in `tables!` or `graphs!`.
//!
//! ```
//! let report = ibidem::check("\
//! Ports grew.[1] Rails followed.[2]
//!
//! [1] “Port Traffic Rises”, Harbour Daily, https://harbour.example/a, (Accessed: 03.05.2024).
//!
//! [2] Same place.
//! ");
//! let rows = ibidem::overview::rows(&report);
//! assert_eq!((rows[1].kind.word(), rows[1].accessed.as_ref().unwrap().inherited), ("ibid", true));
//!
//! let mut out = Vec::new();
//! let writer = ibidem::overview::table_writer("text").expect("a format of every build");
//! writer.write(&report, ibidem::overview::TableStyle::default(), &mut out)?;
//! let shown = String::from_utf8_lossy(&out);
//! assert_eq!(shown.lines().nth(1), Some("    1  1:12    news  “Port Traffic Rises”, Harbour Daily              2024-05-03"));
//! assert_eq!(shown.lines().nth(2), Some("    2  1:31    ibid  Same place.                          1          (2024-05-03)"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod graph;
mod row;
mod table;
mod words;

pub use graph::{GraphWriter, graph_writer, graph_writers};
pub use row::{Accessed, PointsTo, Row, RowKind, RowSource, rows};
pub use table::{TableStyle, TableWriter, table_writer, table_writers};
