// What the other side reads of our messages, and what of them a browser keeps.

export const parameters = (url) => Object.fromEntries(new URL(url).searchParams);

/** The fields of a form as a body parser hands them out. */
export const fields = (form) => Object.fromEntries(form);

/** The request in an address: compressed, or in a stored block. */
export async function requestIn(url) {
  const octets = Uint8Array.from(atob(parameters(url).SAMLRequest), (character) => character.charCodeAt(0));
  const xml =
    octets[0] === 1
      ? new TextDecoder().decode(octets.subarray(5))
      : await new Response(new Blob([octets]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  return { xml, id: /\sID="([^"]*)"/.exec(xml)[1] };
}

/** The fields of a page that posts itself. */
export function formIn(html) {
  const text = (value) => value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  return Object.fromEntries(Array.from(html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g), ([, name, value]) => [name, text(value)]));
}

/** Takes Set-Cookie, and says what comes back as Cookie. */
export class Jar {
  #cookies = new Map();

  setCookies = (values) => {
    for (const value of values) {
      const [, name, content] = /^([^=]*)=([^;]*)/.exec(value);
      this.#cookies.set(name, content);
    }
  };

  get cookies() {
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join("; ");
  }
}
