// DNS over HTTPS with JSON answers, as the Worker asks for them: on a free port of this machine, and with the records that the tests set.
import { once } from "node:events";
import { createServer } from "node:http";

const TXT = 16;
const NO_ERROR = 0;
const NO_SUCH_NAME = 3;

export async function startDns() {
  const records = new Map();
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url, "http://localhost");
    const name = searchParams.get("name");
    const texts = searchParams.get("type") === "TXT" ? records.get(name) : undefined;
    const answer = texts === undefined ? { Status: NO_SUCH_NAME } : { Status: NO_ERROR, Answer: texts.map((text) => ({ name, type: TXT, TTL: 60, data: quoted(text) })) };
    response.writeHead(200, { "content-type": "application/dns-json" }).end(JSON.stringify(answer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/dns-query`,
    setTxt: (name, ...texts) => records.set(name, texts),
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** In character strings of 255 octets at most, as resolvers write them. */
const quoted = (text) => text.match(/.{1,255}/g).map((part) => `"${part.replace(/[\\"]/g, "\\$&")}"`).join(" ");
