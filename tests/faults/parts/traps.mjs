// The core traps wherever it may: in each of its functions, in the first call, among others that are in flight, a thousand times.
import { createPublicKey } from "node:crypto";

import { equal, ok, refused } from "../../js/lib/check.mjs";
import { Stepper, stepping } from "../lib/core.mjs";
import { importPackage } from "../lib/paths.mjs";
import { begin, certificate, connection, idp, key, loginOf, NAME, SECRET } from "../lib/stage.mjs";

export const name = "traps";

const stepper = new Stepper();
const library = await importPackage("slim");
const module = new WebAssembly.Module(stepping());
library.provideModule(module);

/** How many steps of each door trap. */
const POINTS = 60;

const store = library.memoryStore();
const good = await begin(library);
const form = await loginOf(good.id);
const metadata =
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:idp"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
  `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${bare(certificate("idp"))}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>` +
  `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`;
const encrypted = btoa(await idp.encryptedResponse({ inResponseTo: good.id }, publicKeyOf("sp")));
const logout = await idp.logoutQuery("LogoutRequest", `${idp.nameId()}<samlp:SessionIndex>_s1</samlp:SessionIndex>`);
/** One moment for all: what is said of times takes more steps or fewer. */
const now = new Date();
const replayable = { ...good.options, store: "none-accept-replay", now };

function bare(pem) {
  return pem.replace(/-----[^-]+-----|\s/g, "");
}

function publicKeyOf(of) {
  return createPublicKey(certificate(of)).export({ type: "spki", format: "pem" });
}

/** Each export of the core, by what the application calls. What they answer the first time, they answer after each trap. */
const DOORS = {
  verify: async () => (await library.verifyLogin(form, connection, replayable)).nameId,
  "verify of what is encrypted": async () => (await library.verifyLogin(encrypted, connection, { ...replayable, decrypt: key("sp") })).nameId,
  "verify that refuses": async () => (await library.verifyLogin(form, { ...connection, sp: { ...connection.sp, entityId: "urn:another" } }, replayable).catch((error) => refusal(error))),
  explain: async () => (await library.explain(form, connection, { inResponseTo: good.id, now })).accepted,
  verifyLogout: async () => (await library.verifyLogout(logout, connection, { store: "none-accept-replay", secret: SECRET, cookies: null, now })).kind,
  checkSettings: async () => String((await library.createLogin(connection)).url).startsWith(connection.idp.ssoUrl),
  readMetadata: async () => (await library.connectionFromMetadata(metadata, connection.sp, { now })).connection.idp.entityId,
  peek: async () => (await library.peek(form)).issuer,
  readCertificates: async () => (await library.readCertificates(connection.idp.certificates[0])).length,
};

/** A refusal that is none of the core's faults is an answer. */
function refusal(error) {
  if (error.code === "ERR_INTERNAL" || error.code === undefined) throw error;
  return error.code;
}

const trapped = async (door) => {
  const error = await refused(door(), library.SamlError);
  equal([error.code, error.rule], ["ERR_INTERNAL", "X18"], "refusal");
  ok(error.cause instanceof WebAssembly.RuntimeError, `the cause is the trap: ${error.cause}`);
};

/** The first, the last, and between them as many. */
function pointsOf(steps) {
  const all = Array.from({ length: Math.min(POINTS, steps) }, (_, position) => 1 + Math.floor((position * (steps - 1)) / Math.max(1, Math.min(POINTS, steps) - 1)));
  return [...new Set([...all, steps])];
}

const inEachDoor = Object.fromEntries(
  Object.entries(DOORS).map(([door, call]) => [
    `in the midst of ${door}, at every stage of it, it refuses, and the next login is verified`,
    async () => {
      // Counted as it will trap: in a new instance that has answered twice, because looking for free memory takes more steps or fewer by what was there before.
      stepper.from(1);
      await trapped(DOORS.peek);
      stepper.from(Infinity);
      const answer = await call();
      equal(await DOORS.verify(), NAME, "login");
      stepper.from(Infinity);
      equal(await call(), answer, "the same each time");
      const { steps } = stepper;
      ok(steps > 0, "no step in it");
      let instances = 0;
      for (const at of pointsOf(steps)) {
        stepper.from(at);
        const before = stepper.instances;
        await trapped(call);
        stepper.from(Infinity);
        equal(await call(), answer, `after a trap at step ${at} of ${steps}`);
        equal(await DOORS.verify(), NAME, `login after a trap at step ${at} of ${steps}`);
        instances += stepper.instances - before;
      }
      equal(instances, pointsOf(steps).length, "new instances, one for each trap");
    },
  ]),
);

export const tests = {
  ...inEachDoor,

  async "no export of the core is left out"() {
    const functions = WebAssembly.Module.exports(module).filter(({ kind, name }) => kind === "function" && !name.startsWith("__"));
    equal(functions.map(({ name }) => name).filter((name) => !(name in DOORS)), [], "exports that no test calls");
    ok(functions.length >= 7, `${functions.length} exports`);
  },

  async "a login that was refused for a trap is not used up, and is accepted once afterwards"() {
    const { id, options } = await begin(library);
    const own = await loginOf(id);
    const verify = () => library.verifyLogin(own, connection, { ...options, store });
    stepper.from(200);
    await trapped(verify);
    stepper.from(Infinity);
    equal((await verify()).nameId, NAME);
    equal((await refused(verify(), library.SamlError)).code, "ERR_REPLAYED");
  },

  async "one of fifty logins at once traps: it is refused, and all others are right"() {
    for (const unlucky of [0, 1, 25, 49]) {
      const begun = await Promise.all(Array.from({ length: 50 }, () => begin(library)));
      const forms = await Promise.all(begun.map(({ id }, position) => (position % 5 === 4 ? loginOf(`${id}x`) : loginOf(id))));
      stepper.from(Infinity);
      const requests = forms.map((own, position) => ({
        method: "POST",
        headers: new Headers({ "content-type": "application/x-www-form-urlencoded" }),
        url: connection.sp.acsUrl,
        bodyUsed: false,
        // Its body ends when the others' do; then the core is called, and traps.
        body: new ReadableStream({
          async pull(controller) {
            await new Promise((resolve) => setTimeout(resolve, position % 7));
            if (position === unlucky) stepper.from(300);
            controller.enqueue(new TextEncoder().encode(own.toString()));
            controller.close();
          },
        }),
      }));
      const verdicts = await Promise.all(
        requests.map((request, position) =>
          library.verifyLogin(request, connection, { ...begun[position].options, store }).then(
            ({ nameId }) => nameId,
            ({ code }) => code,
          ),
        ),
      );
      const internal = verdicts.filter((verdict) => verdict === "ERR_INTERNAL").length;
      equal(internal, 1, "logins that were refused for the trap");
      for (const [position, verdict] of verdicts.entries())
        ok(verdict === "ERR_INTERNAL" || verdict === (position % 5 === 4 ? "ERR_IN_RESPONSE_TO_MISMATCH" : NAME), `login ${position}: ${verdict}`);
      stepper.from(Infinity);
      equal(await DOORS.verify(), NAME, "the next login");
    }
  },

  async "a thousand traps in a row leave no memory behind"() {
    const once = async () => {
      stepper.from(40);
      await trapped(DOORS.peek);
    };
    for (let time = 0; time < 100; time++) await once();
    const before = await residentAtRest();
    for (let time = 0; time < 1000; time++) await once();
    const grown = (await residentAtRest()) - before;
    stepper.from(Infinity);
    equal(await DOORS.verify(), NAME, "the next login");
    // The memory of an instance is more than a megabyte: a thousand of them would be a gigabyte.
    ok(grown < 64, `${grown} MiB more after a thousand traps`);
  },
};

/** MiB, once what is garbage is gone. */
async function residentAtRest() {
  for (let time = 0; time < 5; time++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}
