// The differences that were found, as many as can be read.
import { GROUPS, type Group } from "./names.js";

export interface Difference {
  readonly group: Group;
  /** In the words of SAML. */
  readonly label: string;
  /** Where in the message; empty for what is not in it. */
  readonly path: string;
  /** `null` where it is not there. */
  readonly one: readonly string[] | null;
  readonly other: readonly string[] | null;
  /** `certificate`: base64 of one. `markup`: XML as it was written. */
  readonly kind: "text" | "certificate" | "markup";
}

export interface Comparison {
  /** By meaning, group by group. */
  readonly differences: readonly Difference[];
  /** Further ones, which are only counted. */
  readonly unlisted: number;
  /** What no two logins have in common: IDs, instants, digests, ciphertext. */
  readonly varying: readonly Difference[];
  readonly unlistedVarying: number;
  /** In what the same thing is written differently. */
  readonly spelling: readonly string[];
  /** What could not be compared, as sentences. */
  readonly notes: readonly string[];
}

/** Nobody reads more, and a page with more is slow. */
const MOST = 300;

export class Collected {
  readonly notes: string[] = [];
  readonly #differences: Difference[] = [];
  readonly #varying: Difference[] = [];
  readonly #spelling = new Set<string>();
  #unlisted = 0;
  #unlistedVarying = 0;

  /** It is only named where it is listed. */
  differs(make: () => Difference): void {
    if (this.#differences.length < MOST) this.#differences.push(make());
    else this.#unlisted += 1;
  }

  varies(make: () => Difference): void {
    if (this.#varying.length < MOST) this.#varying.push(make());
    else this.#unlistedVarying += 1;
  }

  spelled(way: string): void {
    this.#spelling.add(way);
  }

  comparison(isSameText: boolean): Comparison {
    const order = Object.keys(GROUPS);
    const differences = this.#differences.sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
    const isExplained = isSameText || differences.length > 0 || this.#varying.length > 0 || this.#spelling.size > 0;
    const spelling = isExplained ? [...this.#spelling] : ["characters, such as references in place of characters"];
    return { differences, unlisted: this.#unlisted, varying: this.#varying, unlistedVarying: this.#unlistedVarying, spelling, notes: this.notes };
  }
}
