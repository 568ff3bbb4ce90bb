// The routes as the Worker has them, so that a new one is tried without being named here.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(import.meta.dirname, "../../../../tests/js/package.json"));
const { build } = require("esbuild");

/** `[{ method, path, access }]` of src/routes.ts. What stands behind a route is not run here. */
export async function readRoutes() {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../../src/routes.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    loader: { ".css": "text", ".svg": "text", ".txt": "text" },
    logLevel: "error",
    plugins: [{ name: "others", setup: standIn }],
  });
  const { ROUTES } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  for (const { access, path } of ROUTES) if (!["anyone", "idp", "person", "administrator"].includes(access)) throw new Error(`nobody tries ${path}, which is for ${access}`);
  return ROUTES.map(({ method, path, access }) => ({ method, path, access }));
}

/** Packages are not needed to read a table. */
function standIn({ onResolve, onLoad }) {
  onResolve({ filter: /^(?:saml-edge|cloudflare:)/ }, ({ path }) => ({ path, namespace: "others" }));
  onLoad({ filter: /.*/, namespace: "others" }, () => ({ contents: "module.exports = new Proxy({}, { get: () => class {} });" }));
}

/** The path with `values` in the places that it names. */
export function filled(path, values) {
  return path.replace(/:(\w+)/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`nobody knows what stands for :${name} in ${path}`);
    return values[name];
  });
}

export const isNamed = (path) => path.includes(":");

/** Something for every field that a form of the console has. */
export const FIELDS = {
  name: "Taken over",
  organisation: "Taken over",
  email: "mallory@attacker.example",
  key: "0000000-0000000-0000000-00000",
  role: "administrator",
  domain: "attacker.example",
  issuer: "https://attacker.example",
  ssoUrl: "https://attacker.example/sso",
  sloUrl: "",
  url: "",
  text: "<EntityDescriptor/>",
  sha256: "00",
  provisioning: "create",
  idpInitiated: "accept",
  to: "/",
};
