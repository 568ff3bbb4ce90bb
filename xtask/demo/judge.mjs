// The same few lines run in Node and in workerd; the answer is plain JSON, so that the two can be compared.

export async function judge(library, { value, connection, inResponseTo, now }) {
  const options = { inResponseTo, now: new Date(now) };
  const report = await library.explain(value, connection, options);
  const judgement = { checks: report.checks };
  try {
    const login = await library.verifyLogin(value, connection, { ...options, store: library.memoryStore() });
    judgement.login = { ...login, attributes: [...login.attributes] };
  } catch (error) {
    if (!(error instanceof library.SamlError)) throw error;
    const { code, rule, message, expected, found, hint, actor, position } = error;
    judgement.error = { code, rule, message, expected, found, hint, actor, position };
  }
  // Dates become text here, as they do on their way out of workerd.
  return JSON.parse(JSON.stringify(judgement));
}
