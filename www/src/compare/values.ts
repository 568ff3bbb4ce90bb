// Two values of one thing: where they differ, and whether only by a trifle.

export interface Parted {
  readonly before: string;
  readonly differing: string;
  readonly after: string;
}

/** What is common at the beginning and at the end, and what is between. */
export function parted(one: string, other: string): readonly [Parted, Parted] {
  const most = Math.min(one.length, other.length);
  let begin = 0;
  while (begin < most && one[begin] === other[begin]) begin += 1;
  if (isHalved(one, begin) || isHalved(other, begin)) begin -= 1;
  let end = 0;
  while (end < most - begin && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  if (isHalved(one, one.length - end) || isHalved(other, other.length - end)) end -= 1;
  const cut = (text: string): Parted => ({ before: text.slice(0, begin), differing: text.slice(begin, text.length - end), after: text.slice(text.length - end) });
  return [cut(one), cut(other)];
}

/** Whether a cut here would part a surrogate pair. */
const isHalved = (text: string, at: number) => at > 0 && at < text.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));

/** What somebody overlooks, as a sentence. SAML compares exactly. */
export function nearMiss(one: string, other: string): string | null {
  if (one === other || Math.max(one.length, other.length) > LONGEST) return null;
  for (const [sentence, without] of TRIFLES) if (without(one) === without(other)) return sentence;
  return null;
}

/** Nobody overlooks a trifle in what he cannot survey. */
const LONGEST = 4000;

const TRIFLES: readonly (readonly [string, (text: string) => string])[] = [
  ["Only white space differs.", (text) => text.replace(/\s/g, "")],
  ["Only a slash at the end differs.", (text) => text.replace(/\/$/, "")],
  ["Only http and https differ.", (text) => text.replace(/^https:/, "http:")],
  ["Only capital and small letters differ.", (text) => text.toLowerCase()],
  ["They look alike: the same characters are composed differently.", (text) => text.normalize("NFC")],
  ["They look alike: only characters that cannot be seen, or other forms of the same characters, differ.", (text) => text.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "")],
];

/** Those that the other does not have, as often as it does not, and how many are left. */
export function onlyIn(values: readonly string[], others: readonly string[]): { readonly only: readonly string[]; readonly common: number } {
  const left = new Map<string, number>();
  for (const value of others) left.set(value, (left.get(value) ?? 0) + 1);
  const only = values.filter((value) => {
    const count = left.get(value) ?? 0;
    left.set(value, count - 1);
    return count <= 0;
  });
  return { only, common: values.length - only.length };
}
