//! HTML text as a tree, by html5ever, within bounds: between its tokeniser and
//! its tree builder stands a filter that lets nothing nest without end, and that
//! notes the line of every element.

use std::cell::{Cell, RefCell};

use html5ever::interface::QualName;
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, ns};
use scraper::{Html, HtmlTreeSink};

/// The attribute that holds an element's line.
pub const LINE: &str = "data-pamphlet-line";

/// Elements within each other; pages that people write have less than sixty.
const DEPTH: usize = 200;
/// Open elements of mere looks: the parser opens all of them again in every
/// paragraph.
const LOOKS: usize = 8;

/// A parsed page.
pub struct Page {
    /// Its tree.
    pub html: Html,
    /// The line of the first element that was left out because it lies too deep.
    pub too_deep: Option<u32>,
}

/// Parses a page.
pub fn parse(text: &str) -> Page {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let sink = HtmlTreeSink::new(Html::new_document());
    let filter = Filter {
        builder: TreeBuilder::new(sink, options),
        open: RefCell::default(),
        looks: RefCell::new(vec![0]),
        too_deep: Cell::new(None),
    };
    let tokenizer = Tokenizer::new(filter, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    while let TokenizerResult::Script(_) = tokenizer.feed(&input) {}
    tokenizer.end();
    let html = tokenizer.sink.builder.sink.0.replace(Html::new_document());
    Page {
        html,
        too_deep: tokenizer.sink.too_deep.get(),
    }
}

struct Filter {
    builder: TreeBuilder<ego_tree::NodeId, HtmlTreeSink>,
    /// Elements that are open, as far as their tags say.
    open: RefCell<Vec<LocalName>>,
    /// Open elements of mere looks, by the tables they stand in: a cell ends
    /// those that were opened in it.
    looks: RefCell<Vec<usize>>,
    too_deep: Cell<Option<u32>>,
}

impl TokenSink for Filter {
    type Handle = ego_tree::NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        let token = match token {
            Token::TagToken(mut tag) => {
                let taken = match tag.kind {
                    TagKind::StartTag => self.start(&tag),
                    TagKind::EndTag => {
                        self.end_tag(&tag);
                        true
                    }
                };
                let line = u32::try_from(line).unwrap_or(u32::MAX);
                if !taken {
                    let first = self.too_deep.get().unwrap_or(line);
                    self.too_deep.set(Some(first));
                    return TokenSinkResult::Continue;
                }
                if tag.kind == TagKind::StartTag {
                    note(&mut tag, line);
                }
                Token::TagToken(tag)
            }
            token => token,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Filter {
    /// Whether an element may open.
    fn start(&self, tag: &Tag) -> bool {
        let mut looks = self.looks.borrow_mut();
        let name = &*tag.name;
        if name == "table" {
            looks.push(0);
        } else if matches!(name, "td" | "th" | "caption")
            && let Some(last) = looks.last_mut()
        {
            *last = 0;
        } else if is_look(name)
            && let Some(last) = looks.last_mut()
        {
            if *last >= LOOKS {
                return false;
            }
            *last += 1;
        }
        if ends_by_itself(name) || tag.self_closing {
            return true;
        }
        let mut open = self.open.borrow_mut();
        if open.len() >= DEPTH {
            return false;
        }
        open.push(tag.name.clone());
        true
    }

    fn end_tag(&self, tag: &Tag) {
        let mut looks = self.looks.borrow_mut();
        let name = &*tag.name;
        if name == "table" && looks.len() > 1 {
            looks.pop();
        } else if is_look(name)
            && let Some(last) = looks.last_mut()
        {
            *last = last.saturating_sub(1);
        }
        let mut open = self.open.borrow_mut();
        if let Some(at) = open.iter().rposition(|it| *it == tag.name) {
            open.truncate(at);
        }
    }
}

/// Elements that the parser opens again wherever they were not closed.
fn is_look(name: &str) -> bool {
    let names = [
        "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    ];
    names.contains(&name)
}

/// Elements that have no end or are ended by the next of their kind.
fn ends_by_itself(name: &str) -> bool {
    let names = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead",
        "tfoot", "option", "optgroup", "rt", "rp", "html", "head", "body", "a", "colgroup",
    ];
    names.contains(&name)
}

fn note(tag: &mut Tag, line: u32) {
    tag.attrs.push(Attribute {
        name: QualName::new(None, ns!(), LocalName::from(LINE)),
        value: StrTendril::from(line.to_string()),
    });
}
