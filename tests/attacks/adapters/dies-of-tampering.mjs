// Takes its process down with the message that was altered.
import { isTampered } from "./is-tampered.mjs";

export default {
  name: "dies",
  version: "0",
  configuration: "none",
  serviceProvider: () => async (line) => {
    if (isTampered(line)) process.exit(7);
    return { nameId: "jane.doe@example.com" };
  },
};
