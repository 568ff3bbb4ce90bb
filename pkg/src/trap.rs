//! Faults on demand, for the tests of the wrapper. Compiled only with the feature `test-trap`.

use core::hint::black_box;

use wasm_bindgen::prelude::wasm_bindgen;

/// 0 panics, 1 asks for more memory than there is, 2 overflows the stack.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "wasm-bindgen exports it")]
pub fn force_trap(kind: u8) {
    match kind {
        0 => panic!("asked for"),
        1 => drop(black_box(alloc::vec![1_u8; isize::MAX as usize])),
        _ => {
            black_box(deeper(0));
        }
    }
}

#[inline(never)]
#[allow(unconditional_recursion, reason = "that is the fault")]
fn deeper(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    deeper(depth + 1) + frame[(depth % 64) as usize]
}
