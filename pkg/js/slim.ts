import { provide } from "./core.js";

export * from "./debug.js";
export * from "./index.js";

/**
 * For runtimes that load WebAssembly in a way of their own: hands over the module compiled from `saml-edge/core.wasm`, once and
 * before anything else is called.
 */
export function provideModule(module: WebAssembly.Module): void {
  if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]")
    throw new TypeError("This is no WebAssembly.Module.");
  provide(() => module);
}
