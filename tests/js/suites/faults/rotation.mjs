// Certificates change while somebody signs in.
import { equal, ok } from "../../lib/check.mjs";
import { TestIdp } from "../../lib/test-idp.mjs";

/** A request whose body comes when it is let go. */
function heldBack(connection, form) {
  let letGo;
  const gate = new Promise((resolve) => (letGo = resolve));
  const octets = new TextEncoder().encode(form.toString());
  const body = new ReadableStream({
    async pull(controller) {
      await gate;
      controller.enqueue(octets);
      controller.close();
    },
  });
  const headers = new Headers({ "content-type": "application/x-www-form-urlencoded" });
  return { request: { method: "POST", headers, body, url: connection.sp.acsUrl, bodyUsed: false }, letGo };
}

const trusting = (connection, ...certificates) => ({ ...connection, idp: { ...connection.idp, certificates } });

/** What an old key, a new one and both make of a login that either signed. */
async function signedBy(stage, key, id) {
  return await new TestIdp(stage.connection, stage.keys[key]).respond({ inResponseTo: id });
}

export const rotationTests = {
  async "faults: a connection that is refreshed between request and response decides by what it has then"({ library, stage, keys }) {
    const { idp: old, sp: fresh } = keys.certificates;
    for (const [after, signer, verdict] of [
      [[old], "idp", "accepted"],
      [[old], "sp", "refused"],
      [[old, fresh], "idp", "accepted"],
      [[old, fresh], "sp", "accepted"],
      [[fresh], "idp", "refused"],
      [[fresh], "sp", "accepted"],
    ]) {
      const { id, options } = await stage.begin();
      const store = library.memoryStore();
      const verified = library.verifyLogin(await signedBy(stage, signer, id), trusting(stage.connection, ...after), { ...options, store });
      if (verdict === "accepted") equal((await verified).nameId, "jane.doe@example.com", `${signer} after ${after.length}`);
      else {
        const { code } = await verified.then(() => ({}), (error) => error);
        ok(["ERR_UNKNOWN_KEY", "ERR_SIGNATURE_INVALID"].includes(code), `${signer} after rotation: ${code}`);
        // Nothing was used up: with the certificate back, the same answer signs in.
        const again = await library.verifyLogin(await signedBy(stage, signer, id), trusting(stage.connection, old, fresh), { ...options, store });
        equal(again.nameId, "jane.doe@example.com", "with both");
      }
    }
  },

  async "faults: of two keys in overlap either signs in, in any order, and none once it was removed"({ library, stage, keys }) {
    const { idp: old, sp: fresh } = keys.certificates;
    const store = library.memoryStore();
    for (const certificates of [[old, fresh], [fresh, old]])
      for (const signer of ["idp", "sp", "idp"]) {
        const { id, options } = await stage.begin();
        await library.verifyLogin(await signedBy(stage, signer, id), trusting(stage.connection, ...certificates), { ...options, store });
      }
    const { id, options } = await stage.begin();
    const removed = await library.verifyLogin(await signedBy(stage, "idp", id), trusting(stage.connection, fresh), { ...options, store }).then(() => "accepted", ({ code }) => code);
    ok(["ERR_UNKNOWN_KEY", "ERR_SIGNATURE_INVALID"].includes(removed), removed);
    await stage.nextWorks(store);
  },

  async "faults: a connection that changes amid a login is what it was when the login was handed over"({ library, stage, keys }) {
    const { idp: old, sp: fresh } = keys.certificates;
    const store = library.memoryStore();
    for (const [change, signer] of [
      [(connection) => (connection.idp.certificates[0] = fresh), "idp"],
      [(connection) => connection.idp.certificates.splice(0, 1, fresh), "idp"],
      [(connection) => (connection.idp = { ...connection.idp, certificates: [fresh] }), "idp"],
      [(connection) => (connection.idp.entityId = "urn:another"), "idp"],
      [(connection) => (connection.sp.acsUrl = "https://other.example.com/acs"), "idp"],
      [(connection) => (connection.policy = { requireEncrypted: true }), "idp"],
    ]) {
      const connection = { idp: { ...stage.connection.idp, certificates: [old] }, sp: { ...stage.connection.sp } };
      // It was seen before, so that there is something to remember it by.
      await library.createLogin(connection);
      const { id, options } = await stage.begin();
      const { request, letGo } = heldBack(connection, await signedBy(stage, signer, id));
      const login = library.verifyLogin(request, connection, { ...options, store });
      change(connection);
      letGo();
      equal((await login).nameId, "jane.doe@example.com", String(change));
      // The next is judged by what it is now.
      const next = await stage.begin();
      const code = await library.verifyLogin(await signedBy(stage, signer, next.id), connection, { ...next.options, store }).then(() => "accepted", (error) => error.code);
      ok(code !== "accepted" && code.startsWith("ERR_"), `${change}: ${code}`);
    }
    await stage.nextWorks(store);
  },

  async "faults: a key that is added amid a login does not help it"({ library, stage, keys }) {
    const { idp: old, sp: fresh } = keys.certificates;
    const connection = { idp: { ...stage.connection.idp, certificates: [old] }, sp: { ...stage.connection.sp } };
    const store = library.memoryStore();
    const { id, options } = await stage.begin();
    const { request, letGo } = heldBack(connection, await signedBy(stage, "sp", id));
    const login = library.verifyLogin(request, connection, { ...options, store }).then(() => "accepted", ({ code }) => code);
    connection.idp.certificates.push(fresh);
    letGo();
    const code = await login;
    ok(["ERR_UNKNOWN_KEY", "ERR_SIGNATURE_INVALID"].includes(code), code);
    equal((await library.verifyLogin(await signedBy(stage, "sp", id), connection, { ...options, store })).nameId, "jane.doe@example.com", "the next");
  },

  async "faults: logins by old and new keys at once, while certificates change, are each judged by their own connection"({ library, stage, keys }) {
    const { idp: old, sp: fresh } = keys.certificates;
    const store = library.memoryStore();
    const both = { idp: [old, fresh], sp: [fresh] };
    const work = Array.from({ length: 40 }, async (_, index) => {
      const signer = index % 2 === 0 ? "idp" : "sp";
      const certificates = index % 4 < 2 ? both.idp : both.sp;
      const { id, options } = await stage.begin();
      const form = await signedBy(stage, signer, id);
      const code = await library.verifyLogin(form, trusting(stage.connection, ...certificates), { ...options, store }).then(() => "accepted", (error) => error.code);
      const isTrusted = signer === "sp" || certificates.includes(old);
      ok((code === "accepted") === isTrusted, `${signer}, ${certificates.length} certificates: ${code}`);
    });
    await Promise.all(work);
    await stage.nextWorks(store);
  },

  async "faults: a secret and a decryption key that change amid a login are those of its beginning, or both"({ library, stage, keys }) {
    const store = library.memoryStore();
    const next = "fedcba9876543210fedcba9876543210";
    const { id, options } = await stage.begin();
    const form = await stage.answer(id);
    await stage.refusal(library.verifyLogin(form, stage.connection, { ...options, secret: next, store }), "ERR_IN_RESPONSE_TO_MISMATCH", "R08");
    equal((await library.verifyLogin(form, stage.connection, { ...options, secret: [next, stage.secret], store })).nameId, "jane.doe@example.com");
    const begun = await stage.begin();
    const xml = await stage.idp.encryptedResponse({ inResponseTo: begun.id }, keys.publicKeys.sp.pem);
    const verify = (decrypt) => library.verifyLogin(btoa(xml), stage.connection, { ...begun.options, store, decrypt });
    await stage.refusal(verify(keys.idp), "ERR_DECRYPTION_FAILED", "E06");
    equal((await verify([keys.idp, keys.sp])).nameId, "jane.doe@example.com", "both keys");
    await stage.nextWorks(store);
  },
};
