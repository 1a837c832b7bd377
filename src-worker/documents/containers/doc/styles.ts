import type { Style, Styles } from '../docx/styles.ts'
import { type Fib, STYLES } from './fib.ts'

/** Names of built-in styles by their number (MS-DOC 2.9.260, sti): they are called differently in every language of Word. */
function builtIn(number: number): string | null {
  if (number >= 1 && number <= 9) return `heading ${number}`
  if (number >= 10 && number <= 18) return `index ${number - 9}`
  if (number >= 19 && number <= 27) return `toc ${number - 18}`
  if (number === 34) return 'caption'
  if (number === 62) return 'title'
  if (number === 101) return 'html preformatted'
  return null
}

/** The style sheet (MS-DOC 2.9.271 STSH), by the number of the style as text. */
export function readStyleSheet(fib: Fib): Styles {
  const styles = new Map<string, Style>()
  const { at, length } = fib.place(STYLES)
  const sheet = fib.table.subarray(at, at + length)
  if (sheet.length < 6) return styles
  let from = 2 + sheet.readUInt16LE(0)
  const count = Math.min(sheet.readUInt16LE(2), 5000)
  const base = sheet.readUInt16LE(4)
  for (let index = 0; index < count && from + 2 <= sheet.length; index++) {
    const size = sheet.readUInt16LE(from)
    const style = sheet.subarray(from + 2, from + 2 + size)
    from += 2 + size + (size & 1)
    if (style.length < base + 2 || base < 10) continue
    const number = style.readUInt16LE(0) & 0xfff
    const basedOn = style.readUInt16LE(2) >> 4
    const name = style.toString('utf16le', base + 2, base + 2 + style.readUInt16LE(base) * 2)
    styles.set(String(index), {
      name: builtIn(number) ?? name.toLowerCase(),
      basedOn: basedOn === 0xfff || basedOn === index ? null : String(basedOn),
      outline: null,
      list: false,
    })
  }
  return styles
}
