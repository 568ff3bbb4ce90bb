// From many small modules to the few files that ship: a runtime takes half a millisecond for each file that it loads, whatever is in it.
import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { rollup } from "rollup";

const LOADERS = ["inlined", "workerd", "edge-light"];

const ENTRIES = LOADERS.flatMap((loader) => ["", "-debug", "-compat"].map((part) => `entries/${loader}${part}`));

/** What is imported, and what is required: that only where the WebAssembly is inlined. */
const IMPORTED = [...ENTRIES, "slim", "stores", "cloudflare", "internals"];
const REQUIRED = [...ENTRIES.filter((entry) => entry.startsWith("entries/inlined")), "slim", "stores", "internals"];

/** `modules` holds what the compiler made of js/, `dist` what was made of the core. */
export async function bundle(modules, dist) {
  await write({ modules, dist, entries: IMPORTED }, { dir: dist, format: "es" });
  await write({ modules, dist, entries: REQUIRED }, { dir: join(dist, "cjs"), format: "cjs", exports: "named", esModule: true });
}

async function write({ modules, dist, entries }, format) {
  const built = await rollup({
    input: Object.fromEntries(entries.map((entry) => [entry, join(modules, `${entry}.js`)])),
    external: ["cloudflare:workers"],
    // Everything ships as it was written. What an application does not use, its own bundler leaves out.
    treeshake: false,
    plugins: [generated(modules, dist)],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  await built.write({
    ...format,
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    manualChunks: (id) => fileOf(relative(modules, id).replaceAll(sep, "/")),
    generatedCode: "es2015",
    // What a file needs is loaded from there, and stack traces have the names of the sources.
    hoistTransitiveImports: false,
    minifyInternalExports: false,
  });
  await built.close();
}

/**
 * Where a module goes. Everything that entries share is in one file, and so there is one core and one SamlError, whichever are loaded;
 * what a single entry has to itself stays outside.
 */
function fileOf(module) {
  const name = module.replace(/\.js$/, "");
  if (IMPORTED.includes(name)) return undefined;
  if (LOADERS.includes(name)) return name;
  if (name === "inlined-core") return "inlined";
  if (name === "compat" || name.startsWith("compat/")) return "compat";
  if (name === "stores/contract" || name === "stores/redis") return undefined;
  if (name === "stores/sql") return "sql";
  return "main";
}

/** What is no source: the core, and what is known of it. */
const generated = (modules, dist) => ({
  name: "generated",
  resolveId(source, importer) {
    if (importer === undefined || !source.startsWith(".")) return null;
    const file = resolve(dirname(importer), source);
    // Whoever loads this file hands over a module.
    if (/\.wasm(\?module)?$/.test(file)) return { id: file, external: "relative" };
    return basename(file) in GENERATED ? file : null;
  },
  async load(id) {
    return dirname(id) === modules ? await GENERATED[basename(id)]?.(dist) : null;
  },
});

const GENERATED = {
  "glue.js": (dist) => readFileSync(join(dist, "glue.js"), "utf8"),
  "inlined-core.js": (dist) => `export const base64 = "${readFileSync(join(dist, "core.wasm")).toString("base64")}";\n`,
  "words-json.js": async (dist) =>
    Object.entries(await import(pathToFileURL(resolve(dist, "words.js"))))
      .map(([name, table]) => `export const ${name} = ${JSON.stringify(JSON.stringify(table))};\n`)
      .join(""),
};
