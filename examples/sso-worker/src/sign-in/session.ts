import type { Event } from "../directory/audit.js";
import type { Person } from "../directory/people.js";
import { type Beginning, startSession } from "../directory/sessions.js";
import { type Context, directoryOf } from "../http/context.js";
import { cookieOf, SESSION, setCookie } from "../http/cookies.js";

/** Signs somebody in, in the place of whoever was: the value of Set-Cookie, with a token that nobody knew before. */
export async function beginSession({ env, request, now }: Context, person: Person, beginning: Beginning, event: Event): Promise<string> {
  const { audit } = directoryOf(env.DB, person.organisation_id);
  const token = await startSession(env.DB, person, beginning, now, cookieOf(request, SESSION), audit.entry(event, now));
  return setCookie(SESSION, token, Math.max(0, Math.floor((beginning.expiresAt - now) / 1000)));
}
