import type { Env, Settings } from "../env.js";
import type { Session } from "../directory/sessions.js";
import { Audit } from "../directory/audit.js";
import { ConnectionTests } from "../directory/connection-tests.js";
import { Domains } from "../directory/domains.js";
import { People } from "../directory/people.js";
import { Profiles } from "../directory/profiles.js";

/** One request, and what is known about who makes it. */
export interface Context {
  readonly request: Request;
  readonly url: URL;
  readonly env: Env;
  readonly settings: Settings;
  /** The parts of the path that the route names. */
  readonly params: Readonly<Record<string, string>>;
  readonly session: Session | null;
  /** What forms of this browser carry, and the cookie that it needs to get where it has none. */
  readonly csrf: { readonly token: string; readonly cookie: string | null };
  /** The fields of a posted form whose token was right; empty otherwise. */
  readonly form: URLSearchParams;
  readonly now: number;
}

/** The same where somebody is signed in, with the records of that organisation and no other. */
export interface OwnContext extends Context {
  readonly session: Session;
  readonly directory: Directory;
}

export type Directory = ReturnType<typeof directoryOf>;

export const directoryOf = (db: D1Database, organisationId: string) => ({
  organisationId,
  audit: new Audit(db, organisationId),
  domains: new Domains(db, organisationId),
  people: new People(db, organisationId),
  profiles: new Profiles(db, organisationId),
  tests: new ConnectionTests(db, organisationId),
});

/** A field of a form without white space around it, of at most so many characters. U+0000, which nobody types, has no meaning in a name and ends texts elsewhere. */
export function field(form: URLSearchParams, name: string, longest = 300): string {
  return (form.get(name) ?? "").replaceAll("\0", "").trim().slice(0, longest);
}
