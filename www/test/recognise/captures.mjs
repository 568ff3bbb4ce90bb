// HAR files and exports of SAML-tracer.
import { equal } from "../../../tests/js/lib/check.mjs";
import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { base64, form, query } from "../lib/samples.mjs";

const read = async ({ recognise }, value) => only(await recognise(JSON.stringify(value)));
const ACS = "https://sp.example.com/saml/acs";
const TIME = "2026-11-24T10:00:00.123Z";

const har = (...entries) => ({ log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, entries } });
const entry = (request, response = {}) => ({ startedDateTime: TIME, request: { method: "GET", url: "https://example.com/", headers: [], ...request }, response: { status: 200, headers: [], content: {}, ...response } });
const post = (text, more = {}) => entry({ method: "POST", url: ACS, postData: { mimeType: "application/x-www-form-urlencoded", text, ...more } });
const page = (value) => `<html><body><form action="${ACS}" method="post"><input name="SAMLResponse" value="${value}"></form></body></html>`;

const trace = (...requests) => ({ requests, timestamp: TIME });
const traced = (fields) => ({ method: "GET", url: "https://example.com/", requestId: "request-1-GET-x", requestHeaders: [{ name: "Host", value: "example.com" }], responseHeaders: [{ name: "Date", value: "Tue, 24 Nov 2026 10:00:00 GMT" }], responseStatus: 200, ...fields });

export const captureTests = {
  async "har/a login: the request by redirect, the response by POST"(context) {
    const url = `https://idp.example.com/sso?${query(context.authnRequest, { RelayState: "r" })}`;
    const result = await context.recognise(JSON.stringify(har(entry({ url }), entry({}), post(form({ SAMLResponse: context.value, RelayState: "r" })))));
    equal(result.messages.map(({ kind }) => kind), ["AuthnRequest", "Response"], "kinds");
    const [request, response] = result.messages;
    transportIs(request, { how: "Redirect", from: "HAR", url, method: "GET", time: TIME, relayState: "r", query: url.slice(url.indexOf("?") + 1) });
    transportIs(response, { how: "POST", from: "HAR", url: ACS, method: "POST", time: TIME, relayState: "r" });
    equal(xmlOf(response), context.response, "xml");
    for (const message of result.messages) problemsAre(message);
    notesSay(result, "A HAR file of WebInspector 537.36 with 3 requests.");
  },

  async "har/params in place of text, decoded or not"(context) {
    for (const value of [context.value, encodeURIComponent(context.value)]) {
      const result = await context.recognise(JSON.stringify(har(post(undefined, { params: [{ name: "SAMLResponse", value }, { name: "RelayState", value: "r" }] }))));
      equal(xmlOf(only(result)), context.response, "xml");
      transportIs(only(result), { how: "POST", relayState: "r" });
      notesSay(result, "The capture has parameters as a list only");
    }
  },

  async "har/queryString where the URL has lost its query"(context) {
    const parameters = [...new URLSearchParams(context.redirect)].map(([name, value]) => ({ name, value }));
    const message = await read(context, har(entry({ url: "https://sp.example.com/saml/slo", queryString: parameters })));
    transportIs(message, { how: "Redirect", query: null, signed: null, relayState: "r/1 +" });
  },

  async "har/a page that was not submitted"(context) {
    const message = await read(context, har(entry({ url: "https://idp.example.com/login" }, { content: { mimeType: "text/html", text: page(context.value) } })));
    transportIs(message, { how: "POST", from: "HAR", url: ACS, method: "POST", time: TIME });
    stepsAre(message, "from the response of https://idp.example.com/login", "base64");
  },

  async "har/a page in base64"(context) {
    const message = await read(context, har(entry({}, { content: { mimeType: "text/html; charset=utf-8", encoding: "base64", text: base64(page(context.value)) } })));
    stepsAre(message, "from the response of https://example.com/", "base64 of the response", "base64");
    equal(xmlOf(message), context.response, "xml");
  },

  async "har/a page that was then submitted is listed once, as submitted"(context) {
    const result = await context.recognise(JSON.stringify(har(entry({}, { content: { text: page(context.value) } }), post(form({ SAMLResponse: context.value })))));
    stepsAre(only(result), "URL encoding", "base64");
    notesSay(result, "1 message in responses left out");
  },

  async "har/a redirect that was not followed, in Location and in redirectURL"(context) {
    const location = `https://idp.example.com/sso?${query(context.authnRequest)}`;
    for (const response of [{ redirectURL: location }, { redirectURL: "", headers: [{ name: "Location", value: location }] }]) {
      transportIs(await read(context, har(entry({}, response))), { how: "Redirect", url: location, method: "GET" });
    }
  },

  async "har/metadata in a response"(context) {
    const message = await read(context, har(entry({ url: "https://idp.example.com/metadata" }, { content: { mimeType: "application/samlmetadata+xml", text: context.metadata } })));
    equal(message.kind, "EntityDescriptor", "kind");
    transportIs(message, { how: "xml", url: "https://idp.example.com/metadata" });
  },

  async "har/one entry by itself"(context) {
    transportIs(await read(context, post(form({ SAMLResponse: context.value }))), { from: "HAR", url: ACS });
  },

  async "har/a file that begins with a byte order mark"(context) {
    notesSay(await context.recognise(`\ufeff${JSON.stringify(har())}`), "A HAR file of WebInspector 537.36 with 0 requests.");
  },

  async "har/compressed where it was posted"(context) {
    problemsAre(await read(context, har(post(context.bodyOf("logout/post-deflated")))), "refused: The message is compressed, as only HTTP-Redirect does it.");
  },

  async "har/200 messages, and no more"(context) {
    const result = await context.recognise(JSON.stringify(har(...Array.from({ length: 210 }, () => post(form({ SAMLResponse: base64(context.metadata) }))))));
    equal(result.messages.length, 200, "messages");
    notesSay(result, "These are the first 200 messages. The rest was not read.", "with 210 requests");
  },

  async "har/entries that are none"(context) {
    const text = `{"log":{"entries":[null,1,"x",[],{},{"request":null,"response":7},{"request":{"url":5,"postData":{"params":[{"name":1}],"text":{}}},"response":{"content":{"text":9,"encoding":"base64"},"headers":{}}},{"__proto__":{"request":{"url":"https://a/?${query(context.authnRequest)}"}}}]}}`;
    const result = await context.recognise(text);
    equal(result.messages.length, 0, "messages");
    notesSay(result, "A HAR file with 8 requests.");
  },

  async "tracer/a login"(context) {
    const url = `https://idp.example.com/sso?${query(context.authnRequest, { RelayState: "r" })}`;
    const result = await context.recognise(
      JSON.stringify(
        trace(
          traced({ url, get: [["SAMLRequest", "x"]], protocol: "SAML-P", saml: context.authnRequest }),
          traced({ method: "POST", url: ACS, post: [["SAMLResponse", context.value], ["RelayState", "r"]], protocol: "SAML-P", saml: context.response }),
          traced({}),
        ),
      ),
    );
    equal(result.messages.map(({ kind }) => kind), ["AuthnRequest", "Response"], "kinds");
    transportIs(result.messages[0], { how: "Redirect", from: "SAML-tracer", url, query: url.slice(url.indexOf("?") + 1) });
    transportIs(result.messages[1], { how: "POST", from: "SAML-tracer", url: ACS, method: "POST", relayState: "r", time: "Tue, 24 Nov 2026 10:00:00 GMT" });
    stepsAre(result.messages[1], "base64");
    for (const message of result.messages) problemsAre(message);
    notesSay(result, `An export of SAML-tracer with 3 requests, made at ${TIME}.`);
  },

  async "tracer/headers as pairs, as versions before 1.0 wrote them"(context) {
    const message = await read(context, trace(traced({ id: "1", requestId: undefined, method: "POST", url: ACS, post: [["SAMLResponse", context.value]], responseHeaders: [["date", "then"]] })));
    transportIs(message, { time: "then" });
  },

  async "tracer/values that were masked"(context) {
    for (const masked of ["{hash:0cc175b9c0f1b6a831c399e269772661}", "{obf:alternative_0}"]) {
      const message = await read(context, trace(traced({ method: "POST", url: ACS, post: [["SAMLResponse", masked]], saml: context.response })));
      equal(xmlOf(message), context.response, "xml");
      transportIs(message, { how: "xml", parameter: null });
      problemsAre(message, "odd: The value that was sent is masked in the export.");
      notesSay(await context.recognise(JSON.stringify(trace(traced({ method: "POST", url: ACS, post: [["SAMLResponse", masked]] })))), "exported with its value masked");
    }
  },

  async "tracer/an artifact and WS-Federation"(context) {
    notesSay(await context.recognise(JSON.stringify(trace(traced({ url: "https://sp.example.com/acs?SAMLart=AAQ", samlart: "AAQ" }), traced({ method: "POST", url: ACS, post: [["wresult", "<t/>"]], protocol: "WS-Fed" })))), "a SAMLart: an artifact", "this is WS-Federation");
  },
};
