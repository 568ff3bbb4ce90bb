// Messages somewhere in a text.
import { equal } from "../../../tests/js/lib/check.mjs";
import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { base64, form, query } from "../lib/samples.mjs";

const read = async ({ recognise }, text) => only(await recognise(text));

export const logTests = {
  async "log/a line with a body"(context) {
    const body = form({ SAMLResponse: context.value, RelayState: "r" });
    for (const line of [`2026-11-24 10:00:00 DEBUG acs - body: ${body} (4242 octets)`, `time=10:00 body="${body}" status=200`, `[req] {"body":"${body}","a":{}`, `body=${body};`, `POST body is\n${body}\nand that was it`]) {
      const message = await read(context, line);
      equal(xmlOf(message), context.response, line.slice(0, 20));
      transportIs(message, { how: "POST", from: "log", relayState: "r", parameter: "SAMLResponse" });
      problemsAre(message);
    }
  },

  async "log/the log of a web server"(context) {
    const message = await read(context, `192.0.2.1 - - [24/Nov/2026:10:00:00 +0000] "GET /saml/slo?${context.redirect} HTTP/1.1" 302 0 "-" "Mozilla/5.0"`);
    transportIs(message, { how: "Redirect", url: `/saml/slo?${context.redirect}`, query: context.redirect });
    problemsAre(message);
  },

  async "log/a URL in prose, with what follows it"(context) {
    const message = await read(context, `I am sent to (https://idp.example.com/sso?x=1&${query(context.authnRequest)}). Why?`);
    equal(message.kind, "AuthnRequest", "kind");
    stepsAre(message, "`).` after it left out", "URL encoding", "base64", "raw DEFLATE");
  },

  async "log/ampersands as JSON and HTML write them"(context) {
    for (const [ampersand, step] of [["\\u0026", "backslash escapes"], ["&amp;", "HTML escapes"]]) {
      const message = await read(context, `level=debug url="https://sp.example.com/saml/slo?${context.redirect.replaceAll("&", ampersand)}"`);
      transportIs(message, { query: context.redirect, relayState: "r/1 +" });
      equal(message.steps[0], step, "step");
    }
  },

  async "log/names and values as tools show them"(context) {
    for (const text of [`SAMLResponse: ${context.value}\nRelayState: r`, `Form Data\nSAMLResponse:\n${context.value}\nRelayState:\nr`, `params = {"SAMLResponse"=>"${context.value}", "RelayState"=>"r"}`, `x 'SAMLResponse' : '${context.value}' RelayState="r"`]) {
      const message = await read(context, text);
      equal(xmlOf(message), context.response, text.slice(0, 20));
      transportIs(message, { how: "POST", from: "log", parameter: "SAMLResponse" });
    }
    transportIs(await read(context, `SAMLResponse: ${context.value}\nRelayState: r`), { relayState: "r" });
  },

  async "log/a value in lines"(context) {
    const message = await read(context, `SAMLResponse:\n${context.value.replace(/.{76}/g, "$&\n")}\n--end of value--`);
    equal(xmlOf(message), context.response, "xml");
  },

  async "log/XML between other text"(context) {
    const message = await read(context, `10:00 DEBUG got ${context.metadata}, which is fine: <b>really</b>`);
    equal(xmlOf(message), context.metadata, "xml");
    transportIs(message, { how: "xml", from: "log" });
    problemsAre(message);
  },

  async "log/XML in a program's string"(context) {
    const message = await read(context, `xml = "${context.metadata.replaceAll('"', '\\"')}";`);
    equal(xmlOf(message), context.metadata, "xml");
    stepsAre(message, "backslash escapes");
  },

  async "log/base64 without a name"(context) {
    const message = await read(context, `SAML assertion received: ${context.value} from idp`);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "value", from: "log", parameter: null });
  },

  async "log/several, in order"(context) {
    const result = await context.recognise(`a ${context.metadata}\nb SAMLRequest=${encodeURIComponent(base64(context.authnRequest))}\nc ${context.value}\nd ${context.metadata}`);
    equal(result.messages.map(({ kind }) => kind), ["EntityDescriptor", "AuthnRequest", "Response", "EntityDescriptor"], "kinds");
    notesSay(result, "Text with 4 messages in it.");
  },

  async "log/a request as it goes over the wire"(context) {
    transportIs(await read(context, `POST /saml/acs HTTP/1.1\r\nHost: sp.example.com\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${form({ SAMLResponse: context.value, RelayState: "r" })}`), { how: "POST", relayState: "r" });
  },

  async "log/talk about SAMLResponse is no SAMLResponse"(context) {
    for (const text of ["The SAMLResponse was invalid: signature missing", "SAMLResponse: null", "no <Response> here, and no SAMLRequest"]) {
      const result = await context.recognise(text);
      equal([result.messages.length, result.notes], [0, ["Nothing in it looks like a SAML message."]], text);
    }
  },
};
