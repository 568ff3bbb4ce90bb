const DAY = 86_400_000;

/** What has had its time. The trail is kept for 400 days, tests for 90. */
export async function sweep(db: D1Database, now: number): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM sessions WHERE expires_at <= ?").bind(now),
    db.prepare("DELETE FROM setup_links WHERE expires_at <= ?").bind(now),
    db.prepare("DELETE FROM connection_tests WHERE started_at <= ?").bind(now - 90 * DAY),
    db.prepare("DELETE FROM audit WHERE at <= ?").bind(now - 400 * DAY),
  ]);
}
