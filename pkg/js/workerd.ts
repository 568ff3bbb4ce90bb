import module from "./core.wasm";
import { provide } from "./core.js";

provide(() => module);
