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

  /** The new access key, which is kept nowhere; that of before opens nothing any more. */
  async renewAccessKey(id: string): Promise<string> {
    const key = randomAccessKey();
    await this.#update(id, "access_key_hash = ?3", await digest(key));
    return key;
  }

  keepAccessKey(id: string): Promise<void> {
    return this.#update(id, "keeps_access_key = ?3", 1);
  }

  setRole(id: string, role: Role): Promise<void> {
    return this.#update(id, "role = ?3", role);
  }

  /** With the person go the sessions. */
  async remove(id: string): Promise<void> {
    await this.db.prepare("DELETE FROM people WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id).run();
  }

  async #update(id: string, assignment: string, value: string | number): Promise<void> {
    await this.db.prepare(`UPDATE people SET ${assignment} WHERE organisation_id = ?1 AND id = ?2`).bind(this.organisationId, id, value).run();
  }
}

/** Whom an access key opens the door to, whatever the organisation. */
export const personWithAccessKey = async (db: D1Database, key: string): Promise<Person | null> =>
  db.prepare("SELECT * FROM people WHERE access_key_hash = ?").bind(await digest(key.trim().toLowerCase())).first<Person>();
