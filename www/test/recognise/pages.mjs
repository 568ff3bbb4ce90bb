// HTML that submits itself, and JSON.
import { equal } from "../../../tests/js/lib/check.mjs";
import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { base64, form } from "../lib/samples.mjs";

const read = async ({ recognise }, text) => only(await recognise(text));

const page = (inputs, attributes = `method="post" action="https://sp.example.com/acs?a=1&amp;b=2"`) => `<!DOCTYPE html>
<html><head><title>Submit</title></head><body onload="document.forms[0].submit()"><form ${attributes}>${inputs}<noscript><button>Go > on</button></noscript></form></body></html>`;

export const pageTests = {
  async "page/hidden inputs"(context) {
    const result = await context.recognise(page(`<input type="hidden" name="SAMLResponse" value="${context.value}"/><input type="hidden" name="RelayState" value="a&amp;b"/>`));
    const message = only(result);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "POST", from: "HTML", url: "https://sp.example.com/acs?a=1&b=2", method: "POST", relayState: "a&b", parameter: "SAMLResponse" });
    stepsAre(message, "base64");
    problemsAre(message);
    notesSay(result, "HTML with a form that carries a message.");
  },

  async "page/attributes in any order, quotes of any kind, letters of any case"(context) {
    for (const input of [`<INPUT VALUE='${context.value}' TYPE=hidden NAME=SAMLResponse>`, `<input value="${context.value}"\n  name = "SAMLResponse"\n>`, `<textarea name="SAMLResponse">\n${context.value}</textarea>`]) {
      equal(xmlOf(await read(context, page(input))), context.response, input.slice(0, 20));
    }
  },

  async "page/values that are escaped"(context) {
    const message = await read(context, page(`<input name="SAMLResponse" value="${context.value.replaceAll("+", "&#x2B;").replaceAll("=", "&#61;").replaceAll("P", "&#80;")}">`));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "HTML escapes of the form", "base64");
    problemsAre(message);
  },

  async "page/a value that is still percent-encoded is refused"(context) {
    const value = base64(context.metadata.padEnd(Math.ceil(context.metadata.length / 3) * 3 + 1));
    problemsAre(await read(context, page(`<input name="SAMLResponse" value="${encodeURIComponent(value)}">`)), "refused: The value is still percent-encoded.");
  },

  async "page/a part of it"(context) {
    const message = await read(context, `  <input type="hidden" name="SAMLRequest" value="${base64(context.authnRequest)}">`);
    equal(message.kind, "AuthnRequest", "kind");
    transportIs(message, { url: null });
  },

  async "page/two forms"(context) {
    const { messages } = await context.recognise(page(`<input name=q value=1></form><form action="/b"><input name="SAMLResponse" value="${context.value}"></form><form action=/c method=post><input name="SAMLRequest" value="${base64(context.authnRequest)}">`));
    equal(messages.map(({ transport: { url, method } }) => [url, method]), [["/b", "GET"], ["/c", "POST"]], "forms");
  },

  async "page/shown as source, with its markup escaped"(context) {
    const message = await read(context, page(`<input name="SAMLResponse" value="${context.value}">`).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "HTML escapes", "base64");
  },

  async "page/without a message"(context) {
    const result = await context.recognise(page(`<input name="user">`));
    equal(result.messages.length, 0, "messages");
    notesSay(result, "Nothing in it looks like a SAML message.");
  },

  async "json/an object with the field"(context) {
    const result = await context.recognise(JSON.stringify({ SAMLResponse: context.value, RelayState: "r" }));
    const message = only(result);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "POST", from: "JSON", parameter: "SAMLResponse", relayState: "r" });
    notesSay(result, "JSON with a message in it.");
  },

  async "json/deep inside, with other names, in lists"(context) {
    const { messages } = await context.recognise(JSON.stringify({ a: [1, { b: { saml_response: context.value } }], c: [null, { body: form({ SAMLRequest: base64(context.authnRequest) }) }, context.metadata] }));
    equal(messages.map(({ kind }) => kind), ["Response", "AuthnRequest", "EntityDescriptor"], "kinds");
  },

  async "json/a string"(context) {
    const message = await read(context, JSON.stringify(context.response));
    equal(xmlOf(message), context.response, "xml");
    stepsAre(message, "JSON string");
  },

  async "json/the event of a function, with its body in base64"(context) {
    const message = await read(context, JSON.stringify({ version: "2.0", body: base64(form({ SAMLResponse: context.value, RelayState: "r" })), isBase64Encoded: true }));
    transportIs(message, { how: "POST", relayState: "r" });
    stepsAre(message, "base64 of the body", "URL encoding", "base64");
  },

  async "json/names of prototypes are names"(context) {
    const text = `{"__proto__":{"SAMLResponse":"${context.value}"},"constructor":{"prototype":{"log":{"entries":[]}}},"toString":"x","hasOwnProperty":1}`;
    equal(xmlOf(await read(context, text)), context.response, "xml");
    equal([{}.SAMLResponse, Object.prototype.log], [undefined, undefined], "prototype");
    notesSay(await context.recognise(`{"__proto__":{"log":{"entries":[]},"requests":[{"url":"a","method":"b"}]}}`), "JSON without a message in it.");
  },

  async "json/broken JSON is read as text"(context) {
    const result = await context.recognise(`{"SAMLResponse":"${context.value}"`);
    equal(xmlOf(only(result)), context.response, "xml");
    notesSay(result, "It begins like JSON, but is none.");
  },
};
