// All vectors, one after the other, in slices that leave the page to its reader.

export interface Course<Item, Verdict> {
  readonly items: readonly Item[];
  readonly judge: (item: Item) => Promise<Verdict>;
  /** After each slice, with what it found, and at the end. */
  readonly onSlice: (verdicts: readonly Verdict[]) => void;
  readonly isStopped: () => boolean;
}

/** How many were judged. */
export async function run<Item, Verdict>({ items, judge, onSlice, isStopped }: Course<Item, Verdict>): Promise<number> {
  let judged = 0;
  while (judged < items.length && !isStopped()) {
    const slice: Verdict[] = [];
    for (const begun = performance.now(); judged < items.length && performance.now() - begun < SLICE; judged += 1) {
      slice.push(await judge(items[judged] as Item));
    }
    onSlice(slice);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return judged;
}

/** Milliseconds: longer is felt (RAIL), shorter is spent on waiting. */
const SLICE = 40;
