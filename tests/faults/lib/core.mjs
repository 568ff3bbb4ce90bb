// The shipped core.wasm in other circumstances: with a step before each function and loop that may trap, and with less memory.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PACKAGE, ROOT } from "./paths.mjs";

/** What every runtime of the package's table has. */
const FEATURES = ["bulk-memory", "reference-types", "multivalue", "mutable-globals", "sign-ext", "nontrapping-float-to-int", "simd"];

/** The same code, which calls `log_execution` wherever a function or a loop begins, and where a function ends. Made once: a run of all parts says where it is. */
export function stepping() {
  const made = process.env.SAML_EDGE_STEPPING_CORE;
  if (made !== undefined) return readFileSync(made);
  const folder = mkdtempSync(join(tmpdir(), "saml-edge-faults-"));
  try {
    const out = join(folder, "core.wasm");
    const flags = FEATURES.map((feature) => `--enable-${feature}`);
    execFileSync(process.execPath, [join(ROOT, "pkg/node_modules/binaryen/bin/wasm-opt"), join(PACKAGE, "dist/core.wasm"), ...flags, "--log-execution", "-o", out]);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same module with at most so many pages of 64 KiB: whatever asks for more is refused by the engine. */
export function limited(octets, pages) {
  const parts = [octets.subarray(0, 8)];
  let at = 8;
  let isFound = false;
  while (at < octets.length) {
    const [length, start] = unsigned(octets, at + 1);
    const section = octets.subarray(at, start + length);
    if (octets[at] === MEMORY) {
      const [count, kind] = unsigned(octets, start);
      if (count !== 1 || octets[kind] !== 0) throw new Error("core.wasm has another memory than one without a limit");
      const [least] = unsigned(octets, kind + 1);
      const body = [1, 1, ...leb(least), ...leb(pages)];
      parts.push(Uint8Array.from([MEMORY, ...leb(body.length), ...body]));
      isFound = true;
    } else parts.push(section);
    at = start + length;
  }
  if (!isFound) throw new Error("core.wasm has no memory of its own");
  return Buffer.concat(parts);
}

const MEMORY = 5;

/** A number in LEB128, and where the next octet is. */
function unsigned(octets, at) {
  let [number, shift] = [0, 0];
  for (;;) {
    const octet = octets[at++];
    number += (octet & 0x7f) * 2 ** shift;
    if (octet < 0x80) return [number, at];
    shift += 7;
  }
}

function leb(number) {
  const octets = [];
  for (; number >= 0x80; number = Math.floor(number / 0x80)) octets.push((number % 0x80) | 0x80);
  return [...octets, number];
}

/** Traps, as the core's own faults do. */
const { trap } = new WebAssembly.Instance(
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11)),
).exports;

/**
 * Stands between the library and its instances: counts steps, traps at one of them, and exchanges the module for another. It has to be there before
 * the library is first called.
 */
export class Stepper {
  steps = 0;
  /** The step that traps, counted from the last `from`. */
  at = Infinity;
  /** What new instances are made of instead. */
  module = undefined;
  instances = 0;

  constructor() {
    const { Instance } = WebAssembly;
    const step = () => {
      this.steps += 1;
      if (this.steps === this.at) trap();
    };
    const stepper = this;
    WebAssembly.Instance = function (module, imports) {
      stepper.instances += 1;
      return new Instance(stepper.module ?? module, { "./core_bg.js": { ...imports["./core_bg.js"], log_execution: step } });
    };
  }

  /** Traps at this step of what comes now. */
  from(at) {
    this.steps = 0;
    this.at = at;
  }
}
