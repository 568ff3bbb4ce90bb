// The value of a parameter by itself, with everything that happens to values.
import { equal } from "../../../tests/js/lib/check.mjs";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";

import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { base64, form } from "../lib/samples.mjs";

const read = async ({ recognise }, text) => only(await recognise(text));
/** In a form, where what is odd is the sender's. */
const posted = async ({ recognise }, value) => only(await recognise(form({ SAMLResponse: value })));

/** Without padding, so that there is something to lose. */
const unpadded = ({ metadata }) => base64(metadata.padEnd(Math.ceil(metadata.length / 3) * 3 + 1));

export const valueTests = {
  async "value/base64"(context) {
    const result = await context.recognise(context.value);
    const message = only(result);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "value", from: "text", parameter: null });
    stepsAre(message, "base64");
    problemsAre(message);
    notesSay(result, "A bare SAMLResponse value.");
  },

  async "value/in quotes"(context) {
    for (const quote of [`"`, "'", "`"]) equal(xmlOf(await read(context, `${quote}${context.value}${quote}`)), context.response, quote);
  },

  async "value/lines of base64"(context) {
    const message = await read(context, context.value.replace(/.{76}/g, "$&\r\n"));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, `${Math.floor((context.value.length - 1) / 76)} line breaks in the base64 left out`, "base64");
    problemsAre(message);
  },

  async "value/URL-encoded, as it stands in a body"(context) {
    const message = await read(context, encodeURIComponent(context.value));
    stepsAre(message, "URL encoding", "base64");
    problemsAre(message);
  },

  async "value/URL-encoded twice and three times"(context) {
    const twice = encodeURIComponent(encodeURIComponent(unpadded(context)));
    stepsAre(await read(context, twice), "URL encoding twice", "base64");
    const message = await read(context, encodeURIComponent(twice));
    stepsAre(message, "URL encoding three times", "base64");
    problemsAre(message, "refused: The value is percent-encoded more than once.");
  },

  async "value/URL-encoded four times is not read"(context) {
    const result = await context.recognise([1, 2, 3, 4].reduce((value) => encodeURIComponent(value), unpadded(context)));
    equal(result.messages.length, 0, "messages");
    notesSay(result, "still percent-encoded after 3 rounds");
  },

  async "value/a form escapes once more"(context) {
    const message = await posted(context, encodeURIComponent(unpadded(context)));
    stepsAre(message, "URL encoding twice", "base64");
    problemsAre(message, "refused: The value is percent-encoded more than once.");
  },

  async "value/a plus that was lost in a form"(context) {
    const value = base64(`${context.metadata} <!-- >>> ??? -->`);
    const message = only(await context.recognise(`SAMLResponse=${value}`));
    const lost = value.indexOf("+");
    equal(lost > 0, true, "the sample has a +");
    equal(xmlOf(message), `${context.metadata} <!-- >>> ??? -->`, "xml");
    problemsAre(message, "refused: A space in base64, most likely a `+`");
    equal(message.problems[0].at, { in: "value", offset: lost }, "place");
  },

  async "value/lines that were joined by spaces"(context) {
    const message = await read(context, context.value.replace(/.{64}/g, "$& "));
    equal(xmlOf(message), context.response, "xml");
    problemsAre(message, "refused: Spaces separate lines of base64");
  },

  async "value/URL-safe alphabet"(context) {
    const message = await posted(context, context.value.replaceAll("+", "-").replaceAll("/", "_"));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "base64 of the URL-safe alphabet");
    problemsAre(message, "refused: The base64 is in the URL-safe alphabet");
  },

  async "value/padding that is missing, or too long, or early"(context) {
    const value = unpadded(context);
    equal(value.endsWith("=="), true, "the sample is padded");
    problemsAre(await posted(context, value.slice(0, -2)), "refused: The padding of the base64 (`=`) is missing.");
    problemsAre(await posted(context, `${value}==`), "refused: The base64 has 2 `=` too many.");
    const message = await posted(context, `${base64(context.metadata.slice(0, 50))}${base64(context.metadata.slice(50))}`);
    equal(xmlOf(message), context.metadata, "xml");
    problemsAre(message, "refused: Base64 goes on after its padding.");
  },

  async "value/bits left over, and one character too many"(context) {
    const value = unpadded(context);
    const last = value.at(-3);
    problemsAre(await posted(context, `${value.slice(0, -3)}${String.fromCharCode(last.charCodeAt(0) + 1)}==`), "refused: The last character of the base64 has bits");
    problemsAre(await posted(context, `${value.slice(0, -2)}AAA`), "refused: The base64 is cut short", "refused: Something follows the root");
  },

  async "value/characters that are none"(context) {
    const message = await posted(context, `${context.value.slice(0, 10)}"${context.value.slice(10)},`);
    equal(xmlOf(message), context.response, "xml");
    problemsAre(message, "refused: 2 characters outside the alphabet of base64 left out.");
    equal(message.problems[0].at, { in: "value", offset: 10 }, "place");
  },

  async "value/base64 of base64"(context) {
    const message = await posted(context, base64(context.value));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "base64", "base64");
    problemsAre(message, "refused: It is base64 of base64.");
  },

  async "value/XML that was escaped before it was encoded"(context) {
    const message = await posted(context, base64(context.metadata.replaceAll("<", "&lt;")));
    equal(xmlOf(message), context.metadata, "xml");
    problemsAre(message, "refused: The XML inside the base64 is escaped for HTML.");
  },

  async "value/XML without base64"(context) {
    const message = await posted(context, context.response);
    equal(xmlOf(message), context.response, "xml");
    problemsAre(message, "refused: The XML stands there as it is, without base64.");
  },

  async "value/DEFLATE by itself"(context) {
    const message = await read(context, base64(deflateRawSync(context.response)));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "base64", "raw DEFLATE");
    problemsAre(message);
  },

  async "value/gzip and zlib in place of raw DEFLATE"(context) {
    for (const [name, packed] of [["gzip", gzipSync(context.response)], ["zlib", deflateSync(context.response)]]) {
      const message = await read(context, base64(packed));
      equal(xmlOf(message), context.response, name);
      stepsAre(message, "base64", name);
      problemsAre(message, name === "gzip" ? "refused: It is gzip (RFC 1952)" : "refused: It is DEFLATE with zlib's header");
    }
  },

  async "value/gzip with a name in its header, and with a cut checksum"(context) {
    const packed = gzipSync(context.metadata);
    const named = Buffer.concat([packed.subarray(0, 3), Buffer.from([8]), packed.subarray(4, 10), Buffer.from("saml.xml\0"), packed.subarray(10, -2)]);
    const message = await read(context, base64(named));
    equal(xmlOf(message), context.metadata, "xml");
    problemsAre(message, "It is gzip", "The checksum after the compressed message is cut off.");
  },

  async "value/octets after the DEFLATE"(context) {
    const packed = deflateRawSync(context.response);
    const message = await read(context, base64(Buffer.concat([packed, Buffer.from("more")])));
    equal(xmlOf(message), context.response, "xml");
    problemsAre(message, "refused: 4 bytes after the end of the compressed message left out.");
    equal(message.problems[0].at, { in: "compressed", offset: packed.length }, "place");
  },

  async "value/DEFLATE that is cut off gives what came before"(context) {
    const message = await read(context, base64(deflateRawSync(context.response).subarray(0, -100)));
    equal(message.kind, "Response", "kind");
    equal(context.response.startsWith(xmlOf(message)), true, "a beginning");
    problemsAre(message, "refused: The compressed message is damaged: it is cut off.", "refused: The XML is cut off");
  },

  async "value/escapes of HTML and of programs"(context) {
    const html = await read(context, context.value.replaceAll("+", "&#43;").replaceAll("=", "&#x3D;"));
    equal(xmlOf(html), context.response, "HTML");
    const value = base64(`${context.metadata} <!-- >>> ??? -->`);
    const program = await read(context, value.replaceAll("+", "\\u002B").replaceAll("/", "\\/"));
    stepsAre(program, "backslash escapes", "base64");
    problemsAre(program, "odd: The value has the backslash escapes");
  },

  async "value/no XML in it"(context) {
    const result = await context.recognise(base64("This is a sentence of some length, and no XML at all."));
    equal(result.messages.length, 0, "messages");
    notesSay(result, "Nothing in it looks like a SAML message.", "they are neither XML nor compressed XML");
  },

  async "value/an empty one, and prose"(context) {
    notesSay(await context.recognise(" \n"), "There is no text.");
    notesSay(await context.recognise("please help me with my single sign on"), "Nothing in it looks like a SAML message.");
    notesSay(await context.recognise("SAMLResponse="), "A SAMLResponse could not be read: it is empty.");
  },
};
