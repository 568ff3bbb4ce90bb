import icon from "./html/icon.svg";
import script from "./html/console.txt";
import style from "./html/style.css";

const ASSETS: Readonly<Record<string, readonly [text: string, type: string]>> = {
  "/assets/style.css": [style, "text/css; charset=utf-8"],
  "/assets/console.js": [script, "text/javascript; charset=utf-8"],
  "/assets/icon.svg": [icon, "image/svg+xml"],
};

export function assetOf(pathname: string): Response | undefined {
  const asset = Object.hasOwn(ASSETS, pathname) ? ASSETS[pathname] : undefined;
  if (asset === undefined) return undefined;
  return new Response(asset[0], { headers: { "content-type": asset[1], "cache-control": "public, max-age=300" } });
}
