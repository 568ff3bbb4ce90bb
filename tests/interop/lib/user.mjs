// The one person that both identity providers know, and how the scripted browser signs in as that person.

export const USER = {
  name: "ada",
  password: "a password of no worth",
  mail: "ada@example.org",
  displayName: "Ada Lovelace & Söhne",
  groups: ["staff", "people <all>"],
};

/** Fills in the login form that the browser stands at, and submits it. */
export async function signIn(browser) {
  const form = loginForm(browser.page);
  if (form === undefined) throw new Error(`no login form:\n${browser.trace()}\n${browser.page.text}`);
  return await browser.submit(form, { username: USER.name, password: USER.password });
}

/** The page's form with a password, or undefined. */
export const loginForm = (page) => page.forms.find(({ fields }) => fields.some(({ type }) => type === "password"));
