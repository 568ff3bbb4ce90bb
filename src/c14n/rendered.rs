//! Which namespaces the output declares at the place where writing stands.

use alloc::vec::Vec;

/// Each prefix stands once, so that a look-up stays within the limit on namespaces in scope.
#[derive(Default)]
pub(super) struct Rendered<'d> {
    bindings: Vec<(&'d str, &'d str)>,
    /// What each declaration replaced, the latest last.
    replaced: Vec<Replaced<'d>>,
}

struct Replaced<'d> {
    position: usize,
    /// None where the prefix was not declared before.
    uri: Option<&'d str>,
}

/// How far [`Rendered`] had come when an element began.
#[derive(Clone, Copy)]
pub(super) struct Mark(usize);

impl<'d> Rendered<'d> {
    pub(super) fn mark(&self) -> Mark {
        Mark(self.replaced.len())
    }

    /// Takes in a namespace that an element needs. Answers whether it must be declared there: it is not yet, or with another URI.
    pub(super) fn declare(&mut self, prefix: &'d str, uri: &'d str) -> bool {
        let known = self.bindings.iter().position(|(known, _)| *known == prefix);
        match known.and_then(|position| Some((position, self.bindings.get_mut(position)?))) {
            Some((_, (_, before))) if *before == uri => false,
            Some((position, (_, before))) => {
                let before = core::mem::replace(before, uri);
                self.replaced.push(Replaced { position, uri: Some(before) });
                true
            }
            // Nothing need be said to be in no namespace where no default namespace was declared.
            None if prefix.is_empty() && uri.is_empty() => false,
            None => {
                self.replaced.push(Replaced { position: self.bindings.len(), uri: None });
                self.bindings.push((prefix, uri));
                true
            }
        }
    }

    /// Forgets what was declared since `mark`.
    pub(super) fn close(&mut self, mark: Mark) {
        while self.replaced.len() > mark.0 {
            let Some(Replaced { position, uri }) = self.replaced.pop() else { return };
            match (uri, self.bindings.get_mut(position)) {
                (Some(uri), Some(binding)) => binding.1 = uri,
                // A prefix that was new stands behind all that were there before it.
                _ => self.bindings.truncate(position),
            }
        }
    }
}
