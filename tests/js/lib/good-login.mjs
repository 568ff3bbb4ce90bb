// A login that verifies, and everything that a test may want to change about it.
import { textOf } from "./octets.mjs";

export class GoodLogin {
  constructor(vector) {
    this.vector = vector;
    this.value = vector.body;
    this.xml = textOf(vector.body);
    this.connection = vector.connection;
    this.now = new Date(vector.now);
    this.nameId = vector.identity.nameId;
    this.moment = { now: this.now, inResponseTo: vector.inResponseTo };
  }

  options(store, more = {}) {
    return { store, ...this.moment, ...more };
  }

  /** The same login, judged for another connection. */
  at(connection) {
    return Object.assign(Object.create(GoodLogin.prototype), this, { connection });
  }

  withPolicy(policy) {
    return { ...this.connection, policy };
  }

  form(more = []) {
    return new URLSearchParams([["SAMLResponse", this.value], ...more]);
  }

  request(init = {}) {
    return new Request(this.connection.sp.acsUrl, { method: "POST", body: this.form(), ...init });
  }

  /** A store whose clock is the message's. */
  memoryStore(library, more = {}) {
    return library.memoryStore({ now: () => this.now.getTime(), ...more });
  }
}
