// The console in Chromium as people use it: `node walk.mjs [--screenshots FOLDER]`.
import { parseArgs } from "node:util";

import { runTest } from "../../../tests/js/lib/check.mjs";
import { report, summary } from "../../../tests/interop/lib/report.mjs";
import { looksInto } from "./looks.mjs";
import { startRig } from "./rig.mjs";
import { guideTests } from "./walk/guide.mjs";
import { metadataTests } from "./walk/metadata.mjs";
import { noScriptTests } from "./walk/no-script.mjs";
import { pageTests } from "./walk/pages.mjs";
import { refusalTests } from "./walk/refusals.mjs";
import { rotationTests } from "./walk/rotation.mjs";
import { signInTests } from "./walk/sign-in.mjs";
import { simpleSamlPhpTests } from "./walk/simplesamlphp.mjs";

/** In order: each goes on where the one before stopped. */
const TESTS = { ...guideTests, ...signInTests, ...metadataTests, ...refusalTests, ...rotationTests, ...noScriptTests, ...simpleSamlPhpTests, ...pageTests };

const { values } = parseArgs({ options: { screenshots: { type: "string" } } });

const rig = await startRig();
try {
  const walk = { ...rig, look: looksInto(values.screenshots), visit: (act, options) => visit(rig.browser, act, options), admin: await openAdmin(rig) };
  for (const [name, test] of Object.entries(TESTS)) report([await runTest(name, () => test(walk))]);
} finally {
  await rig.stop();
}
summary();

/** The browser of the administrator, in which most of the walk happens, with a second tab for the identity provider. */
async function openAdmin({ browser, console }) {
  const context = await browser.open();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: console.url });
  return { context, page: await context.newPage(), other: await context.newPage() };
}

/** `act` in a browser that nobody has used. */
async function visit(browser, act, options) {
  const context = await browser.open(options);
  try {
    await act(await context.newPage(), context);
  } finally {
    await context.close();
  }
}
