// What a screen reader says of the verdict: one sentence, once it stands still.

/** `area` has the role of a status. */
export function announcer(area: HTMLElement): (text: string) => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    clearTimeout(waiting);
    // A slider that moves gives a verdict at each step.
    waiting = setTimeout(() => {
      if (area.textContent !== text) area.textContent = text;
    }, 400);
  };
}
