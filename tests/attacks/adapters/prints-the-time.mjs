// Prints, as libraries do, and says what time it is in three ways.
export default {
  name: "prints",
  version: "0",
  configuration: "none",
  serviceProvider: () => async () => {
    console.log("a warning");
    process.stdout.write("another one\n");
    return { nameId: `${new Date().toISOString()} ${Date.now()} ${new Date(Date.now()).toJSON()}` };
  },
};
