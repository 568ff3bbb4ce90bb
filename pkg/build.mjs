// `npm run build`: from js/ and from what wasm-bindgen left in dist/ (core.wasm, glue.js, words.js) to the rest of dist/.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const tsc = (words) => execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", ...words.split(" ")], { stdio: "inherit" });

tsc("--project tsconfig.json");

// The same once more for `require`, in a folder that is CommonJS as a whole.
tsc("--project tsconfig.cjs.json");
tsc("dist/glue.js dist/words.js --ignoreConfig --allowJs --outDir dist/cjs --module commonjs --moduleResolution bundler --target es2022");
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');

const base64 = readFileSync("dist/core.wasm").toString("base64");
writeFileSync("dist/inlined-core.js", `export const base64 = "${base64}";\n`);
writeFileSync("dist/cjs/inlined-core.js", `exports.base64 = "${base64}";\n`);
