/**
 * Raw DEFLATE (RFC 1951) with a bound, an exact end, and what came out before a fault.
 *
 * DecompressionStream has none of the three: Node leaves what follows the end unread and says nothing, browsers refuse it, and neither says where it begins.
 */
export interface Inflated {
  octets: Uint8Array;
  /** Octets of the input that were read. */
  end: number;
  /** Why it stops before its end. */
  fault: string | null;
}

/** `null` where more than `limit` octets come out. */
export function inflate(compressed: Uint8Array, limit: number): Inflated | null {
  const inflating = new Inflating(compressed, limit);
  let fault: string | null = null;
  try {
    inflating.run();
  } catch (error) {
    if (error instanceof Beyond) return null;
    if (!(error instanceof Damaged)) throw error;
    fault = error.message;
  }
  return { octets: inflating.octets(), end: inflating.end(), fault };
}

class Damaged extends Error {}
class Beyond extends Error {}

/** Symbols by code: how many codes have each length, and the symbols in the order of their codes (3.2.2). */
interface Codes {
  counts: Uint16Array;
  symbols: Uint16Array;
}

class Inflating {
  readonly #input: Uint8Array;
  readonly #limit: number;
  #at = 0;
  #bits = 0;
  #bitCount = 0;
  #out = new Uint8Array(4096);
  #length = 0;

  constructor(input: Uint8Array, limit: number) {
    this.#input = input;
    this.#limit = limit;
  }

  octets(): Uint8Array {
    return this.#out.slice(0, this.#length);
  }

  end(): number {
    // Whole octets that were fetched and not begun are not read.
    return this.#at - (this.#bitCount >> 3);
  }

  run(): void {
    let blocks = 0;
    for (let isLast = false; !isLast; ) {
      // As the core has it: each block costs a table of codes, whatever it holds.
      blocks += 1;
      if (blocks > 64 + this.#length / 16) throw new Damaged("it has more blocks than any compressor writes");
      isLast = this.#take(1) === 1;
      const kind = this.#take(2);
      if (kind === 3) throw new Damaged("a block is of no known kind");
      if (kind === 0) this.#stored();
      else this.#compressed(...(kind === 1 ? FIXED : this.#dynamic()));
    }
  }

  #take(wanted: number): number {
    while (this.#bitCount < wanted) {
      const octet = this.#input[this.#at];
      if (octet === undefined) throw new Damaged("it is cut off");
      this.#at += 1;
      this.#bits |= octet << this.#bitCount;
      this.#bitCount += 8;
    }
    const value = this.#bits & ((1 << wanted) - 1);
    this.#bits >>>= wanted;
    this.#bitCount -= wanted;
    return value;
  }

  /** 3.2.4. */
  #stored(): void {
    this.#at -= this.#bitCount >> 3;
    [this.#bits, this.#bitCount] = [0, 0];
    const length = this.#take(16);
    if ((length ^ this.#take(16)) !== 0xffff) throw new Damaged("the length of a block is not what its complement says");
    const stored = this.#input.subarray(this.#at, this.#at + length);
    this.#reserve(stored.length);
    this.#out.set(stored, this.#length);
    this.#length += stored.length;
    this.#at += stored.length;
    if (stored.length < length) throw new Damaged("it is cut off");
  }

  /** 3.2.5. */
  #compressed(literals: Codes, distances: Codes): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === 256) return;
      if (symbol < 256) {
        this.#reserve(1);
        this.#out[this.#length] = symbol;
        this.#length += 1;
      } else {
        const length = this.#extended(LENGTHS, symbol - 257);
        this.#copy(length, this.#extended(DISTANCES, this.#symbol(distances)));
      }
    }
  }

  #extended(table: readonly (readonly [base: number, extra: number])[], symbol: number): number {
    const entry = table[symbol];
    if (entry === undefined) throw new Damaged(BAD_CODE);
    return entry[0] + this.#take(entry[1]);
  }

  #copy(length: number, distance: number): void {
    if (distance > this.#length) throw new Damaged("it refers to what is before its beginning");
    this.#reserve(length);
    // Octet by octet: what is copied may be what was just written.
    for (let at = 0; at < length; at++) this.#out[this.#length + at] = this.#out[this.#length + at - distance] ?? 0;
    this.#length += length;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed > this.#limit) throw new Beyond();
    if (needed <= this.#out.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#out.length * 2));
    grown.set(this.#out);
    this.#out = grown;
  }

  #symbol({ counts, symbols }: Codes): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length < 16; length++) {
      code |= this.#take(1);
      const ofLength = counts[length] ?? 0;
      if (code - ofLength < first) return symbols[index + code - first] ?? 0;
      index += ofLength;
      first = (first + ofLength) << 1;
      code <<= 1;
    }
    throw new Damaged(BAD_CODE);
  }

  /** 3.2.7: the lengths of both codes, themselves in a code. */
  #dynamic(): [Codes, Codes] {
    const [literals, distances, orders] = [this.#take(5) + 257, this.#take(5) + 1, this.#take(4) + 4];
    const lengths = new Uint8Array(19);
    for (const place of ORDER.slice(0, orders)) lengths[place] = this.#take(3);
    const codes = codesOf(lengths);
    const all = new Uint8Array(literals + distances);
    for (let at = 0; at < all.length; ) {
      const symbol = this.#symbol(codes);
      const [value, times] = symbol < 16 ? [symbol, 1] : this.#repeated(symbol, all[at - 1]);
      if (at + times > all.length) throw new Damaged(BAD_CODE);
      all.fill(value, at, at + times);
      at += times;
    }
    return [codesOf(all.subarray(0, literals)), codesOf(all.subarray(literals))];
  }

  #repeated(symbol: number, before: number | undefined): [value: number, times: number] {
    if (symbol === 17) return [0, 3 + this.#take(3)];
    if (symbol === 18) return [0, 11 + this.#take(7)];
    if (before === undefined) throw new Damaged(BAD_CODE);
    return [before, 3 + this.#take(2)];
  }
}

function codesOf(lengths: Uint8Array): Codes {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const starts = new Uint16Array(16);
  let left = 1;
  for (let length = 1; length < 16; length++) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) throw new Damaged(BAD_CODE);
    starts[length] = (starts[length - 1] ?? 0) + (counts[length - 1] ?? 0);
  }
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const place = starts[length] ?? 0;
    symbols[place] = symbol;
    starts[length] = place + 1;
  });
  return { counts, symbols };
}

const BAD_CODE = "its codes contradict each other";

const FIXED: [Codes, Codes] = [
  codesOf(Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
  codesOf(new Uint8Array(30).fill(5)),
];

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A base and the bits that are added to it, from how many bits each group has. */
function table(first: number, extras: readonly number[]): (readonly [number, number])[] {
  let base = first;
  return extras.map((extra) => {
    const entry = [base, extra] as const;
    base += 1 << extra;
    return entry;
  });
}

const LENGTHS = [...table(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]), [258, 0] as const];
const DISTANCES = table(1, [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]);
