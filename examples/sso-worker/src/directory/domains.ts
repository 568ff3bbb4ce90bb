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

  /** To another profile it goes with its enforcement taken away: that one has to be tested first. */
  async setProfile(id: string, profileId: string | null): Promise<void> {
    await this.db
      .prepare("UPDATE domains SET enforced = CASE WHEN profile_id IS ?3 THEN enforced ELSE 0 END, profile_id = ?3 WHERE organisation_id = ?1 AND id = ?2")
      .bind(this.organisationId, id, profileId)
      .run();
  }

  async setEnforced(id: string, isEnforced: boolean): Promise<void> {
    await this.db
      .prepare("UPDATE domains SET enforced = ? WHERE organisation_id = ? AND id = ? AND verified_at IS NOT NULL AND profile_id IS NOT NULL")
      .bind(Number(isEnforced), this.organisationId, id)
      .run();
  }

  async release(id: string): Promise<void> {
    await this.db.prepare("DELETE FROM domains WHERE organisation_id = ? AND id = ?").bind(this.organisationId, id).run();
  }
}
