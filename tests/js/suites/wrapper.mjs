import { runTests } from "../lib/check.mjs";
import { GoodLogin } from "../lib/good-login.mjs";
import { attributeTests } from "./attributes.mjs";
import { callerTests } from "./caller.mjs";
import { errorTests } from "./errors.mjs";
import { explainTests } from "./explain.mjs";
import { inputTests } from "./input.mjs";
import { storeTests } from "./stores.mjs";

/** What the wrapper does around the core. `data` holds two accepted vectors. */
export async function wrapper(library, { assertionSigned, bothSigned }) {
  const context = { library, good: new GoodLogin(assertionSigned), bothSigned: new GoodLogin(bothSigned) };
  return await runTests({ ...inputTests, ...storeTests, ...callerTests, ...errorTests, ...attributeTests, ...explainTests }, context);
}
