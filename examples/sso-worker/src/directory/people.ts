import { emailDomain } from "saml-edge";
import { digest, randomAccessKey, randomId } from "../platform/random.js";

export type Role = "administrator" | "member";

export interface Person {
  readonly id: string;
  readonly organisation_id: string;
  readonly email: string;
  readonly role: Role;
  readonly access_key_hash: string | null;
  readonly keeps_access_key: 0 | 1;
  readonly last_sign_in_at: number | null;
}

/**
 * One spelling of an address, or `null` where it is none: mail is delivered without regard to case, and domains are what DNS has. Case is that of ASCII: elsewhere a letter in lower case may be
 * that of another address, as the Kelvin sign's is k.
 */
export function addressOf(text: string): string | null {
  const domain = emailDomain(text);
  if (domain === null || text.length > 254) return null;
  // What shows nothing could make two addresses look the same.
  if (/\p{C}/u.test(text)) return null;
  const local = text.trim().slice(0, text.trim().lastIndexOf("@"));
  return `${local.replace(/[A-Z]/g, (letter) => letter.toLowerCase())}@${domain}`;
}

/** The people of one organisation: nobody else is reached through it. */
export class People {
  constructor(
    private readonly db: D1Database,
    private readonly organisationId: string,
  ) {}

  async list(): Promise<readonly Person[]> {
    const { results } = await this.db.prepare("SELECT * FROM people WHERE organisation_id = ? ORDER BY email LIMIT 1000").bind(this.organisationId).all<Person>();
    return results;
  }

  byId(id: string): Promise<Person | null> {
    return this.db.prepare("SELECT * FROM people WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id).first<Person>();
  }

  byEmail(email: string): Promise<Person | null> {
    return this.db.prepare("SELECT * FROM people WHERE organisation_id = ? AND email = ?").bind(this.organisationId, email).first<Person>();
  }

  /** False where there is such a person already. */
  async add(email: string, role: Role, now: number): Promise<boolean> {
    const added = await this.db
      .prepare("INSERT INTO people (id, organisation_id, email, role, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (organisation_id, email) DO NOTHING")
      .bind(randomId(), this.organisationId, email, role, now)
      .run();
    return added.meta.changes === 1;
  }

  /** The new access key, which is kept nowhere. With that of before end the sessions that it began, but for the one of whoever asks. */
  async renewAccessKey(id: string, except = ""): Promise<string> {
    const key = randomAccessKey();
    await this.db.batch([
      this.db.prepare("UPDATE people SET access_key_hash = ?3 WHERE organisation_id = ?1 AND id = ?2").bind(this.organisationId, id, await digest(key)),
      this.db.prepare("DELETE FROM sessions WHERE organisation_id = ? AND person_id = ? AND profile_id IS NULL AND token_hash <> ?").bind(this.organisationId, id, except),
    ]);
    return key;
  }

  keepAccessKey(id: string): Promise<void> {
    return this.#update(id, "keeps_access_key = ?3", 1);
  }

  /** False where nobody would be left who administrates. */
  async setRole(id: string, role: Role): Promise<boolean> {
    const set = await this.db
      .prepare(`UPDATE people SET role = ?3 WHERE organisation_id = ?1 AND id = ?2 AND (?3 = 'administrator' OR ${ANOTHER_ADMINISTRATOR})`)
      .bind(this.organisationId, id, role)
      .run();
    return set.meta.changes === 1;
  }

  /** With the person go the sessions. False as above. */
  async remove(id: string): Promise<boolean> {
    const removed = await this.db
      .prepare(`DELETE FROM people WHERE organisation_id = ?1 AND id = ?2 AND (role = 'member' OR ${ANOTHER_ADMINISTRATOR})`)
      .bind(this.organisationId, id)
      .run();
    return removed.meta.changes === 1;
  }

  async #update(id: string, assignment: string, value: string | number): Promise<void> {
    await this.db.prepare(`UPDATE people SET ${assignment} WHERE organisation_id = ?1 AND id = ?2`).bind(this.organisationId, id, value).run();
  }
}

const ANOTHER_ADMINISTRATOR = "EXISTS (SELECT 1 FROM people AS others WHERE others.organisation_id = ?1 AND others.role = 'administrator' AND others.id <> ?2)";

/** Whom an access key opens the door to, whatever the organisation. */
export const personWithAccessKey = async (db: D1Database, key: string): Promise<Person | null> =>
  db.prepare("SELECT * FROM people WHERE access_key_hash = ?").bind(await digest(key.trim().toLowerCase())).first<Person>();
