// www/dist/ on this machine, and the self-check with other vectors in it.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { readVectors } from "../../../tests/js/lib/vectors.mjs";
import { packVectors } from "../../packed-vectors.mjs";

const DIST = join(import.meta.dirname, "../../dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const FILES = ["index.html", "app.js", "style.css", "recognise-worker.js", "selftest.html", "selftest.js"];

const dist = (name) => readFileSync(join(DIST, name), "utf8");

export async function openSite() {
  const own = readVectors(join(import.meta.dirname, "../../../tests/vectors"));
  const packed = packVectors(own);
  const scripts = new Map();
  const server = createServer(({ url }, response) => {
    const [, folder, name] = /^\/(?:(\d+)\/)?([\w.-]+)$/.exec(url) ?? [];
    if (!FILES.includes(name)) return response.writeHead(404).end();
    const text = name === "selftest.js" && folder !== undefined ? scripts.get(folder) : dist(name);
    response.writeHead(200, { "content-type": `${TYPES[extname(name)]}; charset=utf-8` }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    address: (name) => `${origin}/${name}`,
    file: (name) => pathToFileURL(join(DIST, name)).href,
    /** Where the page is that has these vectors in place of its own. */
    withVectors(vectors, { count = vectors.length } = {}) {
      return this.withScript((script) => exchanged(exchanged(script, packed, packVectors(vectors)), `{vectors:${own.length}}`, `{vectors:${count}}`));
    },
    /** Where the page is whose script was altered. */
    withScript(alter) {
      const folder = String(scripts.size + 1);
      scripts.set(folder, alter(dist("selftest.js")));
      return `${origin}/${folder}/selftest.html`;
    },
    close: () => server.close(),
  };
}

/** What stands in the script once. */
export function exchanged(script, known, other) {
  const [before, after, ...more] = script.split(known);
  if (after === undefined || more.length > 0) throw new Error(`the script holds ${known.slice(0, 40)} once`);
  return before + other + after;
}

/** The vectors, with one of them changed. */
export function changed(vectors, name, change) {
  const found = vectors.find((vector) => vector.name === name);
  if (found === undefined) throw new Error(`no vector ${name}`);
  return vectors.map((vector) => (vector === found ? { ...vector, ...change } : vector));
}
