import { provide } from "./core.js";
import { base64 } from "./inlined-core.js";

provide(() => new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))));
