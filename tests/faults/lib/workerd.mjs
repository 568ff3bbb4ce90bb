// workerd, started with a configuration of its own, so that it can be killed, and its engine told how much memory there is.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { PACKAGE, ROOT } from "./paths.mjs";
import { connection } from "./stage.mjs";

const require = createRequire(join(ROOT, "tests/js/package.json"));

/** The worker as one file, and the core beside it. */
export async function bundled() {
  const { build } = await import(pathToFileURL(require.resolve("esbuild")).href);
  const result = await build({
    entryPoints: [join(import.meta.dirname, "worker.mjs")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    conditions: ["workerd", "worker", "browser"],
    nodePaths: [join(ROOT, "tests/js/node_modules")],
    external: ["cloudflare:workers"],
    logLevel: "error",
    plugins: [{ name: "wasm", setup: (build) => build.onResolve({ filter: /\.wasm$/ }, () => ({ path: "./core.wasm", external: true })) }],
  });
  return result.outputFiles[0].text;
}

/** A folder with the worker and with what its Durable Objects keep: what outlives a process. */
export class Site {
  static async make(at = connection) {
    const folder = mkdtempSync(join(tmpdir(), "saml-edge-workerd-"));
    mkdirSync(join(folder, "kept"));
    writeFileSync(join(folder, "worker.mjs"), await bundled());
    copyFileSync(join(PACKAGE, "dist/core.wasm"), join(folder, "core.wasm"));
    return new Site(folder, at);
  }

  constructor(folder, at) {
    this.folder = folder;
    this.connection = at;
  }

  /** `flags` are V8's. */
  async start(flags = []) {
    writeFileSync(join(this.folder, "config.capnp"), this.#configuration(flags));
    const workerd = join(ROOT, "tests/js/node_modules/workerd/bin/workerd");
    const child = spawn(workerd, ["serve", "--control-fd=3", "config.capnp"], { cwd: this.folder, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    const ended = once(child, "close");
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    const lines = createInterface({ input: child.stdio[3] });
    const listening = once(lines, "line").then(([line]) => JSON.parse(line).port);
    const port = await Promise.race([listening, ended.then(() => Promise.reject(new Error(`workerd did not start:\n${said}`)))]);
    return new Running(child, ended, `http://127.0.0.1:${port}`, () => said);
  }

  #configuration(flags) {
    return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "disk", disk = (path = "kept", writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
  v8Flags = ${JSON.stringify(flags)},
);
const main :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs"), (name = "core.wasm", wasm = embed "core.wasm")],
  compatibilityDate = "2026-07-01",
  durableObjectNamespaces = [(className = "SamlState", uniqueKey = "saml-state", enableSql = true)],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [
    (name = "STATE", durableObjectNamespace = "SamlState"),
    (name = "CONNECTION", json = ${JSON.stringify(JSON.stringify(JSON.stringify(this.connection)))}),
  ],
);
`;
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}

class Running {
  #child;
  #ended;
  #said;

  constructor(child, ended, origin, said) {
    this.#child = child;
    this.#ended = ended;
    this.origin = origin;
    this.#said = said;
  }

  /** As an application sees it: what became of it, or that nothing came. */
  async ask(path, init) {
    const response = await fetch(`${this.origin}${path}`, { ...init, headers: { ...init?.headers, connection: "close" } });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.fault);
    return answer;
  }

  begin(store, keep) {
    return this.ask(`/begin?store=${store}&keep=${keep}`);
  }

  end(store, keep, form, cookies) {
    return this.ask(`/acs?store=${store}&keep=${keep}`, { method: "POST", body: form, headers: { cookie: cookies } });
  }

  /** As the power goes. */
  async kill() {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** Ends by itself: how. */
  async death() {
    const [code, signal] = await this.#ended;
    return { code, signal, said: this.#said() };
  }
}
