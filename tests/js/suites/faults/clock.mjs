// The clock jumps, or tells no time.
import { equal, ok, refused } from "../../lib/check.mjs";
import { withClock } from "../../lib/bent.mjs";

const HOUR = 3_600_000;

const NO_MOMENTS = [NaN, Infinity, -Infinity, 8.64e15 + 2048, undefined, null, "2026", 1n, {}, []];

export const clockTests = {
  async "faults: a clock that tells no time is the caller's mistake at every door, and the next login works"({ library, stage, keys }) {
    const { connection } = stage;
    const { id, options } = await stage.begin();
    const form = await stage.answer(id);
    const sp = { ...connection.sp, sloUrl: "https://sp.example.com/slo" };
    const withLogout = { idp: { ...connection.idp, sloUrl: "https://idp.example.com/slo" }, sp };
    const session = { nameId: "a", nameIdFormat: null, sessionIndex: "_s", nameQualifier: null, spNameQualifier: null };
    const metadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:a" validUntil="2000-01-01T00:00:00Z"/>`;
    const doors = {
      verifyLogin: () => library.verifyLogin(form, connection, { ...options, store: library.memoryStore() }),
      explain: () => library.explain(form, connection, {}),
      createLogin: () => library.createLogin(connection, { secret: stage.secret }),
      createLogout: () => library.createLogout(withLogout, session, { secret: stage.secret, sign: keys.sp }),
      connectionFromMetadata: () => library.connectionFromMetadata(metadata, connection.sp),
    };
    for (const moment of NO_MOMENTS) {
      for (const [name, door] of Object.entries(doors)) {
        const error = await withClock(() => moment, () => refused((async () => door())(), TypeError));
        equal(error.message, "Date.now() gives no moment.", `${name} at ${String(moment)}`);
      }
    }
    equal((await doors.verifyLogin()).nameId, "jane.doe@example.com", "once the clock is right");
  },

  async "faults: options.now that is no moment is the caller's mistake"({ library, good }) {
    const dates = NO_MOMENTS.map((moment) => ({ getTime: () => moment }));
    for (const now of [...dates, new Date(NaN), 0, 1n, "2026-11-24T10:00:00Z", null, () => 0]) {
      const error = await refused(library.verifyLogin(good.value, good.connection, good.options("none-accept-replay", { now })), TypeError);
      equal(error.message, "options.now is not a valid Date.");
    }
    equal((await library.verifyLogin(good.value, good.connection, good.options("none-accept-replay"))).nameId, good.nameId);
  },

  async "faults: however far away a moment is, the message is too old or too new"({ library, good }) {
    const verify = (time) => library.verifyLogin(good.value, good.connection, good.options("none-accept-replay", { now: new Date(time) }));
    const early = ["ERR_ISSUED_IN_FUTURE", "ERR_NOT_YET_VALID"];
    const late = ["ERR_EXPIRED", "ERR_RESPONSE_TOO_OLD"];
    for (const [time, codes] of [
      [-8.64e15, early],
      [-62_135_596_800_001, early],
      [-1, early],
      [-0, early],
      [0, early],
      [0.5, early],
      [253_402_300_799_999, late],
      [253_402_300_800_000, late],
      [8.64e15, late],
    ]) {
      const { code } = await refused(verify(time), library.SamlError);
      ok(codes.includes(code), `${time}: ${code}`);
      ok((await library.explain(good.value, good.connection, { ...good.moment, now: new Date(time) })).accepted === false, `${time}: explained`);
    }
    equal((await verify(good.now)).nameId, good.nameId);
  },

  async "faults: at the borders of the skew one millisecond decides"({ library, good }) {
    const turns = [];
    for (const clockSkewSeconds of [0, 1, 180]) {
      const connection = good.withPolicy({ clockSkewSeconds });
      const codeAt = async (time) => {
        const options = good.options("none-accept-replay", { now: new Date(time) });
        return await library.verifyLogin(good.value, connection, options).then(() => "accepted", ({ code }) => code);
      };
      // By halves, from a moment that is accepted to one that is not, before and after.
      const found = [];
      for (const [direction, codes] of [[-1, ["ERR_NOT_YET_VALID", "ERR_ISSUED_IN_FUTURE"]], [1, ["ERR_EXPIRED"]]]) {
        let [inside, outside] = [0, 24 * HOUR];
        while (outside - inside > 1) {
          const middle = Math.floor((inside + outside) / 2);
          if ((await codeAt(good.now.getTime() + direction * middle)) === "accepted") inside = middle;
          else outside = middle;
        }
        const code = await codeAt(good.now.getTime() + direction * outside);
        ok(codes.includes(code), `skew ${clockSkewSeconds}: ${code}`);
        found.push(outside);
      }
      turns.push(found);
    }
    const [[before, after], ...others] = turns;
    equal(others, [1, 180].map((skew) => [before + 1000 * skew, after + 1000 * skew]), "milliseconds from the message to where it turns");
  },

  async "faults: the clock jumps between request and response"({ library, stage }) {
    const start = Date.now();
    for (const [jump, codes] of [
      [-24 * HOUR, ["ERR_ISSUED_IN_FUTURE", "ERR_NOT_YET_VALID"]],
      [-HOUR, ["ERR_ISSUED_IN_FUTURE", "ERR_NOT_YET_VALID"]],
      [-60_000, ["accepted"]],
      [60_000, ["accepted"]],
      [HOUR, ["ERR_EXPIRED", "ERR_REQUEST_EXPIRED"]],
      [24 * HOUR, ["ERR_EXPIRED", "ERR_REQUEST_EXPIRED"]],
    ]) {
      const store = library.memoryStore();
      const { id, options } = await stage.begin(undefined, { now: new Date(start) });
      const form = await stage.answer(id, { now: start });
      const verify = (time) => library.verifyLogin(form, stage.connection, { ...options, store, now: new Date(time) }).then(() => "accepted", ({ code }) => code);
      const verdict = await verify(start + jump);
      ok(codes.includes(verdict), `jump of ${jump / 1000} s: ${verdict}`);
      // Once it is right again, the login that was refused for the clock is accepted; and none twice.
      equal(await verify(start + 1000), verdict === "accepted" ? "ERR_REPLAYED" : "accepted", `jump of ${jump / 1000} s: afterwards`);
      await stage.nextWorks(store);
    }
  },

  /** Each time that the clock is asked it may be another. What comes of it is a login that cannot be used again, or a refusal. */
  async "faults: the clock jumps amid a login, wherever it is asked"({ library, stage }) {
    for (const jump of [-24 * HOUR, -HOUR, -60_000, 60_000, HOUR, 24 * HOUR, NaN, Infinity, -Infinity]) {
      const most = await asksOf(library, stage);
      ok(most >= 4, `the clock was asked ${most} times`);
      for (let at = 1; at <= most; at++) {
        const { id, options } = await stage.begin();
        const form = await stage.answer(id);
        const store = library.memoryStore();
        const verify = () => library.verifyLogin(form, stage.connection, { ...options, store }).then(() => "accepted", nameOf);
        let asked = 0;
        const verdict = await withClock((real) => ((asked += 1) >= at ? real() + jump : real()), verify);
        const allowed = ["accepted", "ERR_STORE_UNAVAILABLE", "TypeError", ...(at === 1 ? ["ERR_EXPIRED", "ERR_NOT_YET_VALID", "ERR_ISSUED_IN_FUTURE"] : [])];
        ok(allowed.includes(verdict), `jump of ${jump} at ${at}: ${verdict}`);
        // At the true time, and at that to which it jumped.
        const again = [await verify(), await withClock((real) => real() + jump, verify)];
        const accepted = [verdict, ...again].filter((code) => code === "accepted").length;
        ok(accepted <= 1, `jump of ${jump} at ${at}: accepted ${accepted} times`);
        await stage.nextWorks(store);
      }
    }
  },

  async "faults: a clock that goes forth and back lets no login be used again"({ library, stage }) {
    let ahead = 0;
    await withClock((real) => real() + ahead, async () => {
      const store = library.memoryStore();
      const { id, options } = await stage.begin();
      const form = await stage.answer(id);
      const verify = () => library.verifyLogin(form, stage.connection, { ...options, store }).then(() => "accepted", nameOf);
      equal(await verify(), "accepted");
      for (const [jump, codes] of [
        [HOUR, ["ERR_EXPIRED"]],
        [0, ["ERR_REPLAYED"]],
        [-HOUR, ["ERR_ISSUED_IN_FUTURE", "ERR_NOT_YET_VALID"]],
        [0, ["ERR_REPLAYED"]],
      ]) {
        ahead = jump;
        const code = await verify();
        ok(codes.includes(code), `ahead by ${ahead}: ${code}`);
      }
      await stage.nextWorks(store);
    });
  },
};

/** How often the clock is asked for one login. */
async function asksOf(library, stage) {
  const { id, options } = await stage.begin();
  const form = await stage.answer(id);
  const store = library.memoryStore();
  let asked = 0;
  await withClock((real) => ((asked += 1), real()), () => library.verifyLogin(form, stage.connection, { ...options, store }));
  return asked;
}

const nameOf = (error) => error.code ?? error.name;
