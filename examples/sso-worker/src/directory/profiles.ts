import type { Connection, MetadataCopy, Policy } from "saml-edge";
import { randomId } from "../platform/random.js";

export type Provisioning = "existing" | "create";

/** How one IdP signs in people of one organisation. */
export interface Profile {
  readonly id: string;
  readonly organisationId: string;
  readonly connectionId: string;
  readonly name: string;
  /** `null` until the administrator has entered what the IdP says. */
  readonly idp: Connection["idp"] | null;
  readonly policy: Policy;
  readonly emailAttribute: string | null;
  readonly provisioning: Provisioning;
  readonly signsRequests: boolean;
  readonly metadata: { readonly url: string; readonly copy: MetadataCopy; readonly error: string | null } | null;
  readonly revision: number;
  readonly testedRevision: number | null;
}

interface Row {
  readonly id: string;
  readonly organisation_id: string;
  readonly connection_id: string;
  readonly name: string;
  readonly idp: string | null;
  readonly policy: string;
  readonly email_attribute: string | null;
  readonly provisioning: Provisioning;
  readonly signs_requests: 0 | 1;
  readonly metadata_url: string | null;
  readonly metadata_copy: string | null;
  readonly metadata_error: string | null;
  readonly revision: number;
  readonly tested_revision: number | null;
}

export const profileOfRow = (row: Row): Profile => ({
  id: row.id,
  organisationId: row.organisation_id,
  connectionId: row.connection_id,
  name: row.name,
  idp: row.idp === null ? null : JSON.parse(row.idp),
  policy: JSON.parse(row.policy),
  emailAttribute: row.email_attribute,
  provisioning: row.provisioning,
  signsRequests: row.signs_requests === 1,
  metadata: row.metadata_url === null || row.metadata_copy === null ? null : { url: row.metadata_url, copy: JSON.parse(row.metadata_copy), error: row.metadata_error },
  revision: row.revision,
  testedRevision: row.tested_revision,
});

export interface Rules {
  readonly policy: Policy;
  readonly emailAttribute: string | null;
  readonly provisioning: Provisioning;
  readonly signsRequests: boolean;
}

/** The profiles of one organisation: no other's are reached through it. */
export class Profiles {
  constructor(
    private readonly db: D1Database,
    private readonly organisationId: string,
  ) {}

  async list(): Promise<readonly Profile[]> {
    const { results } = await this.db.prepare("SELECT * FROM profiles WHERE organisation_id = ? ORDER BY name, id LIMIT 200").bind(this.organisationId).all<Row>();
    return results.map(profileOfRow);
  }

  async byId(id: string): Promise<Profile | null> {
    const row = await this.db.prepare("SELECT * FROM profiles WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id).first<Row>();
    return row === null ? null : profileOfRow(row);
  }

  async create(name: string, now: number): Promise<string> {
    const id = randomId();
    await this.db
      .prepare("INSERT INTO profiles (id, organisation_id, connection_id, name, provisioning, created_at) VALUES (?, ?, ?, ?, 'existing', ?)")
      .bind(id, this.organisationId, randomId(), name, now)
      .run();
    return id;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.db.prepare("UPDATE profiles SET name = ? WHERE organisation_id = ? AND id = ?").bind(name, this.organisationId, id).run();
  }

  /** What the IdP says, as it was entered: then no metadata is read any more. */
  async setIdp(id: string, idp: Connection["idp"]): Promise<void> {
    await this.#change(id, "idp = ?3, metadata_url = NULL, metadata_copy = NULL, metadata_refresh_at = NULL, metadata_error = NULL", JSON.stringify(idp));
  }

  /** The same by metadata; with `url` it is read again when it says so. */
  async setMetadata(id: string, idp: Connection["idp"], source: { readonly url: string; readonly copy: MetadataCopy; readonly error: string | null } | null): Promise<void> {
    if (source === null) return this.setIdp(id, idp);
    const assignment = "idp = ?3, metadata_url = ?4, metadata_copy = ?5, metadata_refresh_at = ?6, metadata_error = NULL";
    await this.#change(id, assignment, JSON.stringify(idp), source.url, JSON.stringify(source.copy), refreshTime(source.copy));
  }

  /** What was read of it again, unless somebody has entered something else in the meantime. Whether it was taken over. */
  async renewMetadata({ id, revision }: Profile, copy: MetadataCopy): Promise<boolean> {
    const renewed = await this.db
      .prepare("UPDATE profiles SET idp = ?4, metadata_copy = ?5, metadata_refresh_at = ?6, metadata_error = NULL, revision = revision + 1 WHERE organisation_id = ?1 AND id = ?2 AND revision = ?3")
      .bind(this.organisationId, id, revision, JSON.stringify(copy.connection.idp), JSON.stringify(copy), refreshTime(copy))
      .run();
    return renewed.meta.changes === 1;
  }

  async setRules(id: string, { policy, emailAttribute, provisioning, signsRequests }: Rules): Promise<void> {
    await this.#change(id, "policy = ?3, email_attribute = ?4, provisioning = ?5, signs_requests = ?6", JSON.stringify(policy), emailAttribute, provisioning, Number(signsRequests));
  }

  /** Where the settings are still those that were tested. */
  async setTested(id: string, revision: number): Promise<void> {
    await this.db.prepare("UPDATE profiles SET tested_revision = ?3 WHERE organisation_id = ?1 AND id = ?2 AND revision = ?3").bind(this.organisationId, id, revision).run();
  }

  async endSessions(id: string): Promise<void> {
    await this.db.prepare("DELETE FROM sessions WHERE organisation_id = ? AND profile_id = ?").bind(this.organisationId, id).run();
  }

  /** Its domains stay the organisation's; they are enforced no longer, so that nobody is locked out. */
  async remove(id: string): Promise<void> {
    await this.db.batch([
      this.db.prepare("UPDATE domains SET enforced = 0, profile_id = NULL WHERE organisation_id = ? AND profile_id = ?").bind(this.organisationId, id),
      this.db.prepare("DELETE FROM profiles WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id),
    ]);
  }

  async #change(id: string, assignment: string, ...values: readonly (string | number | null)[]): Promise<void> {
    await this.db
      .prepare(`UPDATE profiles SET ${assignment}, revision = revision + 1 WHERE organisation_id = ?1 AND id = ?2`)
      .bind(this.organisationId, id, ...values)
      .run();
  }
}

/** The profile that an address of ours belongs to, whatever the organisation. */
export async function profileByConnectionId(db: D1Database, connectionId: string): Promise<Profile | null> {
  const row = await db.prepare("SELECT * FROM profiles WHERE connection_id = ?").bind(connectionId).first<Row>();
  return row === null ? null : profileOfRow(row);
}

/** The profile that people of a domain sign in by: of whoever has proved the domain. */
export async function profileOfDomain(db: D1Database, domain: string): Promise<{ readonly profile: Profile; readonly isEnforced: boolean } | null> {
  const row = await db
    .prepare("SELECT profiles.*, domains.enforced FROM domains JOIN profiles ON profiles.id = domains.profile_id WHERE domains.name = ? AND domains.verified_at IS NOT NULL")
    .bind(domain)
    .first<Row & { enforced: 0 | 1 }>();
  return row === null ? null : { profile: profileOfRow(row), isEnforced: row.enforced === 1 };
}

/** Those whose metadata is to be read again. */
export async function profilesToRefresh(db: D1Database, now: number): Promise<readonly Profile[]> {
  // In turns, so that no organisation keeps the others waiting.
  const turn = "row_number() OVER (PARTITION BY organisation_id ORDER BY metadata_refresh_at)";
  const { results } = await db.prepare(`SELECT *, ${turn} AS turn FROM profiles WHERE metadata_refresh_at <= ? ORDER BY turn, metadata_refresh_at LIMIT 50`).bind(now).all<Row>();
  return results.map(profileOfRow);
}

/** A refresh that failed, or changed nothing: the settings are what they were, also where somebody has changed them in the meantime. */
export async function keepMetadata(db: D1Database, { id, revision }: Profile, copy: MetadataCopy, error: string | null): Promise<void> {
  await db
    .prepare("UPDATE profiles SET metadata_copy = ?, metadata_refresh_at = ?, metadata_error = ? WHERE id = ? AND revision = ?")
    .bind(JSON.stringify(copy), refreshTime(copy), error, id, revision)
    .run();
}

/** Whatever the metadata says, not more often than four times an hour. */
const refreshTime = ({ refreshAt }: MetadataCopy): number => Math.max(new Date(refreshAt).getTime(), Date.now() + 900_000);
