// What a browser would make of a page: its tags with their attributes, as the HTML standard's tokeniser reads them.

/** Every start tag: `{ name, attributes: [[name, value]] }`. Comments and the doctype are none; what stands in a script is text. */
export function tagsOf(html) {
  const tags = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open === -1) break;
    if (html.startsWith("<!--", open)) {
      at = html.indexOf("-->", open) + 3;
      if (at === 2) break;
      continue;
    }
    const [, name] = /^<([a-z][^\s/>]*)/i.exec(html.slice(open, open + 80)) ?? [];
    if (name === undefined) {
      at = open + 1;
      continue;
    }
    const { attributes, end } = attributesAt(html, open + 1 + name.length);
    const tag = { name: name.toLowerCase(), attributes };
    tags.push(tag);
    at = end;
    if (["script", "style", "textarea", "title"].includes(tag.name)) {
      const close = html.toLowerCase().indexOf(`</${tag.name}`, at);
      tag.text = html.slice(at, close === -1 ? html.length : close);
      at = close === -1 ? html.length : close;
    }
  }
  return tags;
}

function attributesAt(html, from) {
  const attributes = [];
  let at = from;
  for (;;) {
    at += /^[\s/]*/.exec(html.slice(at))[0].length;
    if (at >= html.length || html[at] === ">") return { attributes, end: at + 1 };
    const [name] = /^=?[^\s/>=]*/.exec(html.slice(at));
    at += name.length;
    const [, mark] = /^\s*=\s*(["']?)/.exec(html.slice(at)) ?? [];
    if (mark === undefined) {
      attributes.push([name.toLowerCase(), ""]);
      continue;
    }
    at += /^\s*=\s*/.exec(html.slice(at))[0].length + mark.length;
    const rest = html.slice(at);
    const length = mark === "" ? /^[^\s>]*/.exec(rest)[0].length : rest.indexOf(mark);
    attributes.push([name.toLowerCase(), unescaped(rest.slice(0, length === -1 ? undefined : length))]);
    at = length === -1 ? html.length : at + length + mark.length;
  }
}

export const attribute = (tag, wanted) => tag.attributes.find(([name]) => name === wanted)?.[1];

/** The first value of each field. */
export function fieldsOf(html) {
  const fields = {};
  for (const tag of tagsOf(html)) {
    const name = attribute(tag, "name");
    if (tag.name === "input" && name !== undefined && !(name in fields)) fields[name] = attribute(tag, "value") ?? "";
  }
  return fields;
}

/** Addresses that the page leads to on this site. */
export const linksOf = (html) => tagsOf(html).flatMap((tag) => (tag.name === "a" ? [attribute(tag, "href") ?? ""] : [])).filter((href) => href.startsWith("/"));

/** What a strict policy forbids and a browser without one would run. */
export function inlineOf(html) {
  const found = [];
  for (const tag of tagsOf(html)) {
    if (tag.name === "script" && (attribute(tag, "src") !== "/assets/console.js" || tag.text.trim() !== "")) found.push(`script ${tag.text}`);
    if (["style", "iframe", "object", "embed", "base", "meta"].includes(tag.name) && attribute(tag, "charset") === undefined && !["viewport", "color-scheme"].includes(attribute(tag, "name")))
      found.push(tag.name);
    for (const [name, value] of tag.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc") found.push(`${tag.name} ${name}`);
      if (["href", "src", "action", "formaction"].includes(name) && !/^(?:https?:|\/|#|$)/i.test(value)) found.push(`${tag.name} ${name}=${value}`);
    }
  }
  return found;
}

export const textOf = (html) => unescaped(html.replace(/<[^>]*>/g, " "));

const unescaped = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name]);
