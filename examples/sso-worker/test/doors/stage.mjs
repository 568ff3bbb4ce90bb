// The console, what it asks, and what stands around it; one for each suite.
import { createHash, randomBytes } from "node:crypto";

import { startConsole } from "../start.mjs";
import { Browser } from "./client.mjs";
import { NameServer } from "./name-server.mjs";
import { expect, keyIn, Organisation } from "./organisation.mjs";
import { key, Publisher } from "./publisher.mjs";

export class Stage {
  #console;
  #count = 0;
  #onLog = () => {};
  /** What the Worker printed. */
  log = [];

  /** `persist`: a folder for what is to be there the next time. */
  static async start(vars = {}, { persist } = {}) {
    const stage = new Stage();
    [stage.names, stage.publisher] = await Promise.all([NameServer.start(), Publisher.start()]);
    stage.#console = await startConsole({ vars: set({ ...settings(stage.names), ...vars }), onLog: (line) => stage.#print(line), persist });
    return stage;
  }

  /** Whatever becomes of `use`, nothing is left running. */
  static async with(vars, use, options) {
    const stage = await Stage.start(vars, options);
    try {
      return await use(stage);
    } finally {
      await stage.stop();
    }
  }

  get url() {
    return this.#console.url;
  }

  get database() {
    return this.#console.database;
  }

  async stop() {
    await Promise.all([this.#console.stop(), this.names.stop(), this.publisher.stop()]);
  }

  browser(options) {
    return new Browser(this.url, options);
  }

  /** A name that nothing else here has. */
  fresh(word) {
    this.#count += 1;
    return `${word}-${this.#count}`;
  }

  /** What was printed, as soon as something of it matches. */
  async printed(pattern) {
    const all = () => this.log.join("");
    const tooLong = AbortSignal.timeout(60_000);
    while (!pattern.test(all())) {
      await new Promise((resolve, reject) => {
        this.#onLog = resolve;
        tooLong.addEventListener("abort", () => reject(new Error(`${pattern} was not printed: ${all()}`)), { once: true });
      });
    }
    return all();
  }

  async row(sql, ...values) {
    return await this.database.prepare(sql).bind(...values).first();
  }

  async run(sql, ...values) {
    await this.database.prepare(sql).bind(...values).run();
  }

  /** As cron does. */
  async scheduled() {
    const worker = await this.#console.miniflare.getWorker();
    await worker.scheduled();
  }

  #print(line) {
    this.log.push(line);
    this.#onLog();
  }

  /** A setup link as `scripts/setup-link.mjs` makes one. */
  async setupLink(expiresAt = Date.now() + 86_400_000) {
    const token = randomBytes(32).toString("base64url");
    await this.run("INSERT INTO setup_links (token_hash, expires_at) VALUES (?, ?)", sha256(token), expiresAt);
    return `/setup/${token}`;
  }

  async organisation(name = this.fresh("organisation"), email = `admin@${name}.example`) {
    const administrator = this.browser();
    const link = await this.setupLink();
    const made = await expect(200, await administrator.post(link, { organisation: name, email }));
    const { id } = await this.row("SELECT id FROM organisations ORDER BY created_at DESC, rowid DESC");
    return new Organisation(this, { id, name, email, accessKey: keyIn(made.text), administrator });
  }

  /** Signed in by an access key. */
  async signInWithKey({ email, accessKey }, browser = this.browser()) {
    await expect(303, await browser.post("/login/key", { email, key: accessKey, to: "/" }));
    return browser;
  }
}

export const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** A variable that is undefined is not there. */
const set = (vars) => Object.fromEntries(Object.entries(vars).filter(([, value]) => value !== undefined));

const settings = (names) => ({
  APP_SECRET: SECRET,
  SAML_KEY: key("sp.key.pem"),
  SAML_CERTIFICATE: key("sp.crt.pem"),
  DNS_RESOLVER: names.url,
  LIMIT_PER_ADDRESS: "1000000",
  LIMIT_PER_ORGANISATION: "1000000",
});

const SECRET = "0123456789abcdef0123456789abcdef01234567";
