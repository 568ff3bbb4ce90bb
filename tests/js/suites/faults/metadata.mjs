// Metadata is read anew, or comes to its end, while somebody signs in.
import { equal, ok, refused } from "../../lib/check.mjs";
import { TestIdp } from "../../lib/test-idp.mjs";

const HOUR = 3_600_000;

/** What clocks are forgiven, by default. */
const SKEW = 180_000;

const bare = (pem) => pem.replace(/-----[^-]+-----|\s/g, "");

function metadataOf({ idp: { entityId, ssoUrl } }, until, ...certificates) {
  const key = (certificate) =>
    `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${bare(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  return (
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}" validUntil="${new Date(until).toISOString()}">` +
    `<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${certificates.map(key).join("")}` +
    `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${ssoUrl}"></md:SingleSignOnService></md:IDPSSODescriptor></md:EntityDescriptor>`
  );
}

export const metadataFaultTests = {
  async "faults: metadata that is read anew while a login is judged decides the next one"({ library, stage, keys }) {
    const { idp: old, sp: fresh } = keys.certificates;
    const until = Date.now() + HOUR;
    const copy = await library.connectionFromMetadata(metadataOf(stage.connection, until, old), stage.connection.sp);
    const verify = async ({ connection }, key) => {
      const { id, options } = await stage.begin();
      const form = await new TestIdp(stage.connection, keys[key]).respond({ inResponseTo: id });
      return await library.verifyLogin(form, connection, { ...options, store: library.memoryStore() }).then(() => "accepted", ({ code }) => code);
    };
    const source = async () => metadataOf(stage.connection, until, fresh);
    const [refreshed, ...during] = await Promise.all([library.refreshMetadata(copy, source), ...Array.from({ length: 10 }, () => verify(copy, "idp"))]);
    equal(during, during.map(() => "accepted"), "by the copy that they were handed");
    equal(refreshed.error, null, "error");
    ok(["ERR_UNKNOWN_KEY", "ERR_SIGNATURE_INVALID"].includes(await verify(refreshed, "idp")), "the old key, by what was read anew");
    equal(await verify(refreshed, "sp"), "accepted", "the new key");
    // What the application had stays as it was.
    equal(copy.connection.idp.certificates.length, 1, "certificates of the copy");
    equal(await verify(copy, "idp"), "accepted", "by the old copy");
  },

  async "faults: two that read metadata anew at once come to the same, and a failure of one spoils nothing"({ library, stage, keys }) {
    const { idp: old, sp: fresh } = keys.certificates;
    const until = Date.now() + HOUR;
    const copy = await library.connectionFromMetadata(metadataOf(stage.connection, until, old), stage.connection.sp);
    const good = async () => metadataOf(stage.connection, until, old, fresh);
    const [one, other, failed] = await Promise.all([
      library.refreshMetadata(copy, good),
      library.refreshMetadata(copy, good),
      library.refreshMetadata(copy, () => Promise.reject(new Error("the network is down"))),
    ]);
    equal([one.connection, one.changes], [other.connection, other.changes]);
    equal([failed.connection, failed.changes, failed.error?.message], [copy.connection, [], "The metadata could not be read."]);
    for (const { connection } of [one, other, failed]) equal(await stage.login(undefined, { ...connection, policy: stage.connection.policy }), "jane.doe@example.com");
  },

  async "faults: metadata that comes to its end between request and response is used no more"({ library, stage, keys }) {
    const start = Date.now();
    const copy = await library.connectionFromMetadata(metadataOf(stage.connection, start + HOUR, keys.certificates.idp), stage.connection.sp);
    const fail = () => Promise.reject(new Error("the network is down"));
    const kept = await library.refreshMetadata(copy, fail, { now: new Date(start + HOUR + SKEW - 1) });
    equal([kept.connection, kept.error?.message], [copy.connection, "The metadata could not be read."], "a millisecond before its end and the skew");
    for (const late of [0, 1, HOUR]) {
      const error = await refused(library.refreshMetadata(copy, fail, { now: new Date(start + HOUR + SKEW + late) }), Error);
      equal(error.message, "The metadata could not be read.", `${late} ms after it`);
    }
    const again = await library.refreshMetadata(copy, async () => metadataOf(stage.connection, start + 3 * HOUR, keys.certificates.idp), { now: new Date(start + 2 * HOUR) });
    equal(again.error, null, "once there is new metadata");
    equal(await stage.login(undefined, again.connection), "jane.doe@example.com");
  },
};
