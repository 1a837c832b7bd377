/** Text for terminals: columns, widths, nothing that steers the terminal itself. */

/** Control characters and direction overrides out of a text (a file name may hold them). */
export const forTerminal = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

/** Rows as aligned columns for people, two spaces between; the last column is not padded. Widths count East Asian wide characters twice. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  const clean = rows.map((row) => row.map(forTerminal))
  for (const row of clean) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell))
  const line = (row: readonly string[]) =>
    row.map((cell, index) => (index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - displayWidth(cell)))).join('  ')
  return clean.map((row) => `${line(row).trimEnd()}\n`).join('')
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** Columns one character takes in a terminal: East Asian wide ones take two. */
export const charWidth = (char: string): number => (WIDE.test(char) ? 2 : 1)
export const displayWidth = (text: string): number => [...text].reduce((sum, char) => sum + charWidth(char), 0)

/** The beginning of a text that fits into so many columns. */
export function cutToWidth(text: string, width: number): string {
  let used = 0
  let out = ''
  for (const char of text) {
    used += charWidth(char)
    if (used > width) return out
    out += char
  }
  return out
}
