//! What no grammar may read in Markdown: code, comments, formulas, front matter, and the tags of site
//! generators.

use super::super::{mask, text};
use super::matter::Matter;
use super::outline::Outline;
use crate::span::Span;

/// A tag of a site generator is at most so long, in bytes.
const LONGEST_TAG: usize = 1_000;

/// A comment between `%%` is at most so long, in bytes.
const LONGEST_COMMENT: usize = 10_000;

/// What is hidden in a file.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// All of it, sorted and apart.
    pub(super) all: Vec<Span>,
    /// Comments that no Markdown parser knows: calls and definitions inside are none.
    pub(super) comments: Vec<Span>,
}

pub(super) fn masks(file: &str, matter: &Matter, outline: &Outline<'_>) -> Hidden {
    let comments = percent_comments(file);
    let mut all = mask::masks(file);
    all.extend(outline.masks.iter().copied());
    all.extend(comments.iter().copied());
    all.extend(tags(file));
    all.push(Span::new(0, matter.end));
    Hidden { all: text::merge(all, Vec::new()), comments }
}

// tag = "{{" … "}}" / "{%" … "%}"    on one line; the body of `highlight` and `comment` belongs to it
fn tags(file: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        for tag in pairs(file, open, close, LONGEST_TAG) {
            if !tag.of(file).contains(['\n', '\r']) {
                found.push(tag);
            }
        }
    }
    found.sort_unstable();
    let blocks = blocks(file, &found);
    found.extend(blocks);
    found
}

/// From `{% highlight … %}` to `{% endhighlight %}`, and from `{{< highlight … >}}` to `{{< /highlight >}}`.
fn blocks(file: &str, tags: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(Span, &str)> = None;
    for tag in tags {
        let inside = tag.of(file).trim_matches(['{', '}', '%', '<', '>', '-', ' ']);
        let name = inside.split_whitespace().next().unwrap_or_default();
        let ended = name.strip_prefix("end").or_else(|| inside.strip_prefix('/').map(str::trim));
        match open {
            None if matches!(name, "highlight" | "comment") => open = Some((*tag, name)),
            Some((start, name)) if ended == Some(name) => {
                found.push(start.join(*tag));
                open = None;
            }
            _ => {}
        }
    }
    found
}

// comment = "%%" … "%%"    the first behind a blank or at the start of a line
fn percent_comments(file: &str) -> Vec<Span> {
    let bytes = file.as_bytes();
    let opens = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        before.is_none_or(u8::is_ascii_whitespace) && bytes.get(at + 2) != Some(&b'%')
    };
    let found = pairs(file, "%%", "%%", LONGEST_COMMENT);
    found.into_iter().filter(|comment| opens(comment.start())).collect()
}

/// Stretches from an opening mark to the next closing one, not longer than `most`.
fn pairs(file: &str, open: &str, close: &str, most: usize) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut closes = memchr::memmem::find_iter(file.as_bytes(), close).peekable();
    let mut free = 0;
    for start in memchr::memmem::find_iter(file.as_bytes(), open) {
        if start < free {
            continue;
        }
        while closes.next_if(|at| *at < start + open.len()).is_some() {}
        let Some(at) = closes.peek() else { break };
        if at - start <= most {
            free = at + close.len();
            found.push(Span::new(start, free));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(file: &str, spans: Vec<Span>) -> Vec<&str> {
        spans.into_iter().map(|span| span.of(file)).collect()
    }

    #[test]
    fn tags_of_site_generators_are_masked() {
        let file = "See {{< ref \"a[1]\" >}} and {{ x[2] }} and {% include a[3].html %} now.";
        assert_eq!(of(file, tags(file)), ["{{< ref \"a[1]\" >}}", "{{ x[2] }}", "{% include a[3].html %}"]);
        let file = "{% highlight c %}\nx[1]\n{% endhighlight %} then [2]";
        assert!(of(file, tags(file)).contains(&"{% highlight c %}\nx[1]\n{% endhighlight %}"));
        let file = "{{< highlight c >}}\nx[1]\n{{< /highlight >}}";
        assert!(of(file, tags(file)).contains(&file));
    }

    #[test]
    fn comments_of_obsidian_are_masked_and_shares_are_not() {
        let file = "Ports %%ask [1]%% grew 5%% and 7%% more.";
        assert_eq!(of(file, percent_comments(file)), ["%%ask [1]%%"]);
    }

    #[test]
    fn open_marks_hide_nothing() {
        assert!(tags("{{ a [1]\n}} {% b").is_empty());
        assert!(percent_comments("%% a [1]").is_empty());
    }
}
