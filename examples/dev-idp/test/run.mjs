// `node examples/dev-idp/test/run.mjs`: the identity provider in workerd, and saml-edge as what it signs in to. The last line is `N passed, N failed, N skipped`.
import { runTests } from "../../../tests/js/lib/check.mjs";
import { report, summary } from "../../../tests/interop/lib/report.mjs";
import { doorTests } from "./doors.mjs";
import { loginTests } from "./login.mjs";
import { logoutTests } from "./logout.mjs";
import { pageTests } from "./pages.mjs";
import { requestTests } from "./requests.mjs";
import { startDevIdp } from "./start.mjs";

const idp = await startDevIdp();
try {
  report(await runTests({ ...loginTests, ...requestTests, ...logoutTests, ...pageTests, ...doorTests }, { url: idp.url }));
} finally {
  await idp.stop();
}
summary();
