import type { InlineKind } from '../../../src-main/contract/blocks.ts'
import { type BlockText, isCjkUnit, isSpace } from '../block-text.ts'
import { decodeEntity } from '../entity.ts'
import { InlineMarks } from '../inline-marks.ts'
import { closingMark, type JoinedText } from '../joined-text.ts'

/** Values of `{name}`, from the attribute entries of the file. */
export type Attributes = ReadonlyMap<string, string>

/** Characters AsciiDoc names, and the ones Git's configuration adds. */
const CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  quot: '"',
  plus: '+',
  asterisk: '*',
  caret: '^',
  tilde: '~',
  backslash: '\\',
  backtick: '`',
  startsb: '[',
  endsb: ']',
  vbar: '|',
  'two-colons': '::',
  'two-semicolons': ';;',
  litdd: '--',
  apostrophe: "'",
  deg: '°',
  cpp: 'C++',
}

const MACRO = /^([a-zA-Z][\w-]{0,30}):(?!:)([^\s[\]]{0,500})\[((?:[^\]\\\n]|\\.|\n(?!\n)){0,2000})\]/u
const URL_MACRO = /^(?:https?|ftp|irc|mailto|git|ssh|file):[^\s[\]<>]{1,1000}\[((?:[^\]\\\n]|\\.|\n(?!\n)){0,2000})\]/u

/** Macros whose text is kept, and as what; `target` = the target is the text. */
const MACROS: Readonly<Record<string, { readonly kind: InlineKind | null; readonly from: 'text' | 'target' | 'none' }>> = {
  link: { kind: 'link', from: 'text' },
  xref: { kind: 'link', from: 'text' },
  linkgit: { kind: 'code', from: 'target' },
  kbd: { kind: 'code', from: 'text' },
  btn: { kind: 'strong', from: 'text' },
  menu: { kind: 'strong', from: 'target' },
  indexterm2: { kind: 'emphasis', from: 'text' },
  footnote: { kind: null, from: 'none' },
  footnoteref: { kind: null, from: 'none' },
  image: { kind: null, from: 'none' },
  icon: { kind: null, from: 'none' },
  anchor: { kind: null, from: 'none' },
  indexterm: { kind: null, from: 'none' },
  pass: { kind: null, from: 'none' },
  stem: { kind: null, from: 'none' },
  latexmath: { kind: null, from: 'none' },
  asciimath: { kind: null, from: 'none' },
  counter: { kind: null, from: 'none' },
  biblatex: { kind: null, from: 'none' },
  cite: { kind: null, from: 'none' },
}

const OPENER =
  /\\[*_`#^~+'[{<&]|``?|\*\*?|__?|##?|\+\+\+|\+\+?|\^|~|'|\(\(\(?|<<|\[\[\[?|\[(?=[.#%a-zA-Z])|\{|\$\$|&(?=[#a-zA-Z])|"`|`"|'`|`'| \+(?=\n|$)|(?<![\p{L}\p{N}_])[a-zA-Z][\w-]{1,30}:(?=[^\s:[\]]{0,500}\[)|(?<![\p{L}\p{N}_])(?:https?|ftp|mailto|git|ssh|irc):(?=[^\s[\]<>]{1,1000}\[)/gu

const MARKS: Readonly<Record<string, InlineKind | null>> = {
  '`': 'code',
  '``': 'code',
  '+': 'code',
  '++': 'code',
  '+++': null,
  $$: 'code',
  '*': 'strong',
  '**': 'strong',
  _: 'emphasis',
  __: 'emphasis',
  "'": 'emphasis',
  '#': null,
  '##': null,
  '^': null,
  '~': null,
}

/** A stretch of text still to be written; `kind` is opened before it and closed after it. */
interface Piece {
  readonly start: number
  readonly end: number
  readonly kind: InlineKind | null
}

/**
 * Writes AsciiDoc's inline markup: `text` with its marks taken away and spans in their place. Marks nest up to eight deep. Gives the
 * ranges (in the joined text) of footnotes, which belong after the block.
 */
export class AsciidocInline extends InlineMarks {
  readonly footnotes: { start: number; end: number }[] = []
  private readonly attributes: Attributes

  constructor(joined: JoinedText, into: BlockText, attributes: Attributes) {
    super(joined, into)
    this.attributes = attributes
  }

  write(start = 0, end = this.text.length, depth = 0): void {
    this.writeMarks(OPENER, start, end, (mark, at, flush) => {
      const found = this.mark(mark, at, end)
      if (!found) return -1
      flush()
      this.piece(found.piece, depth)
      found.write?.()
      return found.next
    })
  }

  private piece(piece: Piece | null, depth: number): void {
    if (!piece) return
    if (piece.kind) this.into.openSpan(piece.kind)
    if (piece.kind === 'code' || depth >= 8) this.withAttributes(piece.start, piece.end)
    else this.write(piece.start, piece.end, depth + 1)
    if (piece.kind) this.into.closeSpan(piece.kind)
  }

  /** Code: nothing but attribute references means anything in it. */
  private withAttributes(start: number, end: number): void {
    let copied = start
    for (const match of this.text.slice(start, end).matchAll(/\{[\w-]{1,60}\}/gu)) {
      const value = CHARACTERS[match[0].slice(1, -1)]
      if (value === undefined) continue
      const at = start + match.index
      this.joined.copy(this.into, copied, at)
      copied = at + match[0].length
      this.joined.unit(this.into, value, at, copied)
    }
    this.joined.copy(this.into, copied, end)
  }

  /** What the mark at `at` means: a piece to write and where to go on; null when it is plain text. */
  private mark(mark: string, at: number, end: number): { piece: Piece | null; next: number; write?: () => void } | null {
    switch (mark[0]) {
      case '\\':
        return { piece: { start: at + 1, end: at + 2, kind: null }, next: at + 2 }
      case '{':
        return this.attribute(at)
      case '&':
        return this.entity(at)
      case '<':
        return this.crossReference(at)
      case '[':
        return this.bracket(mark, at)
      case '(':
        return this.indexTerm(mark, at)
      case ' ':
        return { piece: null, next: at + 2 }
    }
    if (mark === '"`' || mark === "'`" || mark === '`"' || mark === "`'") return { piece: null, next: at + 2 }
    if (mark.endsWith(':')) return this.macro(at)
    return this.quoted(mark, at, end)
  }

  private attribute(at: number) {
    const match = /^\{([\w-]{1,60})(?::[^{}\n]{0,100})?\}/u.exec(this.text.slice(at, at + 170))
    if (!match) return null
    const next = at + match[0].length
    const value = CHARACTERS[match[1]!] ?? this.attributes.get(match[1]!)
    return { piece: null, next, write: () => (value ? this.joined.unit(this.into, value, at, next) : undefined) }
  }

  private entity(at: number) {
    const entity = decodeEntity(this.text.slice(at, at + 34))
    if (!entity) return null
    const next = at + entity.length
    return { piece: null, next, write: () => this.joined.unit(this.into, entity.text, at, next) }
  }

  /** `<<id,text>>` is its text; `<<id>>` shows a title from elsewhere: the id stands for it, as code. A mere number goes. */
  private crossReference(at: number) {
    const match = /^<<([^<>,\n]{1,200})(?:,\s*((?:[^<>]|<(?!<)|>(?!>)){1,500}))?>>/u.exec(this.text.slice(at, at + 720))
    if (!match) return null
    const next = at + match[0].length
    if (match[2] === undefined && /^\d+$/u.test(match[1]!)) return { piece: null, next }
    if (match[2] === undefined) return { piece: { start: at + 2, end: next - 2, kind: 'code' as const }, next }
    return { piece: { start: next - 2 - match[2].length, end: next - 2, kind: 'link' as const }, next }
  }

  /** Anchors `[[id]]` go; `[.role]#text#` and `[#id]*text*` lose their attribute list. */
  private bracket(mark: string, at: number) {
    const window = this.text.slice(at, at + 300)
    const anchor = mark.startsWith('[[')
      ? /^\[\[\[?[^[\]\n]{1,200}\]\]\]?/u.exec(window)
      : /^\[[.#%]?[\w.#%, ="-]{1,100}\](?=[#*_`+])/u.exec(window)
    return anchor ? { piece: null, next: at + anchor[0].length } : null
  }

  /** `((term))` is shown and indexed, `(((term)))` only indexed. */
  private indexTerm(mark: string, at: number) {
    const close = mark === '(((' ? ')))' : '))'
    const end = closingMark(this.text, close, at + mark.length, () => true)
    if (end === -1 || end - at > 200) return null
    const next = end + close.length
    return { piece: mark === '(((' ? null : { start: at + 2, end, kind: 'emphasis' as const }, next }
  }

  private macro(at: number) {
    const window = this.text.slice(at, at + 3600)
    const url = URL_MACRO.exec(window)
    const match = url ?? MACRO.exec(window)
    if (!match) return null
    const rule = url ? MACROS.link! : MACROS[match[1]!]
    if (!rule) return null
    const next = at + match[0].length
    const inner = url ? url[1]! : match[3]!
    const start = next - 1 - inner.length
    if (match[1] === 'footnote' && inner !== '') this.footnotes.push({ start, end: next - 1 })
    if (rule.from === 'none') return { piece: null, next, write: () => this.joined.pause(this.into, at) }
    if (rule.from === 'target') return { piece: { start: at + match[1]!.length + 1, end: start - 1, kind: rule.kind }, next }
    const words = inner.replace(/,\s*(?:window|role|opts|id|rel|title)=.*$/su, '').replace(/\^$/u, '')
    if (words.trim() === '' || /^\w+=/u.test(words)) return { piece: null, next, write: () => this.joined.pause(this.into, at) }
    const quotes = /^"(?=.*"$)/su.test(words) ? 1 : 0
    return { piece: { start: start + quotes, end: start + words.length - quotes, kind: rule.kind }, next }
  }

  /** A pair of quote marks: single ones at word boundaries only, double ones anywhere. */
  private quoted(mark: string, at: number, limit: number) {
    const kind = MARKS[mark]
    if (kind === undefined) return null
    const from = at + mark.length
    const next = this.text.charCodeAt(from)
    const free = mark.length > 1 || mark === '^' || mark === '~'
    if (Number.isNaN(next) || isSpace(next) || (!free && !this.boundary(at - 1))) return null
    const close = closingMark(this.text, mark, from, (end) => {
      if (end === from || end >= limit || isSpace(this.text.charCodeAt(end - 1))) return false
      if (free) return true
      return this.boundary(end + 1) && this.text[end + 1] !== mark
    })
    if (mark === '``') {
      // The old way to write curly quotes: ``text''.
      const curly = closingMark(this.text, "''", from, (end) => end < limit)
      if (curly !== -1 && (close === -1 || curly < close)) return { piece: { start: from, end: curly, kind: null }, next: curly + 2 }
    }
    if (close === -1) return null
    // Raised and lowered text has no space in it (`~(\S+?)~` of Asciidoctor): `~/` and `~user/` are paths.
    if ((mark === '^' || mark === '~') && /\s/u.test(this.text.slice(from, close))) return null
    if ((mark === '^' || mark === '~' || mark === "'") && (close - from > 80 || this.text.slice(from, close).includes('\n\n'))) return null
    let start = from
    let end = close
    // `+text+` is monospace with substitutions off.
    if (mark === '`' && this.text[start] === '+' && this.text[end - 1] === '+' && end - start > 2) {
      start++
      end--
    }
    return { piece: { start, end, kind }, next: close + mark.length }
  }

  /** True where a word does not go on: outside the text, or no letter, digit or underscore (CJK needs no space). */
  private boundary(at: number): boolean {
    const code = this.text.charCodeAt(at)
    return Number.isNaN(code) || isCjkUnit(code) || !/[\p{L}\p{N}_]/u.test(this.text[at]!)
  }
}
