//! `sub(text, values)`: a text with values under names of its own.

use super::dynamic::dynamic_reference;
use super::{Problems, Values};
use crate::syntax::ast::{Expr, ExprKind, Part};
use crate::template::{Entry, Items, LiteralReference, Value, put_together, substitution};

/// A piece of the text; one that is a name of its own has the name's value beside it.
type Piece<'v, 'a> = (Value<'a>, Option<&'v Value<'a>>);

impl<'a> Values<'_, 'a> {
    /// The text with the values in it.
    pub fn substituted(self, text: &Expr<'a>, own: &[Entry<'a>], problems: &mut Problems) -> Option<Value<'a>> {
        let whole = [Part::Value(text.clone())];
        let parts = if let ExprKind::Template(parts) = &text.kind { parts.as_slice() } else { &whole };
        let mut pieces: Vec<Piece<'_, 'a>> = Vec::with_capacity(parts.len());
        for part in parts {
            let named = name(part).and_then(|name| own.iter().find(|(known, _)| known == name));
            pieces.push(match named {
                Some((name, value)) => (Value::Ref(name.clone()), Some(value)),
                None => (self.piece(part, problems)?, None),
            });
        }
        made(pieces, own)
            .map_err(|LiteralReference(whole)| problems.push(dynamic_reference(&whole, false, text.span)))
            .ok()
    }
}

fn name<'a>(part: &Part<'a>) -> Option<&'a str> {
    match part {
        Part::Value(Expr { kind: ExprKind::Word(name), .. }) => Some(name),
        Part::Value(_) | Part::Text(_) => None,
    }
}

/// `Fn::Sub` with its names; without them where it cannot have them, the values then stand in the text themselves.
fn made<'a>(pieces: Vec<Piece<'_, 'a>>, own: &[Entry<'a>]) -> Result<Value<'a>, LiteralReference> {
    // A name of its own would come before the same one of the template.
    let is_hidden = |piece: &Piece<'_, 'a>| match piece {
        (Value::Ref(id), None) => own.iter().any(|(known, _)| known == id),
        (Value::Sub(_), _) => true,
        (_, _) => false,
    };
    if !own.is_empty() && !pieces.iter().any(is_hidden) {
        let named = pieces.iter().map(|(piece, _)| piece.clone()).collect();
        if let Some(text) = substitution(named)? {
            let map = Value::Map(Items::Owned(own.to_vec()));
            return Ok(Value::Intrinsic("Fn::Sub", Box::new(Value::list([Value::text(text), map]))));
        }
    }
    put_together(pieces.into_iter().map(|(piece, value)| value.cloned().unwrap_or(piece)).collect())
}
