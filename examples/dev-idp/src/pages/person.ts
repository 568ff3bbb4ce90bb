import type { Person } from "../settings.js";

export const nameOf = ({ firstName, lastName, email }: Person) => `${firstName} ${lastName}`.trim() || email;

export const initials = ({ firstName, lastName, email }: Person) => ([...firstName].slice(0, 1).join("") + [...lastName].slice(0, 1).join("") || email.slice(0, 1)).toUpperCase();
