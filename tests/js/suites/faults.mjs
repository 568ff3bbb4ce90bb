// What goes wrong around a login: the store, the clock, the certificates. Each fault ends in a clear refusal or in a correct login, and the next login works.
import { equal, refused, runTests } from "../lib/check.mjs";
import { GoodLogin } from "../lib/good-login.mjs";
import { TestIdp } from "../lib/test-idp.mjs";
import { clockTests } from "./faults/clock.mjs";
import { metadataFaultTests } from "./faults/metadata.mjs";
import { rotationTests } from "./faults/rotation.mjs";
import { storeFaultTests } from "./faults/store.mjs";

export async function faults(library, { connection, keys, assertionSigned, bothSigned }) {
  const context = { library, keys, good: new GoodLogin(assertionSigned), bothSigned: new GoodLogin(bothSigned), stage: new Stage(library, connection, keys) };
  return await runTests({ ...storeFaultTests, ...clockTests, ...rotationTests, ...metadataFaultTests }, context);
}

/** A service and its IdP, and one browser after the other. */
class Stage {
  constructor(library, connection, keys) {
    this.library = library;
    this.connection = { ...connection, idp: { ...connection.idp, ssoUrl: "https://idp.example.com/sso" } };
    this.keys = keys;
    this.secret = "0123456789abcdef0123456789abcdef";
    this.idp = new TestIdp(this.connection, keys.idp);
  }

  /** A login that was begun: what its answer is verified with. */
  async begin(how = { secret: this.secret }, more = {}) {
    const { id, cookies } = await this.library.createLogin(this.connection, { ...how, ...more });
    return { id, options: { ...("secret" in how ? how : {}), cookies: cookies.map((cookie) => cookie.split(";")[0]).join("; ") } };
  }

  answer(id, more = {}) {
    return this.idp.respond({ inResponseTo: id, ...more });
  }

  /** From the sign-in page to the name. */
  async login(store = this.library.memoryStore(), connection = this.connection) {
    const { id, options } = await this.begin();
    const { nameId } = await this.library.verifyLogin(await this.answer(id), connection, { ...options, store });
    return nameId;
  }

  /** The next login works, with this store if there is one that works. */
  async nextWorks(store) {
    equal(await this.login(store), "jane.doe@example.com", "the next login");
  }

  async refusal(promise, code, rule) {
    const error = await refused(promise, this.library.SamlError);
    equal([error.code, error.rule], [code, rule], "refusal");
    return error;
  }
}
