/** A secret as it may come back in texts of others: as it is, JSON-escaped, URL-encoded, and in base64 (Basic authentication, dumps). */
export function secretShapes(secret: string): readonly string[] {
  if (secret === '') return []
  const bytes = [...new TextEncoder().encode(secret)].map((byte) => String.fromCharCode(byte)).join('')
  const base64 = btoa(bytes).replace(/=+$/u, '')
  const shapes = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), encodeURI(secret), base64]
  return [...new Set(shapes)].sort((a, b) => b.length - a.length)
}

/** @returns a function that replaces every shape of the secrets by `[key]`; the text itself where there is none */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const shapes = secrets.flatMap(secretShapes)
  return (text) => shapes.reduce((safe, shape) => safe.replaceAll(shape, '[key]'), text)
}
