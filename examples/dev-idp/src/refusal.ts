/** What cannot be done, in plain words for whoever asked; nothing has happened. */
export class Refusal extends Error {
  readonly status: number;
  /** Where to go from here: a path here, and its name. */
  readonly next: { readonly path: string; readonly label: string } | undefined;

  constructor(status: number, words: string, next?: Refusal["next"]) {
    super(words);
    this.status = status;
    this.next = next;
  }
}
