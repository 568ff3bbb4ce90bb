/**
 * The attributes of a login, by name. Never a plain object: `__proto__` and `constructor` are legal attribute names.
 *
 * Names are matched exactly; an attribute's FriendlyName is for people and is not here.
 */
export class Attributes implements Iterable<[name: string, values: readonly string[]]> {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(entries: Iterable<readonly [name: string, values: readonly string[]]>) {
    const values = new Map<string, readonly string[]>();
    for (const [name, more] of entries) values.set(name, Object.freeze([...(values.get(name) ?? []), ...more]));
    this.#values = values;
  }

  /** The first value; `null` where the attribute is absent or empty. */
  get(name: string): string | null {
    return this.getAll(name)[0] ?? null;
  }

  /** All values in the order of the message; none where the attribute is absent. */
  getAll(name: string): readonly string[] {
    return this.#values.get(name) ?? NONE;
  }

  /** In the order of the message. */
  [Symbol.iterator](): IterableIterator<[name: string, values: readonly string[]]> {
    return this.#values[Symbol.iterator]();
  }

  /** For `console.log` in Node, Deno and Bun. */
  [Symbol.for("nodejs.util.inspect.custom")](): ReadonlyMap<string, readonly string[]> {
    return this.#values;
  }

  /** For `JSON.stringify`. Every name becomes a property of the object's own, `__proto__` too: copy it with care. */
  toJSON(): Record<string, readonly string[]> {
    return Object.fromEntries(this.#values);
  }
}

const NONE: readonly string[] = Object.freeze([]);
