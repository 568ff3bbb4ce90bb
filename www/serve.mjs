// Serves www/dist/ on this machine: `node www/serve.mjs [PORT]`, after `node www/build.mjs`.
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";

const DIST = join(import.meta.dirname, "dist");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };

/** What an element of the page cannot say. */
const HEADERS = { "content-security-policy": "frame-ancestors 'none'", "cross-origin-opener-policy": "same-origin", "x-content-type-options": "nosniff" };

/** On a free port, unless one is given. */
export async function servePage({ port = 0 } = {}) {
  const names = readdirSync(DIST);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname === "/" ? "index.html" : pathname.slice(1);
    if (!names.includes(name)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(name)], "cache-control": "no-store", ...HEADERS }).end(readFileSync(join(DIST, name)));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: chosen } = server.address();
  return { url: `http://127.0.0.1:${chosen}`, stop: () => server.close() };
}

if (process.argv[1] === resolve(import.meta.filename)) {
  const { url } = await servePage({ port: Number(process.argv[2] ?? 8789) });
  console.log(`${url}/`);
}
