// `npm run build`: from js/ and from what was made of the core and put into dist/ (core.wasm and its bill of materials, glue.js, words.js) to the rest of dist/.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundle } from "./bundle.mjs";
import { prune } from "./declarations.mjs";

const GIVEN = ["core.wasm", "glue.js", "words.js", "sbom.cdx.json"];

const tsc = (...words) => execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", ...words], { stdio: "inherit" });

for (const name of readdirSync("dist")) if (!GIVEN.includes(name)) rmSync(join("dist", name), { recursive: true });

const modules = mkdtempSync(join(tmpdir(), "saml-edge-build-"));
try {
  // One .d.ts for each source, beside the few .js.
  tsc("--project", "tsconfig.json", "--outDir", modules, "--declarationDir", "dist");
  tsc("--project", "tsconfig.cjs.json", "--emitDeclarationOnly");
  // The compiler leaves those where they are that it did not make; what it made refers to them.
  for (const folder of ["dist", "dist/cjs"]) for (const name of ["glue.d.ts", "words.d.ts"]) copyFileSync(join("js", name), join(folder, name));
  prune("dist");
  await bundle(modules, "dist");
} finally {
  rmSync(modules, { recursive: true });
}
// `require` has a folder that is CommonJS as a whole.
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
