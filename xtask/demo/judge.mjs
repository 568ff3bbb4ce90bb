// The same few lines run in Node and in workerd; the answer is plain JSON, so that the two can be compared.

/** A message as the library takes it: the value of SAMLResponse, or the POST of the form that carried it. */
export function inputOf({ value, form }) {
  if (form === undefined) return value;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return new Request("https://sp.invalid/acs", { method: "POST", headers, body: form });
}

export async function judge(library, { message, connection, inResponseTo, now, decrypt }) {
  const options = { inResponseTo, now: new Date(now), decrypt };
  const report = await library.explain(inputOf(message), connection, options);
  const judgement = { checks: report.checks };
  try {
    const login = await library.verifyLogin(inputOf(message), connection, { ...options, store: library.memoryStore() });
    judgement.login = { ...login, attributes: [...login.attributes] };
  } catch (error) {
    if (!(error instanceof library.SamlError)) throw error;
    const { code, rule, message, expected, found, hint, actor, position } = error;
    judgement.error = { code, rule, message, expected, found, hint, actor, position };
  }
  // Dates become text here, as they do on their way out of workerd.
  return JSON.parse(JSON.stringify(judgement));
}
