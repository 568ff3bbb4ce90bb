// What runs inside a runtime: takes a job, runs a suite, answers with its results. Job and answer are plain JSON.
import { compat } from "../suites/compat.mjs";
import { conversation } from "../suites/conversation.mjs";
import { corpus } from "../suites/corpus.mjs";
import { decrypt } from "../suites/decrypt.mjs";
import { faults } from "../suites/faults.mjs";
import { metadata } from "../suites/metadata.mjs";
import { oddRsa } from "../suites/odd-rsa.mjs";
import { recovery } from "../suites/recovery.mjs";
import { vectors } from "../suites/vectors.mjs";
import { wrapper } from "../suites/wrapper.mjs";

const SUITES = { compat, conversation, corpus, decrypt, faults, metadata, oddRsa, recovery, vectors, wrapper };

export const runJob = (library, { suite, data }) => SUITES[suite](library, data);
