// What every store has to do, whatever it is made of. A handle is a store; all that a test is given act on one state.
import { equal, ok } from "../lib/check.mjs";

export const storeTests = {
  "it keeps what testStore promises": ({ library, handles: [store, ...others] }) => library.testStore(store, { others }),

  async "of 200 claims of one key at once exactly one wins, 50 times in a row"({ handles }) {
    const run = crypto.randomUUID();
    for (let round = 0; round < 50; round++) {
      const claim = async (_, position) => handles[position % handles.length].put(`claim:${run}:${round}`, soon());
      const answers = await Promise.all(Array.from({ length: 200 }, claim));
      const count = (wanted) => answers.filter((answer) => answer === wanted).length;
      equal([count(true), count(false)], [1, 199], `round ${round}: won and lost`);
    }
  },

  /** Every clock here is that of this machine. */
  async "a key is there until its time is over, and then gone"({ handles }) {
    const [one, other] = handles;
    const expiresAt = Date.now() + 1000;
    for (const name of ["brief:put", "brief:take"]) equal(await one.put(name, expiresAt), true, name);
    const again = await other.put("brief:put", expiresAt);
    // A machine that was held up meanwhile proves nothing.
    if (Date.now() < expiresAt) equal(again, false, "put while it is there");
    await new Promise((resolve) => setTimeout(resolve, expiresAt - Date.now() + 50));
    equal([await other.put("brief:put", soon()), await other.take("brief:take")], [true, false], "put and take when it is over");
  },
};

/** For what has a server. They leave none. */
export const lastTests = {
  async "when its server dies, claims are refused"({ handles, kill }) {
    const run = crypto.randomUUID();
    const claims = (wave) =>
      Array.from({ length: 100 }, (_, position) =>
        Promise.allSettled(handles.map(async (handle) => handle.put(`dying:${run}:${wave}:${position}`, soon()))),
      );
    let dead;
    let isDead = false;
    for (let wave = 0; !isDead; wave++) {
      const waiting = claims(wave);
      // Amid the second wave.
      if (wave === 1) dead = kill().then(() => (isDead = true));
      for (const settled of await Promise.all(waiting))
        ok(settled.filter(({ value }) => value === true).length <= 1, "one key was won twice");
      await new Promise((resolve) => setImmediate(resolve));
    }
    await dead;
    for (const handle of handles) {
      for (const asked of [handle.put(`dead:${run}`, soon()), handle.take(`dead:${run}`)]) {
        const [{ status, value }] = await Promise.allSettled([asked]);
        equal([status, value], ["rejected", undefined], "an answer without a server");
      }
    }
  },
};

const soon = () => Date.now() + 3_600_000;
