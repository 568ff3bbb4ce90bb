import { readParameters } from "./parameters.js";
import type { Origin, Reading } from "./reading.js";
import { splitPairs } from "./url-encoding.js";

/** A URL with a message by HTTP-Redirect. */
export function readQuery(reading: Reading, url: string, origin: Origin): boolean {
  const query = queryOf(url);
  if (query === null) return false;
  return readParameters(reading, { pairs: splitPairs(query), writing: "url-encoded", query }, { ...origin, how: "Redirect", url });
}

/** Between `?` and fragment, as it stands. */
export function queryOf(url: string): string | null {
  const [address = ""] = url.split("#", 1);
  const mark = address.indexOf("?");
  return mark === -1 ? null : address.slice(mark + 1);
}
