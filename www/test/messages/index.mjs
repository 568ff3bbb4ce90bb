import { keyTests } from "./keys.mjs";
import { logoutTests } from "./logout.mjs";
import { metadataTests } from "./metadata.mjs";
import { requestTests } from "./requests.mjs";
import { wrapperTests } from "./wrappers.mjs";

export const messageTests = [requestTests, keyTests, logoutTests, metadataTests, wrapperTests];
