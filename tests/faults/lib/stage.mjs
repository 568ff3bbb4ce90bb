// A service provider and its IdP, in this process: logins that verify, of any size.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { TestIdp } from "../../js/lib/test-idp.mjs";
import { ROOT } from "./paths.mjs";

export const key = (name) => readFileSync(join(ROOT, "tests/vectors/keys", `${name}.key.pem`), "utf8");
export const certificate = (name) => readFileSync(join(ROOT, "tests/vectors/keys", `${name}.crt.pem`), "utf8");

export const SECRET = "0123456789abcdef0123456789abcdef";

/** The most that a policy allows. */
export const LARGEST = 4 * 1024 * 1024;

export const connection = {
  idp: { entityId: "https://idp.example.com", ssoUrl: "https://idp.example.com/sso", sloUrl: "https://idp.example.com/slo", certificates: [certificate("idp")] },
  sp: { entityId: "https://sp.example.com", acsUrl: "https://sp.example.com/saml/acs", sloUrl: "https://sp.example.com/saml/slo" },
};

export const lenient = { ...connection, policy: { maxBytes: LARGEST } };

export const idp = new TestIdp(connection, key("idp"));

/** A form of about so many octets of XML, for the request of this id. */
export async function loginOf(id, octets = 0) {
  const groups = Math.max(0, Math.floor((octets - 8192) / 1000));
  const attributes = groups === 0 ? [] : [["groups", ...Array.from({ length: groups }, (_, at) => `${at}`.padEnd(PADDED, "x"))]];
  return await idp.respond({ inResponseTo: id, attributes });
}

/** So long that a value and its element have a thousand octets: as long as the element is, whatever else changes. */
const PADDED = 1000 - '<saml:AttributeValue></saml:AttributeValue>'.length;

export const NAME = "jane.doe@example.com";

/** What its answer is verified with, and the id. */
export async function begin(library, at = connection) {
  const { id, cookies } = await library.createLogin(at, { secret: SECRET });
  return { id, options: { secret: SECRET, cookies: cookies.map((cookie) => cookie.split(";")[0]).join("; ") } };
}
