import { runJob } from "../lib/agent.mjs";
import { importLibrary } from "../lib/library.mjs";

export async function open(trapPackage) {
  const library = await importLibrary(trapPackage);
  return { run: (job) => runJob(library, job), close: async () => {} };
}
