/** What is written down, and what it is called on the page. No secret and no message is among the details. */
export const KINDS = {
  "organisation.created": "Organisation created",
  "sign-in": "Signed in",
  "sign-in.refused": "Sign-in refused",
  "sign-in.repeated": "Sign-in sent again, and refused",
  "sign-in.converted": "Sign-in at the IdP turned into one of ours",
  "sign-out": "Signed out",
  "sign-out.by-idp": "Signed out by the IdP",
  "sign-out.refused": "Sign-out message refused",
  "test.green": "Connection test passed",
  "test.refused": "Connection test failed",
  "profile.created": "Profile created",
  "profile.changed": "Profile changed",
  "profile.removed": "Profile removed",
  "metadata.changed": "Metadata changed",
  "metadata.failed": "Metadata could not be read",
  "domain.added": "Domain added",
  "domain.verified": "Domain verified",
  "domain.changed": "Domain changed",
  "domain.enforced": "Single sign-on enforced",
  "domain.released": "Domain released",
  "person.added": "Person added",
  "person.changed": "Person changed",
  "person.removed": "Person removed",
} as const;

export type Kind = keyof typeof KINDS;

export interface Entry {
  readonly id: number;
  readonly at: number;
  readonly kind: Kind;
  /** Who did it: an address, or nobody who is known. */
  readonly actor: string | null;
  readonly profile_id: string | null;
  readonly details: Readonly<Record<string, string>>;
}

interface Row extends Omit<Entry, "details"> {
  readonly details: string;
}

export interface Event {
  readonly kind: Kind;
  readonly actor?: string | null | undefined;
  readonly profileId?: string | null | undefined;
  readonly details?: Readonly<Record<string, string | undefined>>;
}

/** The trail of one organisation. */
export class Audit {
  constructor(
    private readonly db: D1Database,
    private readonly organisationId: string,
  ) {}

  /** The number of the entry, which people may quote. */
  async write(event: Event, now = Date.now()): Promise<number> {
    return (await this.entry(event, now).run()).meta.last_row_id;
  }

  /** The same as a statement, for what is to be written together. */
  entry({ kind, actor = null, profileId = null, details = {} }: Event, now = Date.now()): D1PreparedStatement {
    const cut = Object.fromEntries(Object.entries(details).flatMap(([name, value]) => (value === undefined ? [] : [[name, value.slice(0, LONGEST)]])));
    return this.db
      .prepare("INSERT INTO audit (organisation_id, at, kind, actor, profile_id, details) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(this.organisationId, now, kind, actor?.slice(0, LONGEST) ?? null, profileId, JSON.stringify(cut));
  }

  /** The newest first, before the entry `before`. */
  async list({ before = Number.MAX_SAFE_INTEGER, profileId }: { readonly before?: number; readonly profileId?: string } = {}): Promise<readonly Entry[]> {
    const { results } = await this.db
      .prepare("SELECT * FROM audit WHERE organisation_id = ?1 AND id < ?2 AND (?3 IS NULL OR profile_id = ?3) ORDER BY id DESC LIMIT 50")
      .bind(this.organisationId, before, profileId ?? null)
      .all<Row>();
    return results.map((row) => ({ ...row, details: JSON.parse(row.details) }));
  }

  /** How many sign-ins of a profile worked since then, how many did not, and the last that did not. */
  async health(profileId: string, since: number): Promise<{ readonly signedIn: number; readonly refused: number; readonly last: Entry | undefined }> {
    const { results } = await this.db
      .prepare("SELECT kind, count(*) AS count FROM audit WHERE organisation_id = ? AND profile_id = ? AND at >= ? AND kind IN ('sign-in', 'sign-in.refused') GROUP BY kind")
      .bind(this.organisationId, profileId, since)
      .all<{ kind: Kind; count: number }>();
    const count = (kind: Kind) => results.find((row) => row.kind === kind)?.count ?? 0;
    const last = await this.db
      .prepare("SELECT * FROM audit WHERE organisation_id = ? AND profile_id = ? AND kind = 'sign-in.refused' ORDER BY id DESC LIMIT 1")
      .bind(this.organisationId, profileId)
      .first<Row>();
    return { signedIn: count("sign-in"), refused: count("sign-in.refused"), last: last === null ? undefined : { ...last, details: JSON.parse(last.details) } };
  }
}

const LONGEST = 600;
