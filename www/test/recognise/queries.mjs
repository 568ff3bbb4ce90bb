// URLs of HTTP-Redirect and bodies of HTTP-POST.
import { equal } from "../../../tests/js/lib/check.mjs";
import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { base64, form, query, textOf } from "../lib/samples.mjs";

const read = async ({ recognise }, text) => only(await recognise(text));
const signedOf = ({ transport }) => transport.signed && new TextDecoder().decode(transport.signed);
const SLO = "https://sp.example.com/saml/slo";

export const queryTests = {
  async "redirect/a signed URL, with the octets that were signed"(context) {
    const result = await context.recognise(`${SLO}?${context.redirect}`);
    const message = only(result);
    const parameters = new URLSearchParams(context.redirect);
    equal(message.kind, "LogoutRequest", "kind");
    transportIs(message, { how: "Redirect", from: "text", parameter: "SAMLRequest", relayState: "r/1 +", sigAlg: parameters.get("SigAlg"), signature: parameters.get("Signature"), query: context.redirect, url: `${SLO}?${context.redirect}` });
    equal(signedOf(message), context.redirect.slice(0, context.redirect.indexOf("&Signature=")), "signed octets");
    stepsAre(message, "URL encoding", "base64", "raw DEFLATE");
    problemsAre(message);
    notesSay(result, "A query with a message, as HTTP-Redirect sends it.");
  },

  async "redirect/a query alone, with and without question mark"(context) {
    for (const text of [context.redirect, `?${context.redirect}`]) transportIs(await read(context, text), { how: "Redirect", query: context.redirect, url: null });
  },

  async "redirect/a path, a fragment, white space around"(context) {
    transportIs(await read(context, ` /saml/slo?${context.redirect}#top\n`), { query: context.redirect, url: `/saml/slo?${context.redirect}#top` });
  },

  async "redirect/the order is the binding's, not the query's"(context) {
    const [message, ...rest] = context.redirect.split("&");
    equal(signedOf(await read(context, `?${[...rest.reverse(), "x=1", message].join("&")}`)), context.redirect.slice(0, context.redirect.indexOf("&Signature=")), "signed octets");
  },

  async "redirect/spelling stays"(context) {
    const lower = context.redirect.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
    equal(signedOf(await read(context, `?${lower}`)), lower.slice(0, lower.indexOf("&Signature=")), "signed octets");
  },

  async "redirect/unsigned"(context) {
    const message = await read(context, `https://idp.example.com/sso?tenant=1&${query(context.authnRequest, { RelayState: "" })}`);
    equal([message.kind, signedOf(message)], ["AuthnRequest", null], "kind and signed");
    transportIs(message, { sigAlg: null, signature: null, relayState: "" });
    problemsAre(message);
  },

  async "redirect/an empty RelayState is signed too"(context) {
    const text = `${query(context.authnRequest)}&RelayState=&SigAlg=a&Signature=AAAA`;
    equal(signedOf(await read(context, text)), text.slice(0, text.indexOf("&Signature=")), "signed octets");
  },

  async "redirect/half a signature"(context) {
    const text = `?${query(context.authnRequest, { SigAlg: "a" })}`;
    const message = await read(context, text);
    equal(signedOf(message), null, "signed");
    problemsAre(message, "refused: There is a SigAlg, but no Signature.");
    problemsAre(await read(context, text.replace("SigAlg", "Signature")), "refused: There is a Signature, but no SigAlg.", "refused: Signature is not base64.");
  },

  async "redirect/parameters that stand twice, or are disguised"(context) {
    problemsAre(await read(context, `?${query(context.authnRequest)}&RelayState=a&RelayState=b`), "refused: The parameter RelayState stands 2 times.");
    problemsAre(await read(context, `?${query(context.authnRequest)}&Relay%53tate=a`), "refused: The name of the parameter RelayState is percent-encoded.");
    problemsAre(await read(context, `https://a.example/?${query(context.authnRequest).replace("SAMLR", "SAML%52")}`), "refused: The name of the parameter SAMLRequest is percent-encoded.");
  },

  async "redirect/not compressed"(context) {
    problemsAre(await read(context, `${SLO}?${form({ SAMLResponse: context.value })}`), "refused: The message is not compressed");
  },

  async "redirect/another SAMLEncoding"(context) {
    problemsAre(await read(context, `?${query(context.authnRequest, { SAMLEncoding: "urn:x" })}`), "refused: SAMLEncoding is urn:x");
    problemsAre(await read(context, `?${query(context.authnRequest, { SAMLEncoding: "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE" })}`));
  },

  async "redirect/as it stands in the source of a page"(context) {
    const message = await read(context, `${SLO}?${context.redirect.replaceAll("&", "&amp;")}`);
    stepsAre(message, "HTML escapes", "URL encoding", "base64", "raw DEFLATE");
    transportIs(message, { query: context.redirect });
    problemsAre(message);
  },

  async "redirect/broken into lines"(context) {
    const message = await read(context, `${SLO}?${context.redirect}`.replace(/.{80}/g, "$&\n   "));
    transportIs(message, { query: context.redirect });
    equal(/^\d+ line breaks left out$/.test(message.steps[0]), true, message.steps[0]);
  },

  async "redirect/a response where a request is due"(context) {
    problemsAre(await read(context, `?${query(context.response)}`), "refused: A Response in the parameter SAMLRequest.");
    problemsAre(await read(context, form({ SAMLResponse: base64(context.authnRequest) })), "refused: A AuthnRequest in the parameter SAMLResponse.".replace("A A", "An A"));
  },

  async "form/a body"(context) {
    const result = await context.recognise(form({ SAMLResponse: context.value, RelayState: "https://sp.example.com/a?b=1&c=ä" }));
    const message = only(result);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "POST", from: "text", parameter: "SAMLResponse", relayState: "https://sp.example.com/a?b=1&c=ä", query: null, signed: null });
    stepsAre(message, "URL encoding", "base64");
    problemsAre(message);
    notesSay(result, "The body of a form with a message, as HTTP-POST sends it.");
  },

  async "form/RelayState first, everything escaped"(context) {
    for (const name of ["form/relay-state-first", "form/everything-escaped", "form/other-fields"]) {
      const message = await read(context, context.bodyOf(name));
      equal(message.kind, "Response", name);
      problemsAre(message);
    }
  },

  async "form/names in another case are read, and refused"(context) {
    const message = await read(context, form({ samlResponse: context.value }));
    transportIs(message, { parameter: "SAMLResponse" });
    problemsAre(message, "refused: The parameter is called samlResponse");
  },

  async "form/two messages are two messages"(context) {
    const { messages } = await context.recognise(`${form({ SAMLResponse: context.value })}&${form({ SAMLRequest: base64(context.authnRequest) })}`);
    equal(messages.map(({ kind }) => kind), ["Response", "AuthnRequest"], "kinds");
    for (const message of messages) problemsAre(message, "refused: There are both a SAMLRequest and a SAMLResponse.");
  },

  async "form/a bad escape elsewhere"(context) {
    const message = await read(context, `SAMLResponse=${encodeURIComponent(context.value)}&x=%zz`);
    problemsAre(message, "refused: A `%` is followed by something else");
    equal(message.problems[0].at, { in: "parameters", offset: `SAMLResponse=${encodeURIComponent(context.value)}&x=`.length }, "place");
  },

  async "form/RelayStates that are refused"(context) {
    const withState = async (written) => await read(context, `SAMLResponse=${encodeURIComponent(context.value)}&RelayState=${written}`);
    problemsAre(await withState("%FF"), "refused: The RelayState is not UTF-8.");
    problemsAre(await withState("a%0D%0Ab"), "refused: The RelayState has control characters.");
    problemsAre(await withState("a".repeat(1025)), "refused: The RelayState has 1025 bytes");
    problemsAre(await withState("a".repeat(81)), "odd: The RelayState has 81 bytes");
  },

  async "form/compressed"(context) {
    const message = await read(context, context.bodyOf("logout/post-deflated"));
    // Nothing but the compression tells that this is no query.
    transportIs(message, { how: "Redirect" });
    problemsAre(message);
  },

  async "form/an artifact, and WS-Federation, are named"(context) {
    notesSay(await context.recognise("https://sp.example.com/acs?SAMLart=AAQAAMFbLinlXaCM%2BFIxiDwGOLAy2T71gbpO7ZhNzAgEANlB90ECfpNEVLg%3D"), "a SAMLart: an artifact");
    notesSay(await context.recognise("wa=wsignin1.0&wresult=%3Ct%3ARequestSecurityTokenResponse%3E"), "this is WS-Federation");
  },

  async "form/everything that SAML-vectors hold in forms decodes to the same octets"(context) {
    for (const vector of context.vectors.filter(({ encoding, expect }) => encoding === "form" && expect === "accept")) {
      const fields = new URLSearchParams(textOf(vector.body));
      const message = await read(context, textOf(vector.body));
      equal(base64(message.xml), base64(Buffer.from(fields.get("SAMLResponse") ?? fields.get("SAMLRequest"), "base64")), vector.name);
      equal(message.transport.relayState, fields.get("RelayState"), vector.name);
    }
  },
};
