// Never comes back from the message that was altered.
import { isTampered } from "./is-tampered.mjs";

export default {
  name: "hangs",
  version: "0",
  configuration: "none",
  serviceProvider: () => async (line) => {
    while (isTampered(line));
    return { nameId: "jane.doe@example.com" };
  },
};
