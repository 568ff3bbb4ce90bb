// Where things are.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const ROOT = join(import.meta.dirname, "../../..");

/** The package as it is installed for the tests in every runtime. */
export const PACKAGE = join(ROOT, "tests/js/node_modules/saml-edge");

export const importPackage = (entry) => import(pathToFileURL(join(PACKAGE, "dist", `${entry}.js`)).href);
