import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { altered, alteredEverywhere, compareTexts, sideOf, told } from "./sides.mjs";

const OKTA = "accept/okta-assertion-signed";
const ATTRIBUTE = (name, ...values) => `<saml2:Attribute Name="${name}">${values.map((value) => `<saml2:AttributeValue>${value}</saml2:AttributeValue>`).join("")}</saml2:Attribute>`;
const withAttributes = (text, ...attributes) => text.replace(/<saml2:Attribute .*<\/saml2:Attribute>/s, () => attributes.join(""));

/** One thing is altered in Okta's message; that, and nothing else, is told. */
const oneThing = (from, to, ...expected) => ({ source, bodyOf }) => {
  const text = bodyOf(OKTA);
  equal(told(compareTexts(source, text, altered(text, from, to))), expected);
};

export const meaningTests = {
  "a message beside itself: nothing": ({ source, vectors, textOf }) => {
    const accepted = vectors.filter(({ name, encoding }) => name.startsWith("accept/") && encoding === "xml");
    ok(accepted.length > 50, `${accepted.length} vectors`);
    for (const { name, body } of accepted) {
      const text = textOf(body);
      const { differences, varying, spelling } = compareTexts(source, text, text);
      equal([differences.length, varying.length, spelling.length], [0, 0, 0], name);
    }
  },

  audience: oneThing("urn:console:JQ7a9f0c2<", "urn:console:other<", "Audience: urn:console:JQ7a9f0c2 | urn:console:other"),
  destination: oneThing("Destination=\"https://sp.example.com/saml/acs\"", "Destination=\"https://sp.example.com/acs\"", "Destination: https://sp.example.com/saml/acs | https://sp.example.com/acs"),
  "a destination that is not there": oneThing(" Destination=\"https://sp.example.com/saml/acs\"", "", "Destination: https://sp.example.com/saml/acs | -"),
  recipient: oneThing("Recipient=\"https://sp.example.com/saml/acs\"", "Recipient=\"https://sp.example.com/saml/ACS\"", "Recipient: https://sp.example.com/saml/acs | https://sp.example.com/saml/ACS"),
  status: oneThing("status:Success", "status:Responder", "Status: urn:oasis:names:tc:SAML:2.0:status:Success | urn:oasis:names:tc:SAML:2.0:status:Responder"),
  NameID: oneThing(">jane.doe@example.com</saml2:NameID>", ">john@example.com</saml2:NameID>", "NameID: jane.doe@example.com | john@example.com"),
  "format of the NameID": oneThing("1.1:nameid-format:emailAddress", "2.0:nameid-format:persistent", "Format of the NameID: urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress | urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"),
  "AuthnContext class": oneThing("classes:PasswordProtectedTransport", "classes:Password", "AuthnContext class: urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport | urn:oasis:names:tc:SAML:2.0:ac:classes:Password"),
  "a session index that is not there": oneThing(" SessionIndex=\"_req1\"", "", "SessionIndex: _req1 | -"),
  "signature algorithm": oneThing("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#rsa-sha1", "Algorithm of the signature of the Assertion: http://www.w3.org/2001/04/xmldsig-more#rsa-sha256 | http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
  "digest algorithm": oneThing("2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1", "Digest algorithm of the signature of the Assertion: http://www.w3.org/2001/04/xmlenc#sha256 | http://www.w3.org/2000/09/xmldsig#sha1"),
  "a comment in the NameID": oneThing(">jane.doe@", ">jane.doe<!---->@", "Comments or instructions in: NameID: - | <!---->"),
  "an attribute of another namespace": oneThing("<saml2:NameID ", "<saml2:NameID xmlns:x='urn:x' x:y='1' ", "y of the NameID, of the namespace urn:x: - | 1"),
  "an element of no standard": oneThing("</saml2:Conditions>", "<x xmlns='urn:x'>1</x></saml2:Conditions>", "x, of the namespace urn:x: - | 1"),
  "an Issuer of another namespace": ({ source, bodyOf }) => {
    const text = bodyOf(OKTA);
    const found = told(compareTexts(source, text, altered(text, "xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\">http", "xmlns:saml2=\"urn:other\">http")));
    ok(found.some((row) => row === "Issuer of the Response: http://www.okta.com/exk1fcia6d6EMsf331d8 | -"), found.join("\n"));
    ok(found.some((row) => row === "Issuer, of the namespace urn:other: - | http://www.okta.com/exk1fcia6d6EMsf331d8"), found.join("\n"));
  },

  "times by how long after the IssueInstant": ({ source, bodyOf }) => {
    const text = bodyOf(OKTA);
    const aDayLater = alteredEverywhere(text, "2026-11-24T", "2026-11-25T");
    const { differences, varying } = compareTexts(source, text, aDayLater);
    equal(differences, [], "another day");
    equal(varying.map(({ label }) => label).sort(), ["AuthnInstant", "IssueInstant of the Assertion", "IssueInstant of the Response", "NotBefore of the Conditions", "NotOnOrAfter of the Conditions", "NotOnOrAfter of the subject confirmation"]);
    equal(told(compareTexts(source, text, altered(aDayLater, "NotOnOrAfter=\"2026-11-25T10:04:57.482Z\" Recipient", "NotOnOrAfter=\"2026-11-25T10:59:57.482Z\" Recipient"))), ["NotOnOrAfter of the subject confirmation: 5 min after the IssueInstant | 1 h after the IssueInstant"]);
  },
  "a time that names no zone": ({ source, bodyOf }) => {
    const text = bodyOf(OKTA);
    equal(told(compareTexts(source, text, altered(text, "AuthnInstant=\"2026-11-24T09:41:12.007Z\"", "AuthnInstant=\"2026-11-24T09:41:12.007\""))), ["AuthnInstant: 2026-11-24T09:41:12.007Z | 2026-11-24T09:41:12.007"]);
  },

  "IDs and what refers to them": ({ source, bodyOf }) => {
    const text = bodyOf(OKTA);
    const { differences, varying } = compareTexts(source, text, alteredEverywhere(text, "id11659324151912061866934721", "id2"));
    equal(differences, []);
    equal(varying.map(({ label }) => label), ["ID of the Assertion", "Reference of the signature of the Assertion"]);
    equal(told(compareTexts(source, text, altered(text, "URI=\"#id11659324151912061866934721\"", "URI=\"#id116593241518796393108715497\""))), ["Reference of the signature of the Assertion: the element that holds the signature | another element: Response"]);
  },
  "the request that is answered": ({ source, bodyOf }) => {
    const text = bodyOf(OKTA);
    equal(compareTexts(source, text, alteredEverywhere(text, "InResponseTo=\"_req1\"", "InResponseTo=\"_req2\"")).differences, [], "another request");
    equal(told(compareTexts(source, text, altered(text, "InResponseTo=\"_req1\" NotOnOrAfter", "InResponseTo=\"_req2\" NotOnOrAfter"))), ["InResponseTo of the subject confirmation: the request that the message itself names | another request than the message itself names"]);
    equal(told(compareTexts(source, text, altered(text, " InResponseTo=\"_req1\" IssueInstant", " IssueInstant"))), ["InResponseTo of the Response: _req1 | -", "InResponseTo of the subject confirmation: the request that the message itself names | a request, which the message itself does not name"]);
  },
  "a transient NameID is another in every login, and a persistent one is not": ({ source, bodyOf }) => {
    const transient = altered(bodyOf(OKTA), "1.1:nameid-format:emailAddress", "2.0:nameid-format:transient");
    const other = altered(transient, ">jane.doe@example.com</saml2:NameID>", ">x</saml2:NameID>");
    equal(told(compareTexts(source, transient, other)), []);
    equal(compareTexts(source, transient, other).varying.map(({ label }) => label), ["NameID"]);
  },

  "attributes: added, removed, changed": ({ source, bodyOf }) => {
    const text = bodyOf(OKTA);
    const one = withAttributes(text, ATTRIBUTE("a", "1", "2"), ATTRIBUTE("b", "1"), ATTRIBUTE("d", "1", "2"));
    const other = withAttributes(text, ATTRIBUTE("d", "2", "1"), ATTRIBUTE("c", "1"), ATTRIBUTE("a", "2", "3"));
    const found = compareTexts(source, one, other);
    equal(told(found), ["Values of attribute “a”: 1, 2 | 2, 3", "Attribute “b”: 1 | -", "Attribute “c”: - | 1"]);
    equal(found.spelling, ["the order of values", "the order of elements that have the same name"]);
  },
  "a value that is there twice": ({ source, bodyOf }) => {
    const text = bodyOf(OKTA);
    equal(told(compareTexts(source, withAttributes(text, ATTRIBUTE("a", "1", "2")), withAttributes(text, ATTRIBUTE("a", "1", "1", "2")))), ["Values of attribute “a”: 1, 2 | 1, 1, 2"]);
  },

  "both signed, one signed": ({ source, bodyOf }) => {
    equal(told(compareTexts(source, bodyOf(OKTA), bodyOf("accept/okta-both-signed"))), ["Number of signatures: 1 | 2", "Signature of the Response: - | There: http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]);
  },
  "transforms in another order": ({ source, bodyOf }) => {
    const text = bodyOf("accept/plain");
    const [first, second] = text.match(/<ds:Transform .*?(?=<ds:Transform |<\/ds:Transforms>)/gs);
    const found = told(compareTexts(source, text, altered(text, first + second, second + first)));
    ok(found.some((row) => row.startsWith("Transform of the signature of the Assertion: http://www.w3.org/2000/09/xmldsig#enveloped-signature |")), found.join("\n"));
  },
  "a wrapped assertion": ({ source, bodyOf }) => {
    const found = told(compareTexts(source, bodyOf("accept/plain"), bodyOf("xsw/xsw3-other-id")));
    equal(found.map((row) => row.slice(0, 45)), ["Number of assertions: 1 | 2", "Number of subject confirmations: 1 | 2", 'Assertion 1: - | <saml2:Assertion ID="forged"']);
  },
  "elements in another order": ({ source, bodyOf }) => {
    const text = bodyOf("accept/plain");
    const [issuer] = /<saml2:Issuer.*?<\/saml2:Issuer>/.exec(text);
    const [status] = /<saml2p:Status.*?<\/saml2p:Status>/s.exec(text);
    equal(told(compareTexts(source, text, altered(text, issuer + status, status + issuer))), ["Order of the elements in: Response: Issuer, Status, Assertion | Status, Issuer, Assertion"]);
  },

  "what was decrypted beside what was not encrypted": ({ source, bodyOf }) => {
    const { outline } = source;
    const assertion = `<a:Assertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"><a:Subject><a:NameID>jane</a:NameID></a:Subject></a:Assertion>`;
    const response = (inside) => `<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol">${inside}</p:Response>`;
    const ciphertext = `<a:EncryptedAssertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"><x:EncryptedData xmlns:x="http://www.w3.org/2001/04/xmlenc#"><x:EncryptionMethod Algorithm="urn:gcm"/></x:EncryptedData></a:EncryptedAssertion>`;
    const decrypted = (name) => sideOf({ outline }, response(ciphertext), { decrypted: [{ assertion: assertion.replace("jane", name), signedInfo: null }] });
    const plain = sideOf({ outline }, response(assertion));
    equal(told(source.compare(plain, decrypted("jane"))), ["EncryptedAssertion: - | Encrypted: urn:gcm"]);
    equal(told(source.compare(decrypted("jane"), decrypted("john"))), ["NameID: jane | john"]);
    const unread = source.compare(plain, sideOf({ outline }, response(ciphertext)));
    ok(unread.notes.some((note) => note.includes("not read here")), unread.notes.join());
    ok(told(unread).some((row) => row.startsWith("EncryptedAssertion: - |")), told(unread).join("\n"));
    equal(bodyOf("encryption/gcm-256").includes("EncryptedAssertion"), true);
  },

  "metadata: keys and addresses": ({ source }) => {
    const metadata = (certificates, location) => `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:idp"><IDPSSODescriptor>${certificates.map((text) => `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${text}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`).join("")}<SingleSignOnService Binding="urn:redirect" Location="${location}"/></IDPSSODescriptor></EntityDescriptor>`;
    equal(told(compareTexts(source, metadata(["A", "B"], "https://one"), metadata(["B", "C"], "https://two"))), ["Location of the SingleSignOnService: https://one | https://two", "Certificate of the KeyDescriptor 1: A | C"]);
  },
  "requests": ({ source }) => {
    const request = (more) => `<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" ${more}/>`;
    equal(told(compareTexts(source, request("ForceAuthn='1'"), request("ForceAuthn='true'"))), []);
    equal(told(compareTexts(source, request("ForceAuthn='1'"), request("ForceAuthn='false'"))), ["ForceAuthn: 1 | false"]);
    equal(told(compareTexts(source, request(""), request("").replace("AuthnRequest", "LogoutRequest")))[0], "Kind of message: AuthnRequest | LogoutRequest");
  },

  "how it was sent": ({ source, response }) => {
    const sent = (transport, steps = []) => sideOf(source, response, { transport, steps });
    const post = sent({ how: "POST", parameter: "SAMLResponse", relayState: "/home" }, ["base64"]);
    const redirect = sent({ how: "Redirect", parameter: "SAMLResponse", relayState: null }, ["base64", "raw DEFLATE"]);
    equal(told(source.compare(post, redirect)), ["Binding: HTTP-POST | HTTP-Redirect", "Compression: none | raw DEFLATE", "RelayState: /home | -"]);
    const byItself = source.compare(post, sent({}));
    equal(told(byItself), []);
    ok(byItself.notes[0].startsWith("How the second message was sent is not known"), byItself.notes.join());
  },
};
