import { randomId, randomToken } from "../platform/random.js";

export interface Domain {
  readonly id: string;
  readonly name: string;
  /** What the TXT record has to hold. */
  readonly proof: string;
  readonly verified_at: number | null;
  readonly profile_id: string | null;
  readonly enforced: 0 | 1;
}

/** The domains of one organisation: no other's are reached through it. */
export class Domains {
  constructor(
    private readonly db: D1Database,
    private readonly organisationId: string,
  ) {}

  async list(): Promise<readonly Domain[]> {
    const { results } = await this.db.prepare("SELECT * FROM domains WHERE organisation_id = ? ORDER BY name LIMIT 500").bind(this.organisationId).all<Domain>();
    return results;
  }

  byId(id: string): Promise<Domain | null> {
    return this.db.prepare("SELECT * FROM domains WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id).first<Domain>();
  }

  /** Those in which the people of a profile have their addresses. */
  async ofProfile(profileId: string): Promise<readonly string[]> {
    const { results } = await this.db
      .prepare("SELECT name FROM domains WHERE organisation_id = ? AND profile_id = ? AND verified_at IS NOT NULL ORDER BY name")
      .bind(this.organisationId, profileId)
      .all<{ name: string }>();
    return results.map(({ name }) => name);
  }

  /** All that the organisation has proved: whoever tests a profile need not move a domain to it first. */
  async verified(): Promise<readonly string[]> {
    const { results } = await this.db.prepare("SELECT name FROM domains WHERE organisation_id = ? AND verified_at IS NOT NULL ORDER BY name").bind(this.organisationId).all<{ name: string }>();
    return results.map(({ name }) => name);
  }

  /** Those of a profile in which there is no other way in. */
  async enforcedOf(profileId: string): Promise<readonly string[]> {
    const { results } = await this.db.prepare("SELECT name FROM domains WHERE organisation_id = ? AND profile_id = ? AND enforced = 1 ORDER BY name").bind(this.organisationId, profileId).all<{ name: string }>();
    return results.map(({ name }) => name);
  }

  /** False where the organisation has it already. */
  async add(name: string, now: number): Promise<boolean> {
    const added = await this.db
      .prepare("INSERT INTO domains (id, organisation_id, name, proof, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (organisation_id, name) DO NOTHING")
      .bind(randomId(), this.organisationId, name, `saml-edge-verification=${randomToken()}`, now)
      .run();
    return added.meta.changes === 1;
  }

  /** False where another organisation has proved the domain before: the index knows. */
  async setVerified(id: string, now: number): Promise<boolean> {
    const verified = await this.db.prepare("UPDATE OR IGNORE domains SET verified_at = ? WHERE organisation_id = ? AND id = ?").bind(now, this.organisationId, id).run();
    return verified.meta.changes === 1;
  }

  /** False where single sign-on is enforced and the other profile has not passed its test with the settings that it has now: people would be sent there at once. */
  async setProfile(id: string, profileId: string | null): Promise<boolean> {
    const isTested = "EXISTS (SELECT 1 FROM profiles WHERE organisation_id = ?1 AND id = ?3 AND tested_revision = revision)";
    const set = await this.db
      .prepare(`UPDATE domains SET profile_id = ?3 WHERE organisation_id = ?1 AND id = ?2 AND (enforced = 0 OR profile_id IS ?3 OR ${isTested})`)
      .bind(this.organisationId, id, profileId)
      .run();
    return set.meta.changes === 1;
  }

  /** False where the profile has not passed its test with the settings that it has at this moment. */
  async enforce(id: string): Promise<boolean> {
    const isTested = "EXISTS (SELECT 1 FROM profiles WHERE profiles.id = domains.profile_id AND tested_revision = revision)";
    const enforced = await this.db
      .prepare(`UPDATE domains SET enforced = 1 WHERE organisation_id = ? AND id = ? AND verified_at IS NOT NULL AND ${isTested}`)
      .bind(this.organisationId, id)
      .run();
    return enforced.meta.changes === 1;
  }

  async relax(id: string): Promise<void> {
    await this.db.prepare("UPDATE domains SET enforced = 0 WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id).run();
  }

  async release(id: string): Promise<void> {
    await this.db.prepare("DELETE FROM domains WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id).run();
  }
}
