/** The fields of a page that posts itself. */
export async function formOf(response) {
  const fields = [...(await response.text()).matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const text = (value) => value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  return new URLSearchParams(fields.map(([, name, value]) => [name, text(value)]));
}
