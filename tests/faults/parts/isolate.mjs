// An isolate of 128 MB, as Cloudflare's are. workerd itself has no such limit: here its engine has one of 64 MB for the heap of JavaScript and one of 64 MB
// for the memory of the core, and it is tried that both hold.
import { equal, ok } from "../../js/lib/check.mjs";
import { hostileMessages } from "../../bench/hostile/messages.mjs";
import { LARGEST, lenient, loginOf, NAME } from "../lib/stage.mjs";
import { Site } from "../lib/workerd.mjs";

export const name = "an isolate of 128 MB";

const PAGES = 1024;
const HEAP = 64;
const LIMITS = [`--max-old-space-size=${HEAP}`, `--wasm-max-mem-pages=${PAGES}`];

export const tests = {
  async "the limits are there: the engine gives no more memory, and ends with a heap that is full"() {
    await inIsolate(async (workerd) => {
      const { pages } = await workerd.ask("/pages");
      ok(pages <= PAGES, `${pages} pages`);
      const [death] = await Promise.all([workerd.death(), workerd.ask("/heap").catch(() => {})]);
      ok(death.code !== 0 && /heap out of memory|out of memory/i.test(death.said), `it ended with ${death.code ?? death.signal}: ${death.said}`);
    });
  },

  async "messages of the default limit, of the largest, and 64 logins at once are verified, and the next one"() {
    await inIsolate(async (workerd) => {
      for (const size of [250 * 1024, 250 * 1024]) equal(await login(workerd, size), { nameId: NAME }, `${size} octets`);
      const all = await Promise.all(Array.from({ length: 64 }, (_, position) => login(workerd, position % 8 === 0 ? 250 * 1024 : 0)));
      equal(all, all.map(() => ({ nameId: NAME })), "64 at once");
      // What is too much for it is refused, as everything else that the core cannot do.
      for (let time = 0; time < 3; time++) {
        const verdict = await login(workerd, LARGEST - 64 * 1024);
        ok(verdict.nameId === NAME || verdict.code === "ERR_INTERNAL", `the largest: ${JSON.stringify(verdict)}`);
        equal(await login(workerd), { nameId: NAME }, "the next login");
      }
      for (let time = 0; time < 5; time++) equal(await login(workerd, 2 * 2 ** 20), { nameId: NAME }, "half of the largest");
      equal(await login(workerd), { nameId: NAME }, "the next login");
    });
  },

  async "each class of hostile messages is refused, and the next login is verified"() {
    await inIsolate(async (workerd) => {
      const classes = new Set();
      for (const message of hostileMessages(new Date())) {
        classes.add(message.class);
        const form = new URLSearchParams({ SAMLResponse: Buffer.from(message.xml).toString("base64") });
        const verdict = await workerd.end("memory", "secret", form, "");
        ok(verdict.code?.startsWith("ERR_") && verdict.code !== "ERR_INTERNAL", `${message.name}: ${JSON.stringify(verdict)}`);
      }
      ok(classes.size > 10, `${classes.size} classes`);
      equal(await login(workerd), { nameId: NAME }, "the next login");
    });
  },

  async "whoever sends the largest bodies without end ends in refusals, and the next login is verified"() {
    await inIsolate(async (workerd) => {
      for (let round = 0; round < 4; round++) {
        const bodies = Array.from({ length: 8 }, () => workerd.end("memory", "secret", new URLSearchParams({ SAMLResponse: "A".repeat(12 * 2 ** 20) }), ""));
        for (const { code } of await Promise.all(bodies)) equal(code, "ERR_TOO_LARGE");
      }
      equal(await login(workerd), { nameId: NAME }, "the next login");
    });
  },
};

async function login(workerd, size = 0) {
  const { id, cookies } = await workerd.begin("memory", "secret");
  return await workerd.end("memory", "secret", await loginOf(id, size), cookies);
}

async function inIsolate(work) {
  const site = await Site.make(lenient);
  try {
    const workerd = await site.start(LIMITS);
    try {
      await work(workerd);
    } finally {
      await workerd.kill();
    }
  } finally {
    site.remove();
  }
}
