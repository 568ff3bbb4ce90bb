// The one instance of the WebAssembly core, and the guard around every call into it.
import { __wbg_reset_state, initSync } from "./glue.js";
import { internal } from "./refusals.js";

let provided: (() => WebAssembly.Module) | undefined;
let state: "absent" | "ready" | "trapped" = "absent";

/** Says where the module comes from; the first to say so wins. Nothing is compiled before it is needed. */
export function provide(module: () => WebAssembly.Module): void {
  provided ??= module;
}

/**
 * Runs one call. Whatever is thrown is a fault of the core: it becomes a refusal, and the next call starts from a fresh instance,
 * because a trap leaves memory in any state.
 */
export function call(run: () => string): string {
  if (provided === undefined) throw new TypeError("saml-edge/slim: call provideModule(module) first.");
  try {
    makeReady(provided);
    return run();
  } catch (cause) {
    if (state === "ready") state = "trapped";
    throw internal(cause);
  }
}

/** Where this throws, the state stays as it is, and the next call tries again. */
function makeReady(module: () => WebAssembly.Module): void {
  if (state === "absent") initSync({ module: ofThisRealm(module()) });
  if (state === "trapped") __wbg_reset_state();
  state = "ready";
}

/** The glue takes for octets what is no `instanceof WebAssembly.Module`, such as a module that was compiled outside a sandbox. */
function ofThisRealm(module: WebAssembly.Module): WebAssembly.Module {
  return module instanceof WebAssembly.Module ? module : Object.setPrototypeOf(module, WebAssembly.Module.prototype);
}
