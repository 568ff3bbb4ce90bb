import { equal } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { productOf } = await loadSource("guidance/product-of.ts");

const TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
const ISSUERS = {
  okta: ["http://www.okta.com/exk1fcia6d6EMsf331d8"],
  entraId: [`https://sts.windows.net/${TENANT}/`, `https://login.microsoftonline.com/${TENANT}/`],
  googleWorkspace: ["https://accounts.google.com/o/saml2?idpid=C01abc2de"],
  adFs: ["http://fs.example.com/adfs/services/trust", "https://fs.example.com:444/adfs/services/trust"],
  oneLogin: ["https://app.onelogin.com/saml/metadata/0f0e0d0c-1111-2222-3333-444455556666", "https://app.onelogin.com/saml/metadata/123456"],
  keycloak: ["https://sso.example.com/realms/staff", "http://localhost:8080/auth/realms/master"],
};
const NEAR_MISSES = [
  "",
  "http://www.okta.com",
  "http://www.okta.com/",
  "https://www.okta.com/exk1fcia6d6EMsf331d8",
  "http://www.okta.com.example.org/exk1fcia6d6EMsf331d8",
  "http://www.okta.com@example.org/exk1",
  "https://example.org/http://www.okta.com/exk1fcia6d6EMsf331d8",
  "http://www.okta.com/exk1/more",
  "http://www.okta.com/exk1\n",
  "https://sts.windows.net/",
  "https://sts.windows.net/example.com/",
  `https://sts.windows.net.example.org/${TENANT}/`,
  "https://accounts.google.com/o/saml2",
  "https://accounts.google.com/o/saml2?idpid=",
  "https://accounts.google.com.example.org/o/saml2?idpid=C01abc2de",
  "http://fs.example.com/adfs/services/trust/mex",
  "http://fs.example.com/?/adfs/services/trust",
  "https://app.onelogin.com/saml/metadata/",
  "https://onelogin.com.example.org/saml/metadata/1",
  "https://sso.example.com/realms/",
  "https://sso.example.com/realms/staff/protocol/saml",
  "https://idp.example.com/saml",
];
const ADDRESSES = {
  pingFederate: "https://sso.example.com:9031/idp/SSO.saml2",
  okta: "https://example.okta.com/app/example/exk1fcia6d6EMsf331d8/sso/saml",
  entraId: `https://login.microsoftonline.com/${TENANT}/saml2`,
  googleWorkspace: "https://accounts.google.com/o/saml2/idp?idpid=C01abc2de",
  adFs: "https://fs.example.com/adfs/ls/",
  oneLogin: "https://example.onelogin.com/trust/saml2/http-post/sso/123456",
  keycloak: "https://sso.example.com/realms/staff/protocol/saml",
};
const nothing = { issuer: null, entityId: null, addresses: [] };

export const productTests = {
  "by its Issuer": () => {
    for (const [product, issuers] of Object.entries(ISSUERS)) for (const issuer of issuers) equal(productOf({ ...nothing, issuer }), { product, by: "the Issuer" }, issuer);
  },

  "what only looks like one is none": () => {
    for (const issuer of NEAR_MISSES) equal(productOf({ ...nothing, issuer }), null, issuer);
    for (const address of ["https://sso.example.com/idp/SSO.saml2/x", "https://sso.example.com/?/idp/SSO.saml2", "https://okta.com.example.org/app/x"]) equal(productOf({ ...nothing, addresses: [address] }), null, address);
  },

  "by the address of the connection": () => {
    for (const [product, address] of Object.entries(ADDRESSES)) equal(productOf({ ...nothing, addresses: [undefined, null, address] }), { product, by: "its address" }, address);
  },

  "the message counts before the connection, and its name before its address": () => {
    const traces = { issuer: ISSUERS.keycloak[0], entityId: ISSUERS.okta[0], addresses: [ADDRESSES.pingFederate] };
    equal(productOf(traces), { product: "keycloak", by: "the Issuer" });
    equal(productOf({ ...traces, issuer: "urn:unknown" }), { product: "okta", by: "the connection" });
    equal(productOf({ ...traces, issuer: null, entityId: "urn:unknown" }), { product: "pingFederate", by: "its address" });
  },

  "a name that is too long is not looked at": () => {
    const long = `https://sso.example.com/realms/${"a".repeat(300_000)}`;
    equal(productOf({ ...nothing, issuer: long }), null);
    equal(productOf({ ...nothing, issuer: long.slice(0, 1024) }), { product: "keycloak", by: "the Issuer" });
  },

  "the default connection of the vectors is one of Okta": ({ vectors }) => {
    const { connection } = vectors.find(({ name }) => name === "accept/okta-assertion-signed");
    equal(productOf({ issuer: null, entityId: connection.idp.entityId, addresses: [connection.idp.ssoUrl] }), { product: "okta", by: "the connection" });
  },
};
