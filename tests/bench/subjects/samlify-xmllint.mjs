// With the schema validator of its README that needs neither Java nor another program.
import * as validator from "@authenio/samlify-node-xmllint";

import { samlify } from "../lib/samlify.mjs";

export default samlify(validator);
