// Traps in the core, forced with a build that has an export for it: each refuses, and spoils nothing.
import { equal, ok, refused, runTests } from "../lib/check.mjs";
import { GoodLogin } from "../lib/good-login.mjs";

/** `library.trap(kind)` calls the core through the guard that every call goes through. */
export async function recovery(library, { assertionSigned }) {
  const context = { library, good: new GoodLogin(assertionSigned) };
  return await runTests({ ...Object.fromEntries(KINDS.map(trapTest)), ...noNewInstance }, context);
}

const KINDS = ["a panic", "too little memory", "a stack that overflows"];

const trapTest = (name, kind) => [
  `recovery: ${name} refuses, and the next login is verified`,
  async ({ library, good }) => {
    const verify = () => library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    await verify();
    for (let time = 0; time < 3; time++) {
      const error = await refused((async () => library.trap(kind))(), library.SamlError);
      equal([error.code, error.rule], ["ERR_INTERNAL", "X18"]);
      ok(error.cause !== undefined, "the cause is there");
      equal((await verify()).nameId, good.nameId, "nameId");
    }
    const again = await library.explain(good.value, good.connection, good.moment);
    equal(again.accepted, true, "explained as before");
  },
];

const noNewInstance = {
  async "recovery: while no new instance can be had every login is refused, and afterwards verified"({ library, good }) {
    const verify = () => library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"));
    await refused((async () => library.trap(0))(), library.SamlError);
    const { Instance } = WebAssembly;
    const cause = new RangeError("out of memory");
    WebAssembly.Instance = function () {
      throw cause;
    };
    try {
      for (let time = 0; time < 2; time++) {
        const error = await refused(verify(), library.SamlError);
        equal(error.code, "ERR_INTERNAL");
        ok(error.cause === cause, `the cause is there: ${error.cause}`);
      }
    } finally {
      WebAssembly.Instance = Instance;
    }
    equal((await verify()).nameId, good.nameId, "nameId");
  },
};
