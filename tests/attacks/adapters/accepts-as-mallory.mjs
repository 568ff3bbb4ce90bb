// Lies: everything is a login of the same stranger.
export default {
  name: "accepts-as-mallory",
  version: "0",
  configuration: "none",
  serviceProvider: () => async () => ({ nameId: "mallory@example.com" }),
};
