// `npm pack` and `npm publish` would make a package of nothing where dist/ has not been built.
import { existsSync } from "node:fs";

if (!existsSync("dist/core.wasm")) {
  console.error("pkg/dist is not there. Build it with `cargo xtask dist`.");
  process.exit(1);
}
