/** The part of Node's `ServerResponse` that is used; those of Express, Connect and Fastify's `reply.raw` have it. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string | readonly string[]): unknown;
  getHeader(name: string): number | string | readonly string[] | undefined;
  end(body: string): unknown;
}

/**
 * Answers a request of Node's `http` or of Express with what `toResponse()` and `respond()` give. Cookies join those that are set already; any other header takes the place of one that is.
 *
 * @example
 * app.get("/login", async (req, res) => sendResponse((await createLogin(connection, { secret })).toResponse(), res));
 */
export async function sendResponse(response: Response, to: NodeResponse): Promise<void> {
  const body = await response.text();
  to.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== "set-cookie") to.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  const set = to.getHeader("set-cookie") ?? [];
  if (cookies.length > 0) to.setHeader("set-cookie", [...(Array.isArray(set) ? (set as readonly string[]) : [String(set)]), ...cookies]);
  to.end(body);
}
