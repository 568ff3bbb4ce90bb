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

/** How a session begins, and how long it lasts. */
export interface Beginning {
  /** `null` for an access key. */
  readonly profileId: string | null;
  readonly signedIn: SignedIn | null;
  readonly expiresAt: number;
}

/**
 * The token for the cookie: what is kept is its digest. Everything at once or nothing: the session that the browser had before ends, and with the session there is its entry in the trail.
 */
export async function startSession(db: D1Database, person: Person, { profileId, signedIn, expiresAt }: Beginning, now: number, before: string | null, entry: D1PreparedStatement): Promise<string> {
  const token = randomToken();
  const insert = db
    .prepare("INSERT INTO sessions (token_hash, organisation_id, person_id, profile_id, signed_in, name_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    .bind(await digest(token), person.organisation_id, person.id, profileId, signedIn === null ? null : JSON.stringify(signedIn), signedIn?.nameId ?? null, now, expiresAt);
  const seen = db.prepare("UPDATE people SET last_sign_in_at = ? WHERE id = ?").bind(now, person.id);
  const end = before === null ? [] : [endOf(db, await digest(before))];
  await db.batch([...end, insert, seen, entry]);
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
  await endOf(db, tokenHash).run();
}

const endOf = (db: D1Database, tokenHash: string) => db.prepare("DELETE FROM sessions WHERE token_hash = ?").bind(tokenHash);

/** Those of a profile that a LogoutRequest means. How many there were. */
export async function endSessionsThat(db: D1Database, profileId: string, nameId: string, matches: (signedIn: SignedIn) => boolean): Promise<number> {
  const { results } = await db
    .prepare("SELECT token_hash, profile_id, signed_in FROM sessions WHERE profile_id = ? AND name_id = ? LIMIT 1000")
    .bind(profileId, nameId)
    .all<Row>();
  const meant = results.filter(({ signed_in }) => signed_in !== null && matches(JSON.parse(signed_in)));
  if (meant.length > 0) await db.batch(meant.map(({ token_hash }) => endOf(db, token_hash)));
  return meant.length;
}
