// The first administrator: by a link that is printed once and used once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { equal, ok } from "../../../../tests/js/lib/check.mjs";
import { keyIn } from "./organisation.mjs";
import { differences, everything } from "./records.mjs";
import { sha256, Stage } from "./stage.mjs";

const count = async (stage, table) => (await stage.row(`SELECT count(*) AS count FROM ${table}`)).count;

const FORM = { organisation: "First", email: "first@organisation.example" };

export const setupTests = {
  async "setup: one link is made, and only printed"() {
    await Stage.with({}, async (stage) => {
      const answers = await Promise.all([1, 2, 3, 4].map(() => stage.browser().get("/login")));
      const links = (await stage.printed(/\/setup\/\S+/)).match(/\/setup\/\S+/g);
      equal([links.length, await count(stage, "setup_links")], [1, 1], "links");
      const token = links[0].split("/").at(-1);
      ok(/^[A-Za-z0-9_-]{43}$/.test(token), token);
      ok((await stage.row("SELECT 1 FROM setup_links WHERE token_hash = ?", sha256(token))) !== null, "digest");
      ok(!JSON.stringify(await everything(stage.database)).includes(token), "in the clear");
      for (const { text, headers } of answers) ok(!text.includes(token) && ![...headers.values()].join().includes(token), "in an answer");
      const made = await stage.browser().post(links[0], FORM);
      equal([made.status, await count(stage, "organisations")], [200, 1], "organisation");
    });
  },

  async "setup: where there is an organisation, nothing is made at the next start"() {
    const persist = mkdtempSync(join(tmpdir(), "doors-"));
    try {
      await Stage.with({}, async (stage) => void (await stage.organisation()), { persist });
      await Stage.with(
        {},
        async (stage) => {
          equal((await stage.browser().get("/login")).status, 200, "page");
          equal((await stage.row("SELECT count(*) AS count FROM setup_links WHERE used_at IS NULL")).count, 0, "links");
        },
        { persist },
      );
    } finally {
      rmSync(persist, { recursive: true, force: true });
    }
  },

  async "setup: a link is used up by the organisation that it makes"(stage) {
    const link = await stage.setupLink();
    equal((await stage.browser().post(link, FORM)).status, 200, "first");
    const before = await everything(stage.database);
    equal([(await stage.browser().get(link)).status, (await stage.browser().post(link, FORM)).status], [404, 404], "again");
    equal(differences(before, await everything(stage.database)), [], "changes");
  },

  async "setup: a mistake does not use it up"(stage) {
    const link = await stage.setupLink();
    for (const mistake of [{ ...FORM, email: "nobody" }, { ...FORM, organisation: " " }, {}]) equal((await stage.browser().post(link, mistake)).status, 422, JSON.stringify(mistake));
    equal((await stage.browser().post(link, FORM)).status, 200, "right");
  },

  async "setup: an old link is none, and goes"(stage) {
    const link = await stage.setupLink(Date.now() - 1);
    const before = await count(stage, "organisations");
    equal([(await stage.browser().get(link)).status, (await stage.browser().post(link, FORM)).status], [404, 404], "answers");
    equal(await count(stage, "organisations"), before, "organisations");
    await stage.scheduled();
    equal(await stage.row("SELECT 1 FROM setup_links WHERE token_hash = ?", sha256(link.split("/").at(-1))), null, "row");
  },

  async "setup: nobody guesses one"(stage) {
    const link = await stage.setupLink();
    const hash = sha256(link.split("/").at(-1));
    for (const token of ["x", hash, `${link.split("/").at(-1)}x`, "' OR 1=1 --", "%00"]) {
      equal((await stage.browser().post(`/setup/${encodeURIComponent(token)}`, FORM)).status, 404, token);
    }
  },

  async "setup: two at once make one organisation"(stage) {
    const link = await stage.setupLink();
    const before = await count(stage, "organisations");
    const browsers = [1, 2, 3, 4].map(() => stage.browser());
    const tokens = await Promise.all(browsers.map((browser) => browser.token()));
    const answers = await Promise.all(browsers.map((browser, at) => browser.post(link, { organisation: `Race ${at}`, email: `r${at}@race.example` }, { token: tokens[at] })));
    equal(answers.map(({ status }) => status).sort(), [200, 404, 404, 404], "answers");
    equal([(await count(stage, "organisations")) - before, answers.filter(({ text }) => keyIn(text) !== undefined).length], [1, 1], "organisations and keys");
  },
};
