// The core has less memory than a message needs: it refuses, and the next login is verified, with as little.
import { equal, ok, refused } from "../../js/lib/check.mjs";
import { hostileMessages } from "../../bench/hostile/messages.mjs";
import { limited, Stepper, stepping } from "../lib/core.mjs";
import { importPackage } from "../lib/paths.mjs";
import { begin, connection, idp, LARGEST, lenient, loginOf, NAME } from "../lib/stage.mjs";

export const name = "memory";

const octets = stepping();
const stepper = new Stepper();
const library = await importPackage("slim");
library.provideModule(new WebAssembly.Module(octets));

const PAGE = 64 * 1024;

/** Makes the next instance one with at most so many pages: the one that there is ends with a trap. */
async function limit(pages) {
  stepper.module = new WebAssembly.Module(limited(octets, pages));
  await endInstance();
}

async function endInstance() {
  stepper.from(1);
  await refused(library.peek("AAAA"), library.SamlError);
  stepper.from(Infinity);
}

/** The name, or what was thrown. */
async function verify(size, at = connection) {
  try {
    const { id, options } = await begin(library, at);
    return (await library.verifyLogin(await loginOf(id, size), at, { ...options, store: library.memoryStore() })).nameId;
  } catch (error) {
    return error;
  }
}

/** Either the right answer, or that the core could not go on; and then another login. */
async function oneOrTheOther(verdict, what) {
  if (verdict === NAME) return true;
  equal([verdict.code, verdict.rule], ["ERR_INTERNAL", "X18"], what);
  ok(verdict.cause instanceof WebAssembly.RuntimeError, `${what}: the cause is the trap: ${verdict.cause}`);
  return false;
}

export const tests = {
  async "whatever there is too little of, for a message of the default limit: refused, or right; and the next login with as little"() {
    await sweep(250 * 1024, connection);
  },

  async "the same for a message of the largest limit that a policy allows"() {
    await sweep(LARGEST - 64 * 1024, lenient);
  },

  async "with 128 MB for the core, messages of the largest limit are verified, one after the other and 64 at once"() {
    await limit((128 * 2 ** 20) / PAGE);
    for (let time = 0; time < 3; time++) equal(await verify(LARGEST - 64 * 1024, lenient), NAME, "one after the other");
    const begun = await Promise.all(Array.from({ length: 64 }, () => begin(library, lenient)));
    const forms = await Promise.all(begun.map(({ id }) => loginOf(id, 1_000_000)));
    const store = library.memoryStore();
    const all = await Promise.all(forms.map((form, position) => library.verifyLogin(form, lenient, { ...begun[position].options, store })));
    equal(all.map(({ nameId }) => nameId), all.map(() => NAME));
    equal(await verify(), NAME, "the next login");
  },

  async "with 128 MB for the core, thousands of attributes are verified, or refused by a limit"() {
    await limit((128 * 2 ** 20) / PAGE);
    for (const [count, at] of [[100, connection], [2_000, connection], [20_000, lenient]]) {
      const { id, options } = await begin(library, at);
      const form = await idp.respond({ inResponseTo: id, attributes: Array.from({ length: count }, (_, position) => [`attribute-${position}`, `${position}`]) });
      const login = await library.verifyLogin(form, at, { ...options, store: library.memoryStore() }).catch((error) => error);
      if (login instanceof library.SamlError) ok(["ERR_LIMIT", "ERR_TOO_LARGE"].includes(login.code), `${count} attributes: ${login.code}`);
      else equal([...login.attributes].length, count, "attributes");
    }
    equal(await verify(), NAME, "the next login");
  },

  async "with 112 MB for the core, messages as dense as the largest limit allows are refused by a rule, and the next login is verified"() {
    await limit((112 * 2 ** 20) / PAGE);
    // One element for 16 octets may be there, one node and one attribute for 8.
    const most = { "x<a/>": LARGEST / 16, "x<a b='' c=''/>": LARGEST / 16, "><a b='' c= ''>></a>": LARGEST / 24, "<a b='' c='' d=''/>": LARGEST / 24, "x<!---->": LARGEST / 16, "<=": LARGEST / 2 };
    const fillings = Object.entries(most).map(([dense, count]) => dense.repeat(count - 100));
    for (const filling of [...fillings, `${"<a/>".repeat(600)}<![CDATA[${"<='".repeat(LARGEST / 4)}]]>`]) {
      const dense = filling.slice(0, 40);
      const xml = `<r>${filling}</r>`;
      const form = Buffer.from(xml.padEnd(LARGEST)).toString("base64");
      const error = await refused(library.verifyLogin(form, lenient, { store: "none-accept-replay", inResponseTo: null }), library.SamlError);
      equal(error.code, dense.startsWith("<=") ? "ERR_NOT_WELL_FORMED" : "ERR_UNEXPECTED_ROOT", dense);
      equal(await verify(), NAME, `the next login after ${dense}`);
    }
  },

  async "with 32 MB for the core, each class of hostile messages is refused, and the next login is verified"() {
    await limit((32 * 2 ** 20) / PAGE);
    const classes = new Set();
    for (const message of hostileMessages(new Date())) {
      classes.add(message.class);
      const verdict = await library.verifyLogin(Buffer.from(message.xml).toString("base64"), connection, { store: "none-accept-replay", inResponseTo: null }).catch((error) => error);
      ok(verdict instanceof library.SamlError, `${message.name}: ${verdict?.nameId ?? verdict?.stack}`);
      ok(verdict.code !== "ERR_INTERNAL", `${message.name}: ${verdict.cause}`);
    }
    ok(classes.size > 10, `${classes.size} classes`);
    equal(await verify(), NAME, "the next login");
  },
};

/** From as little as an instance starts with up to enough, in steps of an eighth. */
async function sweep(size, at) {
  let [refusals, successes] = [0, 0];
  for (let pages = await least(); successes < 2; pages = Math.ceil(pages * 1.125)) {
    ok(pages * PAGE < 2 ** 30, "it is never enough");
    await limit(pages);
    const isRight = await oneOrTheOther(await verify(size, at), `${pages} pages`);
    refusals += isRight ? 0 : 1;
    successes += isRight ? 1 : 0;
    equal(await verify(), NAME, `the next login with ${pages} pages`);
  }
  ok(refusals > 0, "nothing was ever too little");
  stepper.module = undefined;
  await endInstance();
  equal(await verify(size, at), NAME, "without a limit");
}

/** Pages with which a login of the usual size is verified. */
async function least() {
  for (let pages = 17; ; pages++) {
    try {
      await limit(pages);
    } catch {
      continue;
    }
    if ((await verify()) === NAME) return pages;
  }
}
