// TXT records by DNS over HTTPS with JSON answers.
import { listen } from "../../../../tests/interop/lib/server.mjs";

export class NameServer {
  #records = new Map();

  static async start() {
    const server = new NameServer();
    const { origin, close } = await listen((request, response) => {
      response.setHeader("content-type", "application/dns-json");
      response.end(JSON.stringify(server.#answer(new URL(request.url, "http://dns"))));
    });
    server.url = `${origin}/dns-query`;
    server.stop = close;
    return server;
  }

  #answer({ searchParams }) {
    const texts = this.#records.get(searchParams.get("name"));
    if (texts === undefined || searchParams.get("type") !== "TXT") return { Status: 3 };
    return { Status: 0, Answer: texts.map((text) => ({ type: 16, data: `"${text.replace(/["\\]/g, "\\$&")}"` })) };
  }

  /** The proofs at a domain. */
  set(domain, ...texts) {
    this.#records.set(`_saml-edge.${domain}`, texts);
  }
}
