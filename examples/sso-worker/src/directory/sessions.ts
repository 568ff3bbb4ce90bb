import type { SignedIn } from "saml-edge";
import { digest, randomToken } from "../platform/random.js";
import type { Person } from "./people.js";

export interface Session {
  readonly tokenHash: string;
  readonly person: Person;
  readonly profileId: string | null;
  readonly signedIn: SignedIn | null;
}

interface Row {
  readonly token_hash: string;
  readonly profile_id: string | null;
  readonly signed_in: string | null;
}

/** The token for the cookie: what is kept is its digest. */
export async function startSession(
  db: D1Database,
  person: Person,
  { profileId, signedIn, now, expiresAt }: { readonly profileId: string | null; readonly signedIn: SignedIn | null; readonly now: number; readonly expiresAt: number },
): Promise<string> {
  const token = randomToken();
  await db
    .prepare("INSERT INTO sessions (token_hash, organisation_id, person_id, profile_id, signed_in, name_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(await digest(token), person.organisation_id, person.id, profileId, signedIn === null ? null : JSON.stringify(signedIn), signedIn?.nameId ?? null, now, expiresAt)
    .run();
  return token;
}

export async function sessionOf(db: D1Database, token: string, now: number): Promise<Session | null> {
  const tokenHash = await digest(token);
  const row = await db
    .prepare("SELECT people.*, sessions.profile_id, sessions.signed_in FROM sessions JOIN people ON people.id = sessions.person_id WHERE sessions.token_hash = ? AND sessions.expires_at > ?")
    .bind(tokenHash, now)
    .first<Person & Pick<Row, "profile_id" | "signed_in">>();
  if (row === null) return null;
  const { profile_id: profileId, signed_in: signedIn, ...person } = row;
  return { tokenHash, person, profileId, signedIn: signedIn === null ? null : JSON.parse(signedIn) };
}

export async function endSession(db: D1Database, tokenHash: string): Promise<void> {
  await db.prepare("DELETE FROM sessions WHERE token_hash = ?").bind(tokenHash).run();
}

/** Those of a profile that a LogoutRequest means. How many there were. */
export async function endSessionsThat(db: D1Database, profileId: string, nameId: string, matches: (signedIn: SignedIn) => boolean): Promise<number> {
  const { results } = await db
    .prepare("SELECT token_hash, profile_id, signed_in FROM sessions WHERE profile_id = ? AND name_id = ? LIMIT 1000")
    .bind(profileId, nameId)
    .all<Row>();
  const meant = results.filter(({ signed_in }) => signed_in !== null && matches(JSON.parse(signed_in)));
  if (meant.length > 0) await db.batch(meant.map(({ token_hash }) => db.prepare("DELETE FROM sessions WHERE token_hash = ?").bind(token_hash)));
  return meant.length;
}
