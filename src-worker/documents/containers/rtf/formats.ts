import type { Style } from '../docx/styles.ts'
import { codePageOf, decodePage, SYMBOL_CHARSET } from './code-pages.ts'

const ANSI = 1252

/** The tables at the head of an RTF file: the code pages of its fonts, and its styles, those of characters under `c` and their number. */
export class Formats {
  readonly styles = new Map<string, Style>()
  /** Code page of fonts that name none. */
  page = 1252
  private readonly fonts = new Map<number, { charset: number; page: number | null }>()
  private style = { id: '', name: '', basedOn: null as string | null, outline: null as number | null }

  /** A word inside the font table; gives the font it is about. */
  fontWord(font: number, name: string, value: number | null): number {
    const number = name === 'f' ? (value ?? 0) : font
    const known = this.fonts.get(number) ?? { charset: 0, page: null }
    if (name === 'fcharset') this.fonts.set(number, { charset: value ?? 0, page: codePageOf(value ?? 0) ?? known.page })
    else if (name === 'cpg') this.fonts.set(number, { ...known, page: value })
    return number
  }

  /** Bytes of text in that font; '' in a font of signs. */
  decode(font: number, bytes: readonly number[]): string {
    const known = this.fonts.get(font)
    if (known?.charset === SYMBOL_CHARSET) return ''
    const text = decodePage(Uint8Array.from(bytes), known?.page ?? this.page)
    // A Japanese Word writes é of a Latin font so; its Japanese text may stand in the same font, which says nothing of the East Asian one beside it.
    return known?.charset === 0 && known.page === null && text.includes('\ufffd') ? decodePage(Uint8Array.from(bytes), ANSI) : text
  }

  /** A word inside the entry of a style. */
  styleWord(name: string, value: number | null): void {
    if (name === 's' || name === 'cs') this.style.id = name === 's' ? String(value ?? 0) : `c${value ?? 0}`
    else if (name === 'sbasedon') this.style.basedOn = this.style.id.startsWith('c') ? `c${value ?? 0}` : String(value ?? 0)
    else if (name === 'outlinelevel' && value !== null && value < 9) this.style.outline = value + 1
  }

  styleName(byte: number): void {
    if (this.style.name.length < 500) this.style.name += String.fromCharCode(byte)
  }

  endStyle(): void {
    const { id, name, basedOn, outline } = this.style
    const shown = name.replace(/;.*$/su, '').trim().toLowerCase()
    if (shown !== '') this.styles.set(id === '' ? '0' : id, { name: shown, basedOn: basedOn === id ? null : basedOn, outline, list: false })
    this.style = { id: '', name: '', basedOn: null, outline: null }
  }
}
