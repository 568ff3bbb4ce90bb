import { HTML_ESCAPE, withoutHtmlEscapes } from "./escapes.js";
import { type Origin, type Reading } from "./reading.js";
import { readParameters } from "./parameters.js";

/** HTML with a form that carries a message, as identity providers have it for HTTP-POST. False where there is none. */
export function readPage(reading: Reading, html: string, origin: Origin): boolean {
  let isFound = false;
  for (const form of formsOf(html)) {
    if (!reading.goesOn()) return isFound;
    const steps = form.isEscaped ? [...origin.steps, "HTML escapes of the form"] : [...origin.steps];
    const known: Origin = { ...origin, how: form.method === "GET" ? null : "POST", url: form.action ?? origin.url, method: form.method, steps };
    const pairs = form.fields.map(({ name, value }) => ({ name, written: name, value }));
    isFound = readParameters(reading, { pairs, writing: "plain", query: null }, known) || isFound;
  }
  return isFound;
}

/** What people copy out of a page's source may begin anywhere in it. */
export const looksLikeForm = (text: string): boolean => /<(?:input|textarea|form)\s/i.test(text) && /SAML(?:Request|Response)/i.test(text);

interface Form {
  action: string | null;
  method: string;
  fields: { name: string; value: string }[];
  isEscaped: boolean;
}

function formsOf(html: string): Form[] {
  let form: Form = { action: null, method: "POST", fields: [], isEscaped: false };
  const forms = [form];
  for (const { name, attributes, end } of tagsOf(html)) {
    if (name === "form") {
      form = { action: attributes.get("action")?.value ?? null, method: attributes.get("method")?.value.toUpperCase() ?? "GET", fields: [], isEscaped: false };
      forms.push(form);
    } else {
      const value = name === "textarea" ? unescaped(textAfter(html, end)) : attributes.get("value");
      form.fields.push({ name: attributes.get("name")?.value ?? "", value: value?.value ?? "" });
      if (attributes.get("name")?.value.startsWith("SAML") === true && value?.isEscaped === true) form.isEscaped = true;
    }
  }
  return forms;
}

/** A tag that does not end is the last one. */
function* tagsOf(html: string) {
  const opening = new RegExp(TAG);
  for (let found = opening.exec(html); found !== null; found = opening.exec(html)) {
    const end = endOfTag(html, opening.lastIndex);
    if (end === -1) return;
    yield { name: found[1]?.toLowerCase(), attributes: attributesOf(html.slice(opening.lastIndex, end)), end: end + 1 };
    opening.lastIndex = end;
  }
}

/** A `>` inside quotes ends no tag. */
function endOfTag(html: string, from: number): number {
  const marks = /["'>]/g;
  for (let at = from; ; ) {
    marks.lastIndex = at;
    const mark = marks.exec(html);
    if (mark === null || mark[0] === ">") return mark?.index ?? -1;
    const closing = html.indexOf(mark[0], mark.index + 1);
    if (closing === -1) return -1;
    at = closing + 1;
  }
}

function textAfter(html: string, from: number): string {
  const end = html.indexOf("<", from);
  // The first line break after the tag is none of the value (HTML, 13.2.6.4.7).
  return html.slice(from, end === -1 ? html.length : end).replace(/^\r?\n/, "");
}

type Value = ReturnType<typeof unescaped>;

function attributesOf(tag: string): Map<string, Value> {
  const attributes = new Map<string, Value>();
  for (const [, name = "", double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescaped(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

const unescaped = (text: string) => ({ value: withoutHtmlEscapes(text), isEscaped: HTML_ESCAPE.test(text) });

const TAG = /<(form|input|textarea)(?=[\s/>])/gi;
// The name is tried from its beginning only: else a long one would be read from each of its letters.
const ATTRIBUTE = /(?<![^\s"'<>/=])([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+))/g;
