// The pages of the console once there is something on them, with everything opened that opens; and what all pages have in common.
import { equal } from "../../../../tests/js/lib/check.mjs";

export const pageTests = {
  "pages/fit-a-telephone": async ({ admin: { page }, console, profile, look }) => {
    const places = { profiles: "/console/profiles", domains: "/console/domains", people: "/console/people", health: "/console/health", audit: "/console/audit" };
    const addresses = Object.entries(places).map(([name, path]) => [name, console.url + path]);
    for (const [name, address] of [...addresses, ["profile", profile], ["rules", `${profile}/rules`]]) {
      await page.goto(address);
      await page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
      await look(page, `full-${name}`, { schemes: ["light", "dark"] });
    }
  },

  "pages/none-broke-its-policy": async ({ browser: { complaints } }) => equal(complaints, [], "complaints"),
};
