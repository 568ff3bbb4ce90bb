// `node www/build.mjs`: www/dist/, the page as files for a server, and once more as one file.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { readVectors } from "../tests/js/lib/vectors.mjs";
import { packedVectors } from "./packed-vectors.mjs";

const here = import.meta.dirname;
const { build } = createRequire(join(here, "../tests/js/package.json"))("esbuild");

const EXAMPLES = {
  "accept/okta-assertion-signed": "Good login",
  "time/an-hour-later": "Expired",
  "audience/another": "Wrong audience",
  "key-trust/next-key-not-configured": "Rotated certificate",
  "xsw/xsw3-other-id": "Wrapped signature",
  "encryption/gcm-256": "Encrypted",
  "text-splitting/name-id-comment-truncating": "Comment in the NameID",
};

const examples = {
  name: "examples",
  setup(build) {
    build.onResolve({ filter: /^examples$/ }, ({ path }) => ({ path, namespace: "examples" }));
    build.onLoad({ filter: /.*/, namespace: "examples" }, () => ({ contents: JSON.stringify(readExamples()), loader: "json" }));
  },
};

rmSync(join(here, "dist"), { recursive: true, force: true });
mkdirSync(join(here, "dist"));

const style = await bundle("style.css");
const html = readFileSync(join(here, "index.html"), "utf8");
write("index.html", html);
write("style.css", style);
write("app.js", await bundle("app.ts", { inOneFile: false }));
write("recognise-worker.js", await bundle("recognise-worker.ts"));
write("saml-debugger.html", inOneFile(alone(html), { style, script: await bundle("app.ts", { inOneFile: true }) }));
const selftest = readFileSync(join(here, "selftest.html"), "utf8");
const selfcheck = await bundle("selfcheck/page.ts");
write("selftest.html", selftest);
write("selftest.js", selfcheck);
write("saml-selftest.html", inOneFile(alone(selftest), { style, script: selfcheck }));

async function bundle(entry, { inOneFile = false } = {}) {
  const { outputFiles } = await build({
    entryPoints: [join(here, "src", entry)],
    bundle: true,
    write: false,
    minify: true,
    format: entry.endsWith(".css") ? undefined : "iife",
    target: ["es2022", "chrome123", "firefox120", "safari17.5"],
    define: { IN_ONE_FILE: String(inOneFile) },
    plugins: [examples, packedVectors],
    legalComments: "none",
    logLevel: "error",
  });
  return outputFiles[0].text;
}

function readExamples() {
  const vectors = readVectors(join(here, "../tests/vectors"));
  return Object.entries(EXAMPLES).map(([name, title]) => {
    const { body, connection, inResponseTo, now, decrypt } = vectors.find((vector) => vector.name === name);
    const [key = null] = decrypt ?? [];
    return { title, value: body, connection, inResponseTo: inResponseTo === "none" ? null : inResponseTo, now, decrypt: key };
  });
}

/** What stands alone has no other page to lead to. */
function alone(page) {
  return page.replace(/<footer>.*?<\/footer>\n/s, "");
}

/** What may run is named by its hash. */
function inOneFile(page, { style, script }) {
  // Neither may end the element that it stands in, nor begin a comment there.
  const safe = script.replace(/<(?=!--|\/?script)/gi, "\\x3c");
  const sha256 = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${sha256(safe)} 'wasm-unsafe-eval'`,
    `style-src ${sha256(style)}`,
    "img-src data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return page
    .replace(/(?<=Content-Security-Policy" content=")[^"]*/, () => policy)
    .replace('<link rel="stylesheet" href="style.css">', () => `<style>${style}</style>`)
    .replace(/<script src="[^"]+" defer><\/script>/, () => `<script>${safe}</script>`);
}

function write(name, text) {
  writeFileSync(join(here, "dist", name), text);
}
