// The installed package as its users' tools see it. Runs in Node, beside the other suites.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { equal, ok, refused, runTests } from "../lib/check.mjs";

const HERE = join(import.meta.dirname, "..");
const ROOT = join(HERE, "../..");
const INSTALLED = join(HERE, "node_modules/saml-edge");

/** What one entry is made of, which is for one platform alone; and what is used where it is there. */
const FOREIGN = { "dist/cloudflare.js": ["from 'cloudflare:workers'"], "dist/inlined.js": ["Buffer"], "dist/cjs/inlined.js": ["Buffer"] };

export const packageSuite = (data) =>
  runTests(
    {
      "package: every file that the exports name is there": () => {
        const files = targets(manifest().exports);
        const present = filesOf(INSTALLED);
        for (const file of files) ok(present.includes(file.slice(2)), `${file} is missing`);
        ok(files.length > 20, `${files.length} targets`);
      },

      "package: nothing in it needs Node, another package or a global that edges lack": () => {
        for (const file of filesOf(INSTALLED).filter((name) => name.endsWith(".js"))) {
          const code = readFileSync(join(INSTALLED, file), "utf8");
          const foreign = withoutComments(code).matchAll(
            /\b(?:from|import|require)\s*\(?\s*["'](?!\.)[^"']*["']|\bBuffer\b|\bprocess\.|\b__dirname\b/g,
          );
          equal(
            Array.from(foreign, ([found]) => found),
            FOREIGN[file] ?? [],
            file,
          );
        }
        equal(manifest().dependencies, undefined, "dependencies");
      },

      "package: exactly the files with side effects say so": () => {
        const marked = manifest().sideEffects.map(
          (pattern) => new RegExp(`^${pattern.replace("./", "").replaceAll(".", "\\.").replace("*", "[^/]+")}$`),
        );
        for (const file of filesOf(INSTALLED).filter((name) => name.endsWith(".js"))) {
          const code = readFileSync(join(INSTALLED, file), "utf8");
          const provides = /^(?:main\.)?provide\b/m.test(code) || /(?:^|\/)entries\//.test(file);
          equal(
            marked.some((pattern) => pattern.test(file)),
            provides,
            file,
          );
        }
      },

      "package: the types say what the code does, to import and to require": () => {
        const compiler = join(ROOT, "pkg/node_modules/typescript/bin/tsc");
        for (const project of ["types", "types/workers"]) run([compiler, "--project", join(HERE, project)]);
      },

      "package: each declaration is of something that can be imported, or is named by one that is": () => {
        const used = new Set();
        const waiting = targets(manifest().exports).filter((file) => file.endsWith(".d.ts")).map((file) => file.slice(2));
        while (waiting.length > 0) {
          const file = waiting.pop();
          if (used.has(file)) continue;
          used.add(file);
          const named = readFileSync(join(INSTALLED, file), "utf8").matchAll(/"(\.[^"]+)\.js"/g);
          waiting.push(...Array.from(named, ([, name]) => `${posix.join(posix.dirname(file), name)}.d.ts`));
        }
        equal(filesOf(INSTALLED).filter((file) => file.endsWith(".d.ts")).sort(), [...used].sort());
      },

      "package: the type of codes has the core's codes and no other": () => {
        const codes = (text) => [...new Set(text.match(/"ERR_[A-Z0-9_]+"/g))].sort();
        equal(codes(readFileSync(join(INSTALLED, "dist/error-codes.d.ts"), "utf8")), codes(coreWords()));
      },

      "package: refusals made here have the core's words": () => {
        const words = coreWords();
        const sentences = readFileSync(join(ROOT, "pkg/js/refusals.ts"), "utf8").matchAll(/(?:message|hint): "([^"]+)"/g);
        const missing = [...sentences].map(([, sentence]) => sentence).filter((sentence) => !words.includes(`"${sentence}"`));
        equal(missing, ["The body of the request broke off."], "sentences that the core does not have");
      },

      "package: a module that knows refusals that this package does not is the caller's mistake": async () => {
        const { refusalOf } = await import(join(ROOT, "pkg/dist/internals.js"));
        const refusal = { wording: 9999, rule: "S01", values: [] };
        const found = await refused(
          (async () => refusalOf(refusal))(),
          TypeError,
        );
        ok(found.message.includes("another version"), found.message);
      },

      "package: the Durable Object of its README is a store": async () => {
        const [example] = readmeBlocks("js").filter((code) => code.includes("const storeOf"));
        const worker = `import { testStore } from "saml-edge/stores";
${example}
export default { fetch: async (_, env) => new Response(String(await testStore(storeOf(env)).then(() => "it keeps the contract", (error) => error))) };`;
        const script = await bundleText(worker);
        const [configuration] = readmeBlocks("toml");
        const setting = (name) => new RegExp(`^${name} = \\[?"(\\w+)"`, "m").exec(configuration)[1];
        equal(setting("new_sqlite_classes"), setting("class_name"), "the class that is migrated");
        const miniflare = new Miniflare({
          modules: true,
          script,
          compatibilityDate: "2026-07-01",
          durableObjects: { [setting("name")]: { className: setting("class_name"), useSQLite: true } },
          cf: false,
          telemetry: { enabled: false },
        });
        try {
          equal(await (await miniflare.dispatchFetch("http://tests.invalid/")).text(), "it keeps the contract");
        } finally {
          await miniflare.dispose();
        }
      },

      "package: the SQL of its README makes the table of sqlStore": async () => {
        const { sqlSchema } = await import("saml-edge/stores");
        equal(readmeBlocks("sql"), [sqlSchema().map((statement) => `${statement};\n`).join("")]);
      },

      "package: the slim entry works with a module of the caller's, imported": () => runSlim("slim.mjs", data),

      "package: the slim entry works with a module of the caller's, required": () => runSlim("slim.cjs", data),
    },
    undefined,
  );

async function bundleText(contents) {
  const result = await build({
    stdin: { contents, resolveDir: HERE, sourcefile: "worker.mjs" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    external: ["cloudflare:workers"],
    logLevel: "error",
  });
  return result.outputFiles[0].text;
}

/** Where the core keeps what refusals say. */
function coreWords() {
  const folder = join(ROOT, "src/error");
  return filesOf(folder)
    .filter((file) => file.endsWith(".rs"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("");
}

/** The examples of the README in one language. */
function readmeBlocks(language) {
  const blocks = readFileSync(join(INSTALLED, "README.md"), "utf8").matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"));
  return Array.from(blocks, ([, code]) => code);
}

const manifest = () => JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8"));

const filesOf = (folder) => readdirSync(folder, { recursive: true }).map((file) => file.replaceAll("\\", "/"));

const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));

/** The base64 of the core is cut out as well: it holds every word. */
const withoutComments = (code) => code.replace(/\/\*.*?\*\/|^\s*\/\/.*$/gms, "").replace(/"[A-Za-z0-9+/=]{1000,}"/g, '""');

/** In a process of its own, because the first module that is provided stays. */
function runSlim(script, { assertionSigned }) {
  equal(run([join(HERE, "lib", script)], JSON.stringify(assertionSigned)), assertionSigned.identity.nameId, "nameId");
}

function run(arguments_, input) {
  try {
    return execFileSync(process.execPath, arguments_, { cwd: HERE, encoding: "utf8", input });
  } catch (error) {
    throw new Error(`${error.stdout}${error.stderr}`);
  }
}
