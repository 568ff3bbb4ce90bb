// What the database holds, to be compared with what it held.

/** Every table: the rows of one organisation. A table that says nothing about whose its rows are is an error here, so that none is forgotten. */
export async function recordsOf(database, organisationId) {
  return await read(database, (table) => (table in WHOSE ? WHOSE[table] : "organisation_id = ?1"), [organisationId]);
}

/** All of it. */
export async function everything(database) {
  return await read(database, () => "1", []);
}

/** By one statement, since each takes its time on the way into workerd. */
async function read(database, condition, values) {
  const parts = (await tablesOf(database)).flatMap(({ table, columns }) => {
    const where = condition(table);
    return where === null ? [] : [`(SELECT json_group_array(json_array(${columns.join(", ")})) FROM ${table} WHERE ${where}) AS ${table}`];
  });
  const row = await database.prepare(`SELECT ${parts.join(", ")}`).bind(...values).first();
  return Object.fromEntries(Object.entries(row).map(([table, rows]) => [table, JSON.parse(rows).map((values) => JSON.stringify(values))]));
}

/** What came and went, by table. */
export function differences(before, after) {
  const found = [];
  for (const table of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, fresh] = [before[table] ?? [], after[table] ?? []];
    for (const row of fresh.filter((row) => !old.includes(row))) found.push(`${table}: + ${row}`);
    for (const row of old.filter((row) => !fresh.includes(row))) found.push(`${table}: - ${row}`);
  }
  return found;
}

async function tablesOf(database) {
  if (!known.has(database)) {
    const { results } = await database
      .prepare("SELECT t.name AS name, group_concat(c.name) AS columns FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '_cf_%' GROUP BY t.name")
      .all();
    known.set(database, results.map(({ name, columns }) => ({ table: name, columns: columns.split(",") })));
  }
  return known.get(database);
}

const known = new WeakMap();

/** Where it is not by a column of that name. Setup links are nobody's yet. */
const WHOSE = {
  organisations: "id = ?1",
  identities: "profile_id IN (SELECT id FROM profiles WHERE organisation_id = ?1)",
  setup_links: null,
};
