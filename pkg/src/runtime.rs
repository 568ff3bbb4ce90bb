//! What std would bring: memory, and what happens when something cannot go on.

/// Smaller than std's at equal speed.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A trap: JavaScript catches it, refuses the login and starts afresh. What went wrong cannot be told without the code that
/// would tell it, and could hold parts of a message.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
