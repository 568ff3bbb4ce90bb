// The SSO console as a Worker.
export { SamlState } from "saml-edge/cloudflare";
export { RateLimiter } from "./platform/rate-limiter.js";

import { sweep } from "./directory/sweep.js";
import { ConfigurationError, type Env, readSettings, type Settings } from "./env.js";
import { refreshAll } from "./console/refresh.js";
import { answer } from "./site.js";

export default {
  async fetch(request, env): Promise<Response> {
    try {
      const settings = readSettings(env);
      return sealed(await answer(request, env, settings), settings);
    } catch (error) {
      if (error instanceof ConfigurationError) return plain(`This console is not set up yet. ${error.message}`, 500);
      // The log has where; the page has nothing. No error of ours repeats a message or a secret.
      console.error(error);
      return plain("Something went wrong here. Please try again.", 500);
    }
  },

  /** By cron: metadata that is due, and what has had its time. */
  async scheduled(_controller, env): Promise<void> {
    const now = Date.now();
    await sweep(env.DB, now);
    await refreshAll(env.DB, now);
  },
} satisfies ExportedHandler<Env>;

/** What holds for every answer, whether it is a page, a file or leads elsewhere. */
function sealed(response: Response, { origin }: Settings): Response {
  response.headers.set("x-content-type-options", "nosniff");
  if (origin.startsWith("https:")) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

const plain = (text: string, status: number) =>
  new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "x-content-type-options": "nosniff" } });
