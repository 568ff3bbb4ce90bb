// Which checks two messages do not pass alike.
import type { Check } from "../library.js";

export interface CheckPair {
  readonly one: Check;
  readonly other: Check;
}

export interface CheckDifferences {
  /** One of them failed, or both for different reasons. */
  readonly failed: readonly CheckPair[];
  /** Neither failed: one was skipped. */
  readonly skipped: readonly CheckPair[];
}

/** Both by the same list of rules, in its order. */
export function differingChecks(ones: readonly Check[], others: readonly Check[]): CheckDifferences {
  const byRule = new Map(others.map((check) => [check.rule, check]));
  const differing = ones.flatMap((one) => {
    const other = byRule.get(one.rule);
    return other === undefined || (one.outcome === other.outcome && one.error?.message === other.error?.message) ? [] : [{ one, other }];
  });
  const hasFailed = ({ one, other }: CheckPair) => one.outcome === "fail" || other.outcome === "fail";
  return { failed: differing.filter(hasFailed), skipped: differing.filter((pair) => !hasFailed(pair)) };
}
