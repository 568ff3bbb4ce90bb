//! One call, and nothing around it.

use std::hint::black_box;

use crate::allocator;

/// Callgrind counts inside this function, which `cargo xtask guard` names to it, and nowhere else.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn saml_edge_guard_measured(call: &mut &mut dyn FnMut()) {
    black_box(call)();
}

pub(crate) fn instructions(mut call: &mut dyn FnMut()) {
    saml_edge_guard_measured(&mut call);
}

/// The most octets that were allocated at once during the call, beyond those before it.
pub(crate) fn peak(call: &mut dyn FnMut()) -> usize {
    let before = allocator::start();
    call();
    allocator::peak() - before
}
