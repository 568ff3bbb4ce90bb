import type { WireAttributes } from "./wire.js";

/**
 * The attributes of a login, by name. Never a plain object: `__proto__` and `constructor` are legal attribute names.
 *
 * Names are matched exactly; an attribute's FriendlyName is for people and is not here.
 */
export class Attributes implements Iterable<[name: string, values: readonly string[]]> {
  readonly #wire: WireAttributes;
  #made: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(wire: WireAttributes) {
    this.#wire = wire;
  }

  /** Made when somebody asks: many logins are recognised by their name alone. */
  get #values(): ReadonlyMap<string, readonly string[]> {
    return (this.#made ??= valuesOf(this.#wire));
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
    return new Map(this.#values);
  }

  /** For `JSON.stringify`. Every name becomes a property of the object's own, `__proto__` too: copy it with care. */
  toJSON(): Record<string, readonly string[]> {
    return Object.fromEntries(this.#values);
  }
}

/** An attribute that comes twice has the values of both. */
function valuesOf(wire: WireAttributes): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (let at = 0; at < wire.length; ) {
    const [name, end] = [wire[at] as string, at + 2 + (wire[at + 1] as number)];
    const values = all.get(name) ?? [];
    for (at += 2; at < end; at++) values.push(wire[at] as string);
    all.set(name, values);
  }
  for (const values of all.values()) Object.freeze(values);
  return all;
}

const NONE: readonly string[] = Object.freeze([]);
