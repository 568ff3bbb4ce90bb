// The parameters of a URL, one by one.

export interface Parameter {
  readonly name: string;
  /** As it stands in the URL. */
  readonly encoded: string;
  readonly decoded: string;
}

/** In their order. What cannot be decoded stays as it is. */
export function parametersOf(url: URL): Parameter[] {
  return url.search.slice(1).split("&").filter((pair) => pair !== "").map((pair) => {
    const equals = pair.indexOf("=");
    const [name, encoded] = equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
    return { name: decode(name), encoded, decoded: decode(encoded) };
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
