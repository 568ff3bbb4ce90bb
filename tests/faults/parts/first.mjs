// The very first call of a process traps, or finds no memory: the second works.
import { equal, ok, refused } from "../../js/lib/check.mjs";
import { Stepper, stepping } from "../lib/core.mjs";
import { importPackage } from "../lib/paths.mjs";
import { begin, connection, loginOf, NAME } from "../lib/stage.mjs";

const at = Number(process.argv[3]);

export const name = `the first call, at step ${at}`;

const stepper = new Stepper();
const library = await importPackage("slim");
library.provideModule(new WebAssembly.Module(stepping()));

export const tests = {
  async "it traps and refuses, and the second call works"() {
    stepper.from(at);
    const error = await refused(begin(library), library.SamlError);
    equal([error.code, error.rule], ["ERR_INTERNAL", "X18"]);
    ok(error.cause instanceof WebAssembly.RuntimeError, `the cause is the trap: ${error.cause}`);
    stepper.from(Infinity);
    const { id, options } = await begin(library);
    const login = await library.verifyLogin(await loginOf(id), connection, { ...options, store: library.memoryStore() });
    equal(login.nameId, NAME);
  },
};
