import { ask } from "./ask.js";
import { checkSettings } from "./glue.js";
import { readConnection } from "./settings.js";
import type { Connection } from "./types.js";

/** A copy of a connection that can work: what is wrong with one is said when a conversation begins, and not to the first who comes back from the IdP. */
export function checkConnection(connection: Connection): Connection {
  const { connection: known, octets } = readConnection(connection);
  ask<true>(() => checkSettings(octets));
  return known;
}
