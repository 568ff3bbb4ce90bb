// A server on a free port of this machine alone.
import { createServer } from "node:http";

/** `listener` as node:http calls it. `{ origin, close() }`. */
export async function listen(listener) {
  const server = createServer(listener);
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}
