// What the entries of the installed package share, however they are loaded. Runs in Node, beside the other suites.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { build } from "esbuild";

import { equal, ok, runTests } from "../lib/check.mjs";

const HERE = join(import.meta.dirname, "..");

const ENTRIES = ["saml-edge", "saml-edge/debug", "saml-edge/compat", "saml-edge/stores", "saml-edge/slim"];

/** As bundlers of each ask for it. */
const CONDITIONS = { workerd: ["workerd", "worker", "browser"], "edge-light": ["edge-light"], browser: ["browser"], node: ["node"] };

export const entriesSuite = (data) =>
  runTests(
    {
      "entries: one core and one SamlError, imported": (data) => sharesAll("one-core.mjs", data),

      "entries: one core and one SamlError, required": (data) => sharesAll("one-core.cjs", data),

      "entries: a refusal by what was required is one to who imported, and the other way round": () => {
        equal(JSON.parse(run(["both-ways.mjs"])), { imported: [true, true], required: [true, true], others: [false, false, false], derived: [true, false] });
      },

      "entries: one core and one SamlError, bundled under each condition": async () => {
        for (const [name, conditions] of Object.entries(CONDITIONS)) {
          const { text } = await bundled(ENTRIES.map((entry, index) => `export * as e${index} from "${entry}";`).join("\n"), conditions);
          equal(count(text, `prototype, "name", { value: "SamlError"`), 1, `${name}: classes`);
          equal(count(text, "new WebAssembly.Instance("), 2, `${name}: places that make an instance: the first, and after a trap`);
        }
      },

      "entries: a runtime loads few files": async () => {
        const most = { "saml-edge": 3, "saml-edge/debug": 3, "saml-edge/compat": 4, "saml-edge/stores": 3, "saml-edge/slim": 2 };
        for (const [entry, limit] of Object.entries(most)) {
          for (const how of [`import "${entry}";`, `require("${entry}");`]) {
            const { files } = await bundled(how, CONDITIONS.node);
            ok(files.length <= limit, `${how} loads ${files.join(", ")}`);
          }
        }
      },

      "entries: the inlined core is decoded by whatever there is": ({ assertionSigned }) => {
        for (const way of ["native", "buffer", "loop"]) equal(run(["decoded.mjs", way], assertionSigned), assertionSigned.identity.nameId, way);
      },

      "entries: a worker has the module as a file, and no copy of it inside": async () => {
        for (const [name, path] of [["workerd", "core.wasm"], ["edge-light", "core.wasm?module"]]) {
          const { files, wasm } = await bundled(`import "saml-edge";`, CONDITIONS[name]);
          equal(wasm, [`./${path}`], name);
          ok(!files.includes("dist/inlined.js"), `${name}: ${files.join(", ")}`);
        }
      },
    },
    data,
  );

/** In a process of its own, where no core was made before. */
function run([script, ...words], input) {
  return execFileSync(process.execPath, [join(HERE, "lib", script), ...words], { cwd: HERE, encoding: "utf8", input: JSON.stringify(input ?? null) });
}

function sharesAll(script, { assertionSigned }) {
  equal(JSON.parse(run([script], assertionSigned)), { nameId: assertionSigned.identity.nameId, refused: true, cores: 1, SamlError: 1, memoryStore: 1 });
}

/** The text, the files of the package that are in it, and what is imported of the core. */
async function bundled(contents, conditions) {
  const wasm = [];
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: HERE, sourcefile: "bundled.js" },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    conditions,
    logLevel: "error",
    plugins: [
      {
        name: "wasm",
        setup: (build) => void build.onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path }) => (wasm.push(path), { path, external: true })),
      },
    ],
  });
  const files = Object.keys(metafile.inputs).flatMap((file) => file.split("node_modules/saml-edge/")[1] ?? []);
  return { text: outputFiles[0].text, files, wasm };
}

const count = (text, part) => text.split(part).length - 1;
