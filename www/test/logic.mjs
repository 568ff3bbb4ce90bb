// What the debugger works out, without a browser: `node www/test/logic.mjs [WORD]`. The last line is `N passed, N failed, N skipped`.
import { summary } from "../../tests/interop/lib/report.mjs";
import { readSamples, textOf } from "./lib/samples.mjs";
import { loadSource } from "./lib/source.mjs";
import { runFolder } from "./lib/suites.mjs";

const context = { ...readSamples(), textOf };
for (const folder of ["builders", "guidance", "logic"]) await runFolder(folder, context);
await runFolder("compare", { ...context, source: await loadSource("compare/index.ts") });
summary();
