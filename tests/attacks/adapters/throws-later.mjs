// Throws where nobody waits for it.
export default {
  name: "throws-later",
  version: "0",
  configuration: "none",
  serviceProvider: () => async () => new Promise(() => setTimeout(() => { throw new Error("nobody catches this"); }, 5)),
};
