// `node doors.mjs [WORD]`: what must stay closed, against the console in workerd. With a word, the suites whose names have it.
// The last line is `N passed, N failed, N skipped`.
import { report, summary } from "../../../tests/interop/lib/report.mjs";
import { runTests } from "../../../tests/js/lib/check.mjs";
import { accountTests } from "./doors/account-tests.mjs";
import { answerTests } from "./doors/answer-tests.mjs";
import { changeTests } from "./doors/change-tests.mjs";
import { configurationTests } from "./doors/configuration-tests.mjs";
import { connectionTests } from "./doors/connection-tests.mjs";
import { csrfTests } from "./doors/csrf-tests.mjs";
import { destinationTests } from "./doors/destination-tests.mjs";
import { domainTests } from "./doors/domain-tests.mjs";
import { enumerationTests } from "./doors/enumeration-tests.mjs";
import { headerTests } from "./doors/header-tests.mjs";
import { isolationTests } from "./doors/isolation-tests.mjs";
import { limitTests } from "./doors/limit-tests.mjs";
import { logoutTests } from "./doors/logout-tests.mjs";
import { markupTests } from "./doors/markup-tests.mjs";
import { metadataTests } from "./doors/metadata-tests.mjs";
import { profileTests } from "./doors/profile-tests.mjs";
import { requestTests } from "./doors/request-tests.mjs";
import { sessionTests } from "./doors/session-tests.mjs";
import { setupTests } from "./doors/setup-tests.mjs";
import { Stage } from "./doors/stage.mjs";
import { trailTests } from "./doors/trail-tests.mjs";

const SUITES = {
  isolation: isolationTests,
  csrf: csrfTests,
  session: sessionTests,
  headers: headerTests,
  setup: setupTests,
  enumeration: enumerationTests,
  destination: destinationTests,
  limits: limitTests,
  answer: answerTests,
  profile: profileTests,
  account: accountTests,
  change: changeTests,
  domain: domainTests,
  test: connectionTests,
  metadata: metadataTests,
  markup: markupTests,
  logout: logoutTests,
  trail: trailTests,
  configuration: configurationTests,
  request: requestTests,
};

const word = process.argv[2] ?? "";
for (const [name, tests] of Object.entries(SUITES)) {
  if (name.includes(word)) await Stage.with({}, async (stage) => report(await runTests(tests, stage)));
}
summary();
