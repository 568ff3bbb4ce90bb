// What sentences are made of.

/** Of what may be long, the beginning. */
export const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** A number and its noun, whose plural ends in s. */
export const counted = (number: number, noun: string): string => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** In UTC. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
