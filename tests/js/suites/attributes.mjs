import { equal, ok, refused } from "../lib/check.mjs";

export const attributeTests = {
  async "attributes: get, getAll, iteration and JSON agree"({ library, good }) {
    const { attributes } = await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    const expected = good.vector.identity.attributes;
    equal(Object.fromEntries(attributes), expected, "iteration");
    equal(attributes, expected, "JSON");
    for (const [name, values] of Object.entries(expected)) {
      equal([attributes.get(name), attributes.getAll(name)], [values[0] ?? null, values], name);
    }
  },

  async "attributes: the console shows them"({ library, good }) {
    const { attributes } = await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    const shown = attributes[Symbol.for("nodejs.util.inspect.custom")]();
    equal([...shown], [...attributes], "shown");
    shown.clear();
    ok([...attributes].length > 0, "what is shown is a copy");
  },

  async "attributes: names of Object.prototype are names like others"({ library, good }) {
    const { attributes } = await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "absent", ""]) {
      equal([attributes.get(name), attributes.getAll(name)], [null, []], name);
    }
  },

  async "attributes: __proto__ keeps its values"({ library, good }) {
    const { attributes } = await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    const named = new attributes.constructor(["__proto__", 2, "a", "b", "constructor", 0, "__proto__", 1, "c"]);
    equal([named.get("__proto__"), named.getAll("__proto__"), named.get("constructor")], ["a", ["a", "b", "c"], null]);
    equal(JSON.stringify(named), '{"__proto__":["a","b","c"],"constructor":[]}', "JSON");
    equal(Object.getPrototypeOf(named.toJSON()) === Object.prototype, true, "the prototype stays what it is");
  },

  async "attributes: what is handed out cannot be changed"({ library, good }) {
    const login = await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    const [[name]] = login.attributes;
    await refused((async () => login.attributes.getAll(name).push("admin"))(), TypeError);
    await refused((async () => login.attributes.getAll("absent").push("admin"))(), TypeError);
    ok(Object.isFrozen(login), "the login is frozen");
  },

  async "attributes: times are Dates"({ library, good }) {
    const login = await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    for (const time of [login.authnInstant, login.expiresAt]) ok(typeof time.getTime() === "number", String(time));
    ok(login.authnInstant <= good.now && good.now < login.expiresAt, "in order");
  },
};
