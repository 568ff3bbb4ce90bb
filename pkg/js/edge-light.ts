import module from "./core.wasm?module";
import { provide } from "./core.js";

provide(() => module);
