// What is right or wrong with a message that the core has no rules for.
import type { Refusal } from "../library.js";
import type { Loaded } from "../loaded.js";
import { DSIG } from "../names.js";
import type { Range } from "../xml-outline.js";
import { childNamed, type TreeNode } from "../xml-tree.js";

export interface Finding {
  /** One word, the same for the same question. */
  readonly id: string;
  /** What holds when it passes. */
  readonly title: string;
  /** Where that comes from. */
  readonly spec: string;
  /** `note`: allowed, and worth knowing. `skip`: something is missing to say. */
  readonly outcome: "pass" | "fail" | "note" | "skip";
  readonly says?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  readonly hint?: string | undefined;
  readonly actor?: Refusal["actor"] | undefined;
  readonly at?: Range | undefined;
}

/** A message of the protocol and what it is compared with. */
export interface Subject {
  readonly root: TreeNode;
  /** The Signature of the message itself. */
  readonly signature: TreeNode | null;
  readonly isSigned: boolean;
  readonly loaded: Pick<Loaded, "message" | "question" | "judgement" | "source">;
  /** Who made the message: whoever has to act. */
  readonly sender: "idp-admin" | "sp-admin";
  readonly expected: {
    readonly issuer: string | null;
    readonly destination: string | null;
    /** Where in the settings the destination would be given. */
    readonly destinationSetting: string;
  };
}

export const signatureIn = (root: TreeNode): TreeNode | null => childNamed(root, DSIG, "Signature");

/** One question, whose answers share its words. */
export function asking(id: string, title: string, spec: string) {
  const make = (outcome: Finding["outcome"]) => (says?: string, rest: Partial<Finding> = {}): Finding => ({ id, title, spec, outcome, ...(says === undefined ? {} : { says }), ...rest });
  return { pass: make("pass"), fail: make("fail"), note: make("note"), skip: make("skip") };
}

export const given = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);
