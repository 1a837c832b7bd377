/** The character references people write by hand in wiki-like formats; HTML proper goes through htmlparser2's full table. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  times: '×',
  rarr: '→',
  larr: '←',
  yen: '¥',
}

/** The character reference at the start of the text with its length, or null. */
export function decodeEntity(text: string): { readonly text: string; readonly length: number } | null {
  const match = /^&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,8}));/u.exec(text)
  if (!match) return null
  const [whole, decimal, hex, name] = match
  if (name !== undefined) return NAMED[name] === undefined ? null : { text: NAMED[name], length: whole.length }
  const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number.parseInt(decimal, 10)
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null
  const character = String.fromCodePoint(code)
  // Zero-width characters only steer line breaks.
  return { text: /[\u200b\u2060\ufeff]/u.test(character) ? '' : character, length: whole.length }
}
