//! The elements of a page that a reader of drafts must tell apart.

/// What an element is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    /// The page itself, around everything.
    Root,
    /// `html`, `head`, `body`: they open and close by themselves, and nothing hangs on them.
    Frame,
    /// A link or an anchor.
    A,
    Sup,
    /// Letters in another style, and elements that no standard knows.
    Inline,
    Span,
    /// `q`: a browser sets the quotation marks.
    Quotation,
    Button,
    /// `code`, `kbd`, `samp`, `tt`.
    Code,
    Math,
    /// Never shown, or no words of the draft.
    Dropped,
    Paragraph,
    Heading,
    Pre,
    Block,
    Aside,
    Nav,
    Header,
    Footer,
    Main,
    Article,
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Rows,
    Row,
    Cell,
    OrderedList,
    List,
    Item,
    DefinitionList,
    Term,
    Definition,
    Line,
    Rule,
    Meta,
    /// Holds nothing and shows no words.
    Void,
}

impl Tag {
    /// How many there are.
    pub(super) const COUNT: usize = Tag::Void as usize + 1;

    /// The element of a name in lower case.
    pub(super) fn of(name: &[u8]) -> Tag {
        match name {
            b"a" => Tag::A,
            b"span" | b"font" => Tag::Span,
            b"p" => Tag::Paragraph,
            b"div" | b"section" | b"blockquote" | b"figure" | b"figcaption" | b"center" | b"address"
            | b"form" | b"fieldset" | b"details" | b"summary" | b"hgroup" | b"dir" | b"legend"
            | b"search" => Tag::Block,
            b"sup" => Tag::Sup,
            b"q" => Tag::Quotation,
            b"br" => Tag::Line,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Tag::Heading,
            b"li" => Tag::Item,
            b"ol" => Tag::OrderedList,
            b"ul" | b"menu" => Tag::List,
            b"td" | b"th" | b"caption" => Tag::Cell,
            b"tr" => Tag::Row,
            b"table" => Tag::Table,
            b"tbody" | b"thead" | b"tfoot" => Tag::Rows,
            b"code" | b"kbd" | b"samp" | b"tt" => Tag::Code,
            b"pre" | b"xmp" | b"listing" | b"plaintext" => Tag::Pre,
            b"dl" => Tag::DefinitionList,
            b"dt" => Tag::Term,
            b"dd" => Tag::Definition,
            b"hr" => Tag::Rule,
            b"aside" => Tag::Aside,
            b"nav" => Tag::Nav,
            b"header" => Tag::Header,
            b"footer" => Tag::Footer,
            b"main" => Tag::Main,
            b"article" => Tag::Article,
            b"math" => Tag::Math,
            b"meta" => Tag::Meta,
            b"button" => Tag::Button,
            b"html" | b"head" | b"body" => Tag::Frame,
            b"script" | b"style" | b"template" | b"svg" | b"noscript" | b"iframe" | b"object" | b"select"
            | b"textarea" | b"title" | b"annotation" | b"noframes" | b"noembed" | b"audio" | b"video"
            | b"canvas" | b"datalist" | b"rp" | b"rt" => Tag::Dropped,
            b"area" | b"base" | b"col" | b"embed" | b"img" | b"input" | b"link" | b"param" | b"source"
            | b"track" | b"wbr" | b"basefont" | b"bgsound" | b"frame" | b"keygen" => Tag::Void,
            _ => Tag::Inline,
        }
    }

    /// Whether it stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Tag::Root
                | Tag::Paragraph
                | Tag::Heading
                | Tag::Pre
                | Tag::Block
                | Tag::Aside
                | Tag::Nav
                | Tag::Header
                | Tag::Footer
                | Tag::Main
                | Tag::Article
                | Tag::Rule
        ) || self.is_list_part()
            || self.is_table_part()
    }

    /// Whether it is of a table: an end tag inside a cell closes nothing outside it.
    pub(super) fn is_table_part(self) -> bool {
        matches!(self, Tag::Table | Tag::Rows | Tag::Row | Tag::Cell)
    }

    fn is_list_part(self) -> bool {
        matches!(self, Tag::Item | Tag::Term | Tag::Definition) || self.is_list()
    }

    /// Whether it is a list: an item inside it closes none outside it.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Tag::OrderedList | Tag::List | Tag::DefinitionList)
    }

    /// Whether every such element is remembered, and not only one with a name or a class.
    pub(super) fn is_kept(self) -> bool {
        matches!(self, Tag::A | Tag::Sup | Tag::Quotation | Tag::Code | Tag::Math) || self.is_block()
    }
}
