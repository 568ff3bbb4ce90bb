//! Puts all mutants of a file into it at once, each behind a switch: one build instead of a thousand.
//!
//! `crate::mutation::is(7)` is true while mutant 7 is on. With none on, the code does what it did.

use std::ops::Range;

use anyhow::{Context as _, Result};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Arm, BinOp, Block, Expr, ExprBinary, ExprStruct, ExprUnary, Pat, ReturnType, Signature};

use super::list::{Genre, Mutant};

/// A file with its mutants in it.
pub(super) struct Woven {
    pub(super) text: String,
    /// Where in the text what belongs to which mutants.
    places: Vec<(Range<usize>, Vec<usize>)>,
    /// Those that are in it.
    pub(super) numbers: Vec<usize>,
}

impl Woven {
    /// The mutants that the octets from here on belong to: those of the smallest place around.
    pub(super) fn at(&self, offset: usize) -> &[usize] {
        let around = self.places.iter().filter(|(place, _)| place.contains(&offset));
        around.min_by_key(|(place, _)| place.len()).map_or(&[], |(_, numbers)| numbers)
    }
}

/// `mutants` are those of this file, with their numbers. What cannot stand behind a switch is left out.
pub(super) fn weave(source: &str, mutants: &[(usize, &Mutant)]) -> Result<Woven> {
    let file = syn::parse_file(source).context("it does not parse")?;
    let mut weaver = Weaver { source, mutants, edits: Vec::new() };
    weaver.visit_file(&file);
    let mut edits = weaver.edits;
    // What is around comes before what is inside.
    edits.sort_by_key(|edit| (edit.range.start, usize::MAX - edit.range.end, edit.rank));
    let mut woven = Woven { text: String::new(), places: Vec::new(), numbers: Vec::new() };
    render(source, &edits, 0, 0..source.len(), &mut woven);
    woven.numbers = edits.iter().flat_map(|edit| &edit.pieces).flat_map(Piece::numbers).collect();
    Ok(woven)
}

/// What stands in the place of a range of the source.
struct Edit {
    range: Range<usize>,
    /// Of two with the same range the one around.
    rank: u8,
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    /// The source, with what is edited inside it.
    Source(Range<usize>),
    /// What is there for these mutants.
    Of(Vec<usize>, Vec<Piece>),
}

impl Piece {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn numbers(&self) -> Vec<usize> {
        match self {
            Self::Of(numbers, pieces) => numbers.iter().copied().chain(pieces.iter().flat_map(Self::numbers)).collect(),
            Self::Text(_) | Self::Source(_) => Vec::new(),
        }
    }
}

fn render(source: &str, edits: &[Edit], first: usize, range: Range<usize>, into: &mut Woven) {
    let mut position = range.start;
    for (index, edit) in edits.iter().enumerate().skip(first) {
        if edit.range.start >= range.end {
            break;
        }
        if edit.range.start < position || edit.range.end > range.end {
            continue;
        }
        into.text.push_str(&source[position..edit.range.start]);
        for piece in &edit.pieces {
            put(source, edits, index + 1, piece, into);
        }
        position = edit.range.end;
    }
    into.text.push_str(&source[position..range.end]);
}

fn put(source: &str, edits: &[Edit], first: usize, piece: &Piece, into: &mut Woven) {
    match piece {
        Piece::Text(text) => into.text.push_str(text),
        Piece::Source(inner) => render(source, edits, first, inner.clone(), into),
        Piece::Of(numbers, pieces) => {
            let start = into.text.len();
            for piece in pieces {
                put(source, edits, first, piece, into);
            }
            into.places.push((start..into.text.len(), numbers.clone()));
        }
    }
}

struct Weaver<'s> {
    source: &'s str,
    mutants: &'s [(usize, &'s Mutant)],
    edits: Vec<Edit>,
}

impl Weaver<'_> {
    /// Mutants of what begins here: numbers and replacements.
    fn of(&self, genre: Genre, start: usize) -> Vec<(usize, String)> {
        let found = self.mutants.iter().filter(|(_, mutant)| mutant.genre == genre && mutant.span.start == start);
        found.map(|(number, mutant)| (*number, mutant.replacement.clone())).collect()
    }

    fn edit(&mut self, range: Range<usize>, rank: u8, numbers: Vec<usize>, pieces: Vec<Piece>) {
        self.edits.push(Edit { range, rank, pieces: vec![Piece::Of(numbers, pieces)] });
    }

    fn value(&mut self, signature: &Signature, block: &Block) {
        let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else { return };
        let range = first.span().byte_range().start..last.span().byte_range().end;
        // Another type than that of the body, though it keeps the same promise.
        if matches!(&signature.output, ReturnType::Type(_, of) if self.source[of.span().byte_range()].contains("impl ")) {
            return;
        }
        // Nobody asks a method for a constant here, and a constant has no switch.
        if let (Some(constant), Some(_)) = (&signature.constness, signature.receiver()) {
            self.edits.push(Edit { range: constant.span().byte_range(), rank: 0, pieces: Vec::new() });
        }
        let mut pieces: Vec<Piece> = Vec::new();
        for (number, replacement) in self.of(Genre::Value, range.start) {
            let replacement = match (&*replacement, &signature.output) {
                // A rule that passes whatever comes, which has no default to be found by.
                ("Default::default()", ReturnType::Type(_, of)) if &self.source[of.span().byte_range()] == "Finding" => {
                    "Finding::Pass".to_owned()
                }
                _ => without_std(&replacement),
            };
            pieces.push(Piece::Of(vec![number], vec![Piece::text(format!("if {} {{ return {replacement}; }} ", is(number)))]));
        }
        pieces.push(Piece::Source(range.clone()));
        self.edits.push(Edit { range, rank: 0, pieces });
    }

    fn guard(&mut self, arm: &Arm) {
        let deleted = self.of(Genre::Arm, arm.span().byte_range().start);
        let mut numbers: Vec<usize> = deleted.iter().map(|(number, _)| *number).collect();
        let kept: String = numbers.iter().map(|number| format!("!{} && ", is(*number))).collect();
        let Pat::Guard(guarded) = &arm.pat else {
            if !numbers.is_empty() {
                let end = arm.pat.span().byte_range().end;
                self.edit(end..end, 0, numbers, vec![Piece::text(format!(" if {kept}true"))]);
            }
            return;
        };
        let range = guarded.guard.span().byte_range();
        let replaced = self.of(Genre::Guard, range.start);
        numbers.extend(replaced.iter().map(|(number, _)| *number));
        if numbers.is_empty() || has_let(&guarded.guard) {
            return;
        }
        let among = |value: &str| -> String {
            let these = replaced.iter().filter(|(_, replacement)| replacement == value);
            these.map(|(number, _)| format!("{} || ", is(*number))).collect()
        };
        let before = format!("{kept}({}!({}false) && (", among("true"), among("false"));
        self.edit(range.clone(), 0, numbers, vec![Piece::text(before), Piece::Source(range), Piece::text("))")]);
    }

    fn binary(&mut self, binary: &ExprBinary) {
        let operator = binary.op.span().byte_range();
        let mutants = self.of(Genre::Binary, operator.start);
        if mutants.is_empty() || has_let(&binary.left) || has_let(&binary.right) {
            return;
        }
        let numbers: Vec<usize> = mutants.iter().map(|(number, _)| *number).collect();
        let (left, right) = (binary.left.span().byte_range(), binary.right.span().byte_range());
        let range = left.start..right.end;
        let text = |text: &str| Piece::text(text);
        let short_cut = matches!(binary.op, BinOp::And(_) | BinOp::Or(_));
        let pieces = match (short_cut, mutants.as_slice()) {
            // The left side decides whether the right one is looked at, and that alone differs between the two.
            (true, [(number, replacement)]) if replacement == "||" || replacement == "&&" => {
                let looks = if replacement == "||" { "!=" } else { "==" };
                vec![
                    text("({ let left: bool = ("),
                    Piece::Source(left),
                    Piece::text(format!("); if left {looks} {} {{ ", is(*number))),
                    Piece::Source(right),
                    text(" } else { left } })"),
                ]
            }
            _ => {
                let mut pieces = vec![text("(")];
                for (number, replacement) in &mutants {
                    let parts = vec![
                        Piece::text(format!("if {} {{ ", is(*number))),
                        Piece::Source(left.clone()),
                        Piece::text(format!(" {replacement} ")),
                        Piece::Source(right.clone()),
                        text(" } else "),
                    ];
                    pieces.push(Piece::Of(vec![*number], parts));
                }
                let operator = Piece::text(format!(" {} ", &self.source[operator]));
                pieces.extend([text("{ "), Piece::Source(left), operator, Piece::Source(right), text(" })")]);
                pieces
            }
        };
        let pieces = if short_cut { vec![Piece::Of(numbers, pieces)] } else { pieces };
        self.edits.push(Edit { range, rank: 1, pieces });
    }

    fn unary(&mut self, unary: &ExprUnary) {
        let operator = unary.op.span().byte_range();
        let mutants = self.of(Genre::Unary, operator.start);
        let [(number, _)] = mutants.as_slice() else { return };
        let inner = unary.expr.span().byte_range();
        let pieces = vec![
            Piece::text(format!("(if {} {{ ", is(*number))),
            Piece::Source(inner.clone()),
            Piece::text(format!(" }} else {{ {}", &self.source[operator.clone()])),
            Piece::Source(inner.clone()),
            Piece::text(" })"),
        ];
        self.edit(operator.start..inner.end, 1, vec![*number], pieces);
    }

    fn fields(&mut self, expression: &ExprStruct) {
        let Some(rest) = &expression.rest else { return };
        for field in &expression.fields {
            let range = field.span().byte_range();
            let mutants = self.of(Genre::Field, range.start);
            let [(number, _)] = mutants.as_slice() else { continue };
            let member = &self.source[field.member.span().byte_range()];
            let pieces = vec![
                Piece::text(format!("{member}: if {} {{ (", is(*number))),
                Piece::text(&self.source[rest.span().byte_range()]),
                Piece::text(format!(").{member} }} else {{ ")),
                Piece::Source(field.expr.span().byte_range()),
                Piece::text(" }"),
            ];
            self.edit(range, 0, vec![*number], pieces);
        }
    }
}

impl<'ast> Visit<'ast> for Weaver<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.value(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.value(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        self.guard(arm);
        visit::visit_arm(self, arm);
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        self.binary(binary);
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast ExprUnary) {
        self.unary(unary);
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_struct(&mut self, expression: &'ast ExprStruct) {
        self.fields(expression);
        visit::visit_expr_struct(self, expression);
    }
}

/// A condition that binds: no expression by itself.
fn has_let(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

/// cargo-mutants writes what a crate with a standard library has in scope.
fn without_std(replacement: &str) -> String {
    let texts = replacement.replace("\"xyzzy\".to_owned()", "\"xyzzy\".into()").replace("\"\".to_owned()", "\"\".into()");
    texts.replace("vec![", "alloc::vec![")
}

fn is(number: usize) -> String {
    format!("crate::mutation::is({number})")
}

/// The switch. The library has no standard library; its tests do.
pub(super) const SWITCH: &str = "\
extern crate std;

/// Whether this mutant is on.
pub(crate) fn is(number: usize) -> bool {
    static ON: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
    *ON.get_or_init(|| std::env::var(\"SAML_EDGE_MUTANT\").map_or(usize::MAX, |text| text.parse().expect(\"a number\"))) == number
}
";

/// The variable that the switch reads.
pub(super) const VARIABLE: &str = "SAML_EDGE_MUTANT";

#[cfg(test)]
mod tests;
