// The report, and what goes into it.
import { element } from "../dom.js";
import { switchField } from "../fields.js";
import { ACTORS } from "../verdict.js";
import type { HandedOn } from "./handed-on.js";
import { outputField } from "./output.js";
import type { View } from "./redacted-view.js";
import { markdownReport } from "./report.js";
import { AS_IT_IS } from "./shown.js";

export function reportView(): View {
  let current: HandedOn | null = null;
  const draw = () => {
    if (current === null) return;
    const { loaded, outcome, shown, text } = current;
    const isRedacted = asItIs.value === "";
    const message = !isRedacted ? text : "refused" in outcome ? null : outcome.xml;
    warning.hidden = isRedacted;
    output.show(markdownReport(loaded, ACTORS, isRedacted ? shown : AS_IT_IS, { xml: withMessage.value === "" ? null : message, isRedacted }));
  };
  const withMessage = switchField("With the message", draw);
  const asItIs = switchField("With values as they are, not redacted", draw);
  const warning = element("p", { class: "notice warn", at: { hidden: "" } }, "Whoever reads the ticket reads the login data in it.");
  const output = outputField("The report", 10, { name: "saml-report.md", type: "text/markdown" });
  return {
    part: element("div", {}, element("p", { class: "quiet" }, "Markdown: verdict, failed checks, what the message says, and the settings it was judged under. It is redacted as above."), withMessage.row, asItIs.row, warning, output.part),
    show(handedOn) {
      current = handedOn;
      draw();
    },
    forget() {
      [current, asItIs.value] = [null, ""];
    },
  };
}
