// What is typed into a form, as settings have it.

/** `undefined` where nothing was typed: then the setting is left out. */
export const textIn = (typed: string): string | undefined => (typed.trim() === "" ? undefined : typed.trim());

export const linesIn = (typed: string): string[] => typed.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/**
 * One text for each certificate. Whatever else stands there is handed on as well, so that a private key or a part of a certificate is refused and not
 * left out.
 */
export function certificatesIn(typed: string): string[] {
  const found: string[] = [];
  let rest = "";
  let from = 0;
  for (let begin = typed.indexOf(BEGIN); begin !== -1; begin = typed.indexOf(BEGIN, from)) {
    const end = typed.indexOf(END, begin);
    if (end === -1) break;
    rest += typed.slice(from, begin);
    from = end + END.length;
    found.push(typed.slice(begin, from));
  }
  rest += typed.slice(from);
  return rest.trim() === "" ? found : [...found, rest.trim()];
}

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

/** In UTC, as a day or a moment. Of anything else, and of a day that no calendar has, the invalid date. */
export function momentIn(typed: string): Date | undefined {
  const text = textIn(typed);
  if (text === undefined) return undefined;
  const moment = new Date(MOMENT.test(text) ? text : NaN);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text.slice(0, 10)) ? moment : new Date(NaN);
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/;

/** Decimal digits only: `Number` would also read `1e3` and `0x10`. */
export function wholeNumberIn(typed: string): number | undefined {
  const text = textIn(typed);
  return text === undefined ? undefined : /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}

/** The member, or nothing: some settings must be left out, and not be undefined. */
export const given = <Name extends string, Value>(name: Name, value: Value | undefined): { readonly [K in Name]?: Value } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: Value };
