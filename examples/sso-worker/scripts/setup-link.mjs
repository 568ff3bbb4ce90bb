// `npm run setup-link -- --url https://sso.example.com`: a link by which somebody sets up one more organisation, for a day. With --local for the database of `npm run dev`.
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { url: { type: "string", default: "http://localhost:8787" }, local: { type: "boolean", default: false } } });
const { origin } = new URL(values.url);
const token = randomBytes(32).toString("base64url");
const digest = createHash("sha256").update(token).digest("hex");
const sql = `INSERT INTO setup_links (token_hash, expires_at) VALUES ('${digest}', ${Date.now() + 86_400_000})`;
execFileSync("npx", ["wrangler", "d1", "execute", "sso-console", values.local ? "--local" : "--remote", "--yes", "--command", sql], { stdio: ["inherit", "ignore", "inherit"] });
console.log(`${origin}/setup/${token}`);
