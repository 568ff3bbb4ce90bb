// SHA-256 of certificates, at once: the browser's own gives it later, and what is said of a message is said at once.
import { octetsOf } from "../octets.js";

/** Of each certificate or key in the text, which is PEM or base64. What is neither, or is longer than any certificate, has none. */
export function fingerprintsOf(text: string): string[] {
  if (text.length > LONGEST) return [];
  const blocks = text.includes("-----BEGIN") ? [...text.matchAll(/-----BEGIN [A-Z0-9 ]+-----([^-]*)-----END/g)].map(([, inner = ""]) => inner) : [text];
  return blocks.flatMap((block) => {
    const octets = block.trim() === "" ? null : octetsOf(block);
    return octets === null ? [] : [sha256(octets)];
  });
}

/** FIPS 180-4, 6.2. */
export function sha256(octets: Uint8Array): string {
  const state = Uint32Array.from(INITIAL);
  const padded = new Uint8Array((octets.length + 72) & ~63);
  padded.set(octets);
  padded[octets.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(octets.length / 2 ** 29));
  view.setUint32(padded.length - 4, octets.length * 8);
  const schedule = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let at = 0; at < 64; at += 1) schedule[at] = at < 16 ? view.getUint32(block + 4 * at) : extended(schedule, at);
    compress(state, schedule);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}

function extended(schedule: Uint32Array, at: number): number {
  const [early, late] = [schedule[at - 15] ?? 0, schedule[at - 2] ?? 0];
  return (schedule[at - 16] ?? 0) + (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) + (schedule[at - 7] ?? 0) + (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
}

function compress(state: Uint32Array, schedule: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + (CONSTANTS[at] ?? 0) + (schedule[at] ?? 0)) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] ?? 0) + word;
}

const turned = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));

const PRIMES = Array.from({ length: 312 }, (_, number) => number).filter((number) => number > 1 && Array.from({ length: number }, (_, at) => at).every((at) => at < 2 || number % at > 0));
/** The first bits of the fractions of roots of the first primes. */
const fraction = (root: number) => Math.floor((root % 1) * 2 ** 32);
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const CONSTANTS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

const LONGEST = 65_536;
