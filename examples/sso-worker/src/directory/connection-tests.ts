import type { Refusal, Report } from "saml-edge/debug";

/** What a test of a connection found. */
export interface Findings {
  readonly report: Report;
  /** The refusal of the sign-in itself, where there was one. */
  readonly refusal: Refusal | null;
  /** What holds here and not at the IdP: whose address it is, and whether it may come in. */
  readonly remarks: readonly string[];
  /** Whom it would have signed in, where it would. */
  readonly email: string | null;
  readonly attributes: readonly (readonly [name: string, values: readonly string[]])[];
}

export interface ConnectionTest {
  readonly id: string;
  readonly profileId: string;
  readonly revision: number;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly outcome: "green" | "refused" | null;
  readonly findings: Findings | null;
}

interface Row {
  readonly id: string;
  readonly profile_id: string;
  readonly revision: number;
  readonly started_by: string;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly outcome: "green" | "refused" | null;
  readonly findings: string | null;
}

const testOfRow = (row: Row): ConnectionTest => ({
  id: row.id,
  profileId: row.profile_id,
  revision: row.revision,
  startedBy: row.started_by,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  outcome: row.outcome,
  findings: row.findings === null ? null : JSON.parse(row.findings),
});

/** The tests of one organisation. Their ids are those of the requests that were sent. */
export class ConnectionTests {
  constructor(
    private readonly db: D1Database,
    private readonly organisationId: string,
  ) {}

  async start(id: string, profile: { readonly id: string; readonly revision: number }, startedBy: string, now: number): Promise<void> {
    await this.db
      .prepare("INSERT INTO connection_tests (id, organisation_id, profile_id, revision, started_by, started_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(id, this.organisationId, profile.id, profile.revision, startedBy, now)
      .run();
  }

  async byId(id: string, profileId: string): Promise<ConnectionTest | null> {
    const row = await this.db
      .prepare("SELECT * FROM connection_tests WHERE organisation_id = ? AND profile_id = ? AND id = ?")
      .bind(this.organisationId, profileId, id)
      .first<Row>();
    return row === null ? null : testOfRow(row);
  }

  async latest(profileId: string): Promise<ConnectionTest | null> {
    const row = await this.db
      .prepare("SELECT * FROM connection_tests WHERE organisation_id = ? AND profile_id = ? ORDER BY started_at DESC LIMIT 1")
      .bind(this.organisationId, profileId)
      .first<Row>();
    return row === null ? null : testOfRow(row);
  }

  /** The first answer counts. */
  async finish(id: string, outcome: "green" | "refused", findings: Findings, now: number): Promise<boolean> {
    const finished = await this.db
      .prepare("UPDATE connection_tests SET finished_at = ?, outcome = ?, findings = ? WHERE organisation_id = ? AND id = ? AND finished_at IS NULL")
      .bind(now, outcome, JSON.stringify(findings), this.organisationId, id)
      .run();
    return finished.meta.changes === 1;
  }
}
