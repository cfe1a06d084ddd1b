// token and untoken turn ids into tokens of subjects and back: URL query
// escaping, in characters that subjects may have.

export function token(id) {
  if (!id) return "_";
  if (id === "_") return "=5F";
  return encodeURIComponent(id)
    .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase())
    .replace(/\./g, "=2E")
    .replace(/~/g, "=7E")
    .replace(/%/g, "=");
}

export function untoken(token) {
  return token === "_" ? "" : decodeURIComponent(token.replaceAll("=", "%"));
}
