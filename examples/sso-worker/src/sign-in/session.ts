import { SESSION, setCookie } from "../http/cookies.js";

export const sessionCookie = (token: string, now: number, expiresAt: number): string => setCookie(SESSION, token, Math.max(0, Math.floor((expiresAt - now) / 1000)));
