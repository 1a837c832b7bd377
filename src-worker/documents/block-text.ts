import type { InlineKind, InlineSpan } from '../../src-main/contract/blocks.ts'

/** Running text of one block with the map back to the decoded text; what BlockSink makes a Block of. */
export interface MappedText {
  readonly text: string
  readonly map: number[]
  readonly spans: InlineSpan[]
}

interface OpenSpan {
  readonly kind: InlineKind
  start: number
}

/** Stands for every character of masked markup in a copy of the source: private use, so no rule means anything by it. Left out as invisible. */
export const MASK = '\ue000'

const SPACE = 32
const SOFT_HYPHEN = 0xad
/** CJK punctuation that no one writes a space before: one that is left there stood before a mark that was taken out. */
const CLOSING = '、。，．）」』】'
const VOICED = 0x3099
const SEMI_VOICED = 0x309a

/** White space as `\s` has it, by code unit. */
export function isSpace(code: number): boolean {
  if (code <= SPACE) return code === SPACE || (code >= 9 && code <= 13)
  if (code < 0xa0) return false
  return (
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x1680
  )
}

/**
 * Characters no one sees: soft hyphen, zero-width space, word joiner, a stray byte order mark, control characters, non-characters (XML
 * exports could not carry the last two); and MASK. Joiners (U+200C, U+200D) stay: some scripts spell with them.
 */
const isInvisible = (code: number): boolean =>
  code < 0xa0 || code === SOFT_HYPHEN || code === 0x200b || code === 0x2060 || code === 0xfeff || code === 0xe000 || code >= 0xfffe

/** A character written without spaces around it: kana, Han, CJK punctuation, full-width forms. */
export function isCjkUnit(code: number): boolean {
  return (
    (code >= 0x3001 && code <= 0x30ff) ||
    (code >= 0x31f0 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff01 && code <= 0xff9f) ||
    (code >= 0xd840 && code <= 0xd87f)
  )
}

const isCombining = (code: number): boolean => (code >= 0x300 && code <= 0x36f) || code === VOICED || code === SEMI_VOICED

/**
 * Collects the running text of one block from ranges of the source, and keeps the source map while it does.
 * White space is normalised the same way for every format: runs become one space, a line break between two CJK characters becomes
 * nothing, ends are trimmed. Letters with combining marks are composed (か + ゛ → が); invisible characters are left out.
 */
export class BlockText {
  private readonly source: string
  private text = ''
  private readonly map: number[] = []
  private readonly spans: InlineSpan[] = []
  private readonly open: OpenSpan[] = []
  private last = 0
  /** White space seen since the last character: it is written when the next character comes. */
  private gap: { start: number; end: number; breaks: boolean } | null = null

  /** @param source the decoded text all offsets count in. */
  constructor(source: string) {
    this.source = source
  }

  get empty(): boolean {
    return this.text === ''
  }

  /** Length of the text so far, without pending white space. */
  get length(): number {
    return this.text.length
  }

  /** Takes over source[start, end) with white space normalised. */
  copy(start: number, end: number): void {
    const { source } = this
    let from = start
    for (let at = start; at < end; at++) {
      const code = source.charCodeAt(at)
      if (code > SPACE && code < 0x7f) continue
      if (isSpace(code)) {
        if (at > from) this.emit(from, at)
        from = this.space(at, end)
        at = from - 1
      } else if (isInvisible(code)) {
        if (at > from) this.emit(from, at)
        from = at + 1
      } else if (isCombining(code) && at > from) {
        from = this.compose(from, at, end)
        at = from - 1
      }
    }
    if (end > from) this.emit(from, end)
  }

  /** Takes over source[start, end) exactly, line breaks and all: for code. */
  raw(start: number, end: number): void {
    if (end > start) this.append(this.source.slice(start, end), start, end)
  }

  /** Text that stands for the source range as a whole: an entity, an escape. */
  unit(text: string, start: number, end: number): void {
    if (text === '') return
    if (text.trim() === '') {
      this.pause(start, end, false)
      return
    }
    if (end - start === text.length && this.source.startsWith(text, start)) {
      this.emit(start, end)
      return
    }
    this.flushGap(text.charCodeAt(0))
    this.startSpans()
    if (end > start && text.length !== end - start) this.map.push(this.text.length, text.length, start, end - start)
    this.text += text
    this.last = text.charCodeAt(text.length - 1)
  }

  /** A word boundary that the markup makes, at a source position: `<br>`, a dropped macro. */
  pause(start: number, end: number, breaks = true): void {
    if (this.gap) this.gap.breaks ||= breaks
    else this.gap = { start, end, breaks }
  }

  openSpan(kind: InlineKind): void {
    this.open.push({ kind, start: -1 })
  }

  /** Closes the innermost open span of that kind; without one, nothing. Empty spans are dropped. */
  closeSpan(kind: InlineKind, reading?: string): void {
    const index = this.open.findLastIndex((span) => span.kind === kind)
    if (index === -1) return
    const [span] = this.open.splice(index, 1)
    if (!span || span.start === -1 || span.start >= this.text.length) return
    this.spans.push({ kind, start: span.start, end: this.text.length, ...(reading === undefined ? {} : { reading }) })
  }

  /** Forgets the innermost open span of that kind. */
  dropSpan(kind: InlineKind): void {
    const index = this.open.findLastIndex((span) => span.kind === kind)
    if (index !== -1) this.open.splice(index, 1)
  }

  finish(): MappedText {
    for (const span of [...this.open].reverse()) this.closeSpan(span.kind)
    return { text: this.text, map: this.map, spans: this.spans.sort((a, b) => a.start - b.start || b.end - a.end) }
  }

  /** Reads a run of white space from `at`; gives where it ends. */
  private space(at: number, end: number): number {
    let to = at
    let breaks = false
    while (to < end) {
      const code = this.source.charCodeAt(to)
      if (!isSpace(code)) break
      if (code === 10 || code === 13) breaks = true
      to++
    }
    if (this.gap) this.gap.breaks ||= breaks
    else this.gap = { start: at, end: to, breaks }
    return to
  }

  /** Composes the letter before `mark` with the marks from there on; gives where they end. */
  private compose(from: number, mark: number, end: number): number {
    let base = mark - 1
    if (base > from && (this.source.charCodeAt(base) & 0xfc00) === 0xdc00) base--
    let to = mark + 1
    while (to < end && to - mark < 16 && isCombining(this.source.charCodeAt(to))) to++
    if (base > from) this.emit(from, base)
    this.unit(this.source.slice(base, to).normalize('NFC'), base, to)
    return to
  }

  private emit(start: number, end: number): void {
    this.flushGap(this.source.charCodeAt(start))
    this.append(this.source.slice(start, end), start, end)
  }

  private append(text: string, start: number, end: number): void {
    this.startSpans()
    this.join(text, start, end)
    this.last = text.charCodeAt(text.length - 1)
  }

  /** Adds text copied one to one, prolonging the last quadruple where both sides go on from it. */
  private join(text: string, start: number, end: number): void {
    const { map } = this
    const tail = map.length - 4
    const copied = tail >= 0 && map[tail + 1] === map[tail + 3]
    if (copied && map[tail + 2]! + map[tail + 3]! === start && map[tail]! + map[tail + 1]! === this.text.length) {
      map[tail + 1]! += end - start
      map[tail + 3]! += end - start
    } else map.push(this.text.length, end - start, start, end - start)
    this.text += text
  }

  private startSpans(): void {
    for (const span of this.open) if (span.start === -1) span.start = this.text.length
  }

  private flushGap(next: number): void {
    const { gap } = this
    this.gap = null
    if (!gap || this.text === '') return
    if (isCjkUnit(this.last) && (gap.breaks ? isCjkUnit(next) : CLOSING.includes(String.fromCharCode(next)))) return
    const length = gap.end - gap.start
    const code = this.source.charCodeAt(gap.start)
    if (length === 1 && (code === SPACE || code === 0x3000)) {
      // Not append: a span that begins with the next character must not take the space in.
      this.join(this.source[gap.start]!, gap.start, gap.end)
      return
    }
    if (length > 1) this.map.push(this.text.length, 1, gap.start, length)
    this.text += ' '
  }
}
