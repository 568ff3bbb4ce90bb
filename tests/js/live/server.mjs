// Servers that a test starts for itself: in a folder of their own, on a free port of this machine, gone with the test.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const running = new Set();
const folders = new Set();

/** Whatever ends this process ends what it started. */
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

export function findOnPath(name) {
  const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
  return places.find((place) => existsSync(place));
}

/** Belongs to `owner`, where there is one. */
export function makeFolder(owner) {
  const folder = mkdtempSync(join(tmpdir(), "saml-edge-"));
  folders.add(folder);
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Runs it, and comes back once `isReady` no longer throws. `kill` comes back when it is gone. */
export async function startServer(command, words, { cwd, owner, isReady }) {
  let said = "";
  const child = spawn(command, words, { cwd, ...owner, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said = (said + text).slice(-4000)));
  let ended = false;
  const gone = new Promise((resolve) => {
    const end = (error) => {
      if (error instanceof Error) said += error;
      ended = true;
      running.delete(child);
      resolve();
    };
    child.once("error", end).once("exit", end);
  });
  const kill = async (signal = "SIGKILL") => {
    child.kill(signal);
    await gone;
  };
  try {
    await untilReady(isReady, () => ended);
  } catch (error) {
    await kill();
    throw new Error(`${command} did not start: ${error}\n${said}`);
  }
  return { kill };
}

async function untilReady(isReady, hasEnded) {
  for (const deadline = Date.now() + START_LIMIT; ; ) {
    try {
      return await isReady();
    } catch (error) {
      if (hasEnded() || Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The user that such a server may run as: it refuses to be root. Nobody where this process is not root. */
export function unprivileged(names) {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of names) {
    try {
      const ask = (option) => Number(execFileSync("id", [option, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
      return { uid: ask("-u"), gid: ask("-g") };
    } catch {
      // There is no such user.
    }
  }
  throw new Error(`this process is root, and none of the users ${names.join(", ")} is there`);
}

const START_LIMIT = 30_000;
