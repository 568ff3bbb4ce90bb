// What the package sends, held against the schemas of OASIS by xmllint (libxml2), as SimpleSAMLphp's package carries them.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { equal, ok } from "../js/lib/check.mjs";
import { formOf } from "../js/lib/posted-form.mjs";
import { makeKey } from "./lib/keys.mjs";

const FOLDER = "/usr/share/simplesamlphp/schemas";
const [PROTOCOL, METADATA] = ["protocol", "metadata"].map((name) => `${FOLDER}/saml-schema-${name}-2.0.xsd`);

/** A reason, where it cannot be done. */
export function schemasMissing() {
  const without = [PROTOCOL, METADATA].filter((file) => !existsSync(file));
  if (without.length > 0) return `not installed: ${without.join(", ")}`;
  return spawnSync("xmllint", ["--version"]).error === undefined ? undefined : "not installed: xmllint";
}

function validate(schema, xml) {
  const { status, stderr } = spawnSync("xmllint", ["--nonet", "--noout", "--schema", schema, "-"], { input: xml, encoding: "utf8" });
  if (status !== 0) throw new Error(`${stderr}\n${xml}`);
}

export const schemaTests = (library) => {
  const key = makeKey("sp.example.com");
  const next = makeKey("sp-next.example.com");
  const sp = { entityId: "urn:console:JQ7a9f0c2", acsUrl: "https://sp.example.com/saml/acs", sloUrl: "https://sp.example.com/saml/slo" };
  const idp = { entityId: "urn:idp", ssoUrl: "https://idp.example.com/sso", sloUrl: "https://idp.example.com/slo", certificates: [key.certificate] };
  const sign = { privateKey: key.privateKey, certificate: key.certificate };
  const everything = {
    forceAuthn: true,
    nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    authnContext: ["urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "urn:oasis:names:tc:SAML:2.0:ac:classes:X509"],
    subject: "jane & <doe>",
  };
  return {
    "schema: what is not valid is found": () => {
      for (const xml of ["<x/>", '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>']) {
        let error;
        try {
          validate(PROTOCOL, xml);
        } catch (cause) {
          error = cause;
        }
        ok(error !== undefined, `accepted: ${xml}`);
      }
    },

    "schema: AuthnRequest": async () => {
      for (const ssoBinding of ["redirect", "post"])
        for (const options of [{}, everything, { isPassive: true }, { ...everything, sign }])
          validate(PROTOCOL, (await library.createLogin({ idp: { ...idp, ssoBinding }, sp }, options)).xml);
    },

    "schema: LogoutRequest and LogoutResponse": async () => {
      const login = {
        nameId: "jane & <doe>",
        nameIdFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
        nameQualifier: "urn:idp",
        spNameQualifier: sp.entityId,
        sessionIndexes: ["a", "b"],
      };
      for (const sloBinding of ["redirect", "post"]) {
        const connection = { idp: { ...idp, sloBinding }, sp };
        const logout = await library.createLogout(connection, login, { sign, reason: "urn:oasis:names:tc:SAML:2.0:logout:user" });
        validate(PROTOCOL, logout.xml);
        // As the IdP: its answers are made by the same code as ours.
        const other = {
          idp: { entityId: sp.entityId, certificates: [key.certificate], sloUrl: sp.sloUrl, sloBinding: "post" },
          sp: { entityId: idp.entityId, acsUrl: "https://idp.example.com/acs", sloUrl: idp.sloUrl },
        };
        const input = sloBinding === "redirect" ? logout.url : await formOf(logout.toResponse());
        const request = await library.verifyLogout(input, other, { store: library.memoryStore(), inResponseTo: null });
        for (const status of [undefined, "partial", "unknown-principal", "denied", "failed"]) {
          const form = await formOf(await request.respond({ sign, status }));
          validate(PROTOCOL, Buffer.from(form.get("SAMLResponse"), "base64").toString());
        }
      }
    },

    "schema: metadata of this service provider": async () => {
      const full = {
        sign,
        signingCertificates: [key.certificate, next.certificate],
        encryptionCertificates: [key.certificate, next.certificate],
        authnRequestsSigned: true,
        wantAssertionsSigned: false,
        nameIdFormats: ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"],
        subjectId: "pairwise-id",
        displayName: "Console & more",
        description: "Where <everything> is",
        informationUrl: "https://sp.example.com/about",
        privacyStatementUrl: "https://sp.example.com/privacy",
        logo: { url: "https://sp.example.com/logo.png", width: 64, height: 48 },
        organization: { name: "Example", url: "https://example.com/" },
        contacts: [
          { type: "technical", email: "saml@example.com", givenName: "Jo", company: "Example" },
          { type: "support", email: "mailto:help@example.com" },
        ],
        validUntil: new Date("2027-01-01T00:00:00Z"),
        cacheDurationSeconds: 86_400,
      };
      const { sloUrl: _, ...withoutLogout } = sp;
      for (const [settings, options] of [
        [sp, {}],
        [sp, full],
        [withoutLogout, {}],
        [withoutLogout, { displayName: "x" }],
        ...Object.entries(full).map(([name, value]) => [sp, { [name]: value }]),
      ]) {
        const xml = await library.spMetadata(settings, options);
        validate(METADATA, xml);
        equal(await library.spMetadata(settings, options), xml, "the same once more");
      }
    },
  };
};
