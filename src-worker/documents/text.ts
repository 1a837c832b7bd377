import type { Block } from '../../src-main/contract/blocks.ts'
import { BlockSink } from './block-sink.ts'
import { BlockText, isCjkUnit, isSpace } from './block-text.ts'
import { endOfLine, type FormatInput, type FormatOutput } from './format.ts'
import { copyWithoutAddresses } from './urls.ts'

/** A line of the file without its line end and without white space around it. */
interface Line {
  readonly start: number
  readonly end: number
  readonly indent: number
  readonly index: number
}

const BULLET = /^(?:[-*+•‣◦▪●○■□◆◇▼▶・※]\s*(?=\S)|\(?(?:\d{1,3}|[a-z])[.)]\s+|[（(][\d０-９一二三四五六七八九十]{1,3}[）)]\s*|[①-⑳]\s*)/u
/** A line of one repeated sign that only separates. */
const RULE = /^([-=_*~#+─━＝－*＊])(?:\s?\1){2,}$/u
const UNDERLINE = /^(?:={3,}|-{3,}|~{3,}|\^{3,}|＝{3,})$/u
/** What begins a heading wherever it stands. */
const CHAPTER = /^(?:第[\d０-９一二三四五六七八九十百]{1,4}[章節編部条項](?:\s|　|$|[：:])|(?:Chapter|Section|Appendix|Part)\s+[\dA-Z])/u
/** A number in front: a heading when the line stands alone and is no sentence. */
const NUMBERED =
  /^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=[\p{Lu}\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}])|[０-９]{1,2}(?:[．－‐-][０-９]{1,2}){0,3}[．、　\s]\s*|[一二三四五六七八九十]{1,3}[　、．]\s*)(?=\S)/u
const SUBSECTION = /^\d{1,2}\.\d{1,2}[.\s]\s*\p{Lu}/u
/** `From: somebody`: such lines stand one below the other. */
const FIELD = /^[^\s:：]{1,20}(?: [^\s:：]{1,20})?[:：]\s*\S/u
const SENTENCE_END = /[。．！？.!?:：;；」』)）]$/u

/**
 * Plain text: paragraphs between empty lines; hard-wrapped lines are put together again, lines that end a Japanese paragraph are not.
 * Underlined and numbered lines are headings, bullets are list items, tables and drawings made of signs are kept out as code.
 * Ruby in the notation of Aozora Bunko (`漢字《かんじ》`) is read where the file clearly uses it. The title is the first heading of level 1.
 */
export function parseText(input: FormatInput): FormatOutput {
  const sink = new BlockSink(input.starts)
  const aozora = usesAozoraRuby(input.text)
  let paragraph: Line[] = []
  const flush = (): void => {
    addParagraph(input, sink, paragraph, aozora)
    paragraph = []
  }
  for (let i = 0; i < input.starts.length; i++) {
    const line = trimmedLine(input, i)
    if (line.start === line.end) flush()
    else paragraph.push(line)
  }
  flush()
  const blocks = withoutPageFurniture(sink.blocks)
  const title = blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
  return { blocks, ...(title === undefined ? {} : { title }) }
}

/** Paragraphs repeated this often, letter by letter, are what a page of print carries at its head and foot. */
const REPEATED = 4

const PAGE_NUMBER = /^[-–—([]?\s?(?:page\s)?\d{1,4}\s?[-–—)\]]?$/iu

/** Text made from PDF repeats headers and footers on every page: the first copy stays, as does everything short. Page numbers go. */
function withoutPageFurniture(blocks: readonly Block[]): Block[] {
  const counts = new Map<string, number>()
  for (const { kind, text } of blocks) if (kind === 'paragraph') counts.set(text, (counts.get(text) ?? 0) + 1)
  const seen = new Set<string>()
  return blocks.filter(({ kind, text }) => {
    if (kind !== 'paragraph' && kind !== 'list-item') return true
    if (PAGE_NUMBER.test(text)) return false
    if (text.length < 20 || (counts.get(text) ?? 0) < REPEATED) return true
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

function trimmedLine(input: FormatInput, index: number): Line {
  const { text } = input
  const from = input.starts[index]!
  let start = from
  let end = endOfLine(input, index)
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return { start, end, indent: start - from, index }
}

function addParagraph(input: FormatInput, sink: BlockSink, lines: readonly Line[], aozora: boolean): void {
  if (lines.length === 0) return
  if (isDrawing(input.text, lines)) {
    addCode(input, sink, lines)
    return
  }
  const widest = lines.reduce((most, line) => Math.max(most, width(input.text, line)), 0)
  let unit: Line[] = []
  const flush = (next: Line | null): void => {
    addUnit(input, sink, unit, lines.length, aozora)
    unit = next ? [next] : []
  }
  for (const line of lines) {
    const content = input.text.slice(line.start, Math.min(line.end, line.start + 300))
    const previous = unit.at(-1)
    if (UNDERLINE.test(content) && previous && unit.length === 1 && width(input.text, previous) <= 100) {
      add(input, sink, unit, 'heading', content[0] === '=' || content[0] === '＝' ? 1 : 2, aozora)
      unit = []
    } else if (RULE.test(content)) flush(null)
    else if (!previous || startsUnit(input.text, unit, line, content, widest)) flush(line)
    else unit.push(line)
  }
  flush(null)
}

/** Display width: CJK characters count twice. Judged by the first 400 characters. */
function width(text: string, line: Line): number {
  let sum = 0
  for (let i = line.start; i < line.end && i < line.start + 400; i++) sum += isCjkUnit(text.charCodeAt(i)) ? 2 : 1
  return sum
}

/** Does `line` begin something new, rather than go on with the sentence of the lines before it (`unit`)? */
function startsUnit(text: string, unit: readonly Line[], line: Line, content: string, widest: number): boolean {
  const first = unit[0]!
  const previous = unit[unit.length - 1]!
  if (BULLET.test(content) || CHAPTER.test(content) || SUBSECTION.test(content)) return true
  const before = text.slice(previous.start, Math.min(previous.end, previous.start + 300))
  if (FIELD.test(content) && FIELD.test(before)) return true
  if (line.indent > first.indent && BULLET.test(text.slice(first.start, first.start + 40))) return false
  if (text[line.start - line.indent] === '　' && line.indent <= 2 && previous.indent !== line.indent) return true
  if (widest > 160) return true // lines this long are not wrapped by hand: each is a paragraph
  const last = text.slice(Math.max(previous.start, previous.end - 4), previous.end)
  if (/[。！？]$/u.test(last)) return true
  return width(text, previous) < widest * (SENTENCE_END.test(last) ? 0.7 : 0.4)
}

/**
 * Level of the heading a line that stands alone is, by its number; 0 when it is none. Capitals are no sign: taking them for one cost a
 * point of F1 on documents made from PDF, whose names, abbreviations and formulas stand alone in capitals.
 */
function headingLevel(text: string, line: Line, content: string): number {
  if (width(text, line) > 80 || /[。.!?！？:：;]$/u.test(content)) return 0
  if (CHAPTER.test(content)) return /^(?:第.{1,4}[章編部]|Chapter|Part)/u.test(content) ? 1 : 2
  if (!NUMBERED.test(content)) return 0
  return /^(?:[\d０-９]+[.．－‐-][\d０-９])/u.test(content) ? 3 : 2
}

/** One list item, heading or paragraph, over one or more lines. */
function addUnit(input: FormatInput, sink: BlockSink, lines: readonly Line[], siblings: number, aozora: boolean): void {
  const first = lines[0]
  if (!first) return
  const content = input.text.slice(first.start, Math.min(first.end, first.start + 300))
  const bullet = BULLET.exec(content)?.[0] ?? ''
  const level = siblings === 1 ? headingLevel(input.text, first, content) : 0
  if (level > 0) {
    add(input, sink, lines, 'heading', level, aozora)
    return
  }
  if (bullet !== '' && bullet.length < content.length) {
    const item = { ...first, start: first.start + bullet.length }
    add(input, sink, [item, ...lines.slice(1)], 'list-item', 1, aozora)
    return
  }
  add(input, sink, lines, 'paragraph', undefined, aozora)
}

function add(
  input: FormatInput,
  sink: BlockSink,
  lines: readonly Line[],
  kind: 'heading' | 'list-item' | 'paragraph',
  level: number | undefined,
  aozora: boolean,
): void {
  const text = new BlockText(input.text)
  for (const [index, line] of lines.entries()) {
    if (index > 0) text.pause(lines[index - 1]!.end, line.start)
    const from = line.start + (/^(?:> ?)+/u.exec(input.text.slice(line.start, line.start + 40))?.[0].length ?? 0)
    if (aozora) copyRuby(text, input.text, from, line.end)
    else copyWords(text, input.text, from, line.end)
  }
  sink.add(kind, text, level === undefined ? {} : { level })
}

/** Tables and pictures made of signs, columns of numbers: fewer than half of the visible characters are letters. */
function isDrawing(text: string, lines: readonly Line[]): boolean {
  let letters = 0
  let visible = 0
  for (const line of lines) {
    if (RULE.test(text.slice(line.start, Math.min(line.end, line.start + 300)))) continue
    for (let i = line.start; i < line.end; i++) {
      const code = text.charCodeAt(i)
      if (isSpace(code)) continue
      visible++
      if (code >= 0x100 ? !(code >= 0x2190 && code < 0x2600) : (code | 32) >= 97 && (code | 32) <= 122) letters++
    }
    if (visible > 4000) break
  }
  return visible >= 12 && letters * 2 < visible
}

function addCode(input: FormatInput, sink: BlockSink, lines: readonly Line[]): void {
  const text = new BlockText(input.text)
  text.raw(lines[0]!.start, lines.at(-1)!.end)
  sink.add('code', text)
}

/** `reduced corruption[5].`: numbers of notes are no part of the sentence. */
const CITATION = /(?<=[\p{L}.,;:!?)”"’])\[\d{1,3}\]/gu

function copyWords(into: BlockText, source: string, start: number, end: number): void {
  const text = source.slice(start, end)
  let at = start
  for (const match of text.matchAll(CITATION)) {
    copyWithoutAddresses(into, source, at, start + match.index)
    at = start + match.index + match[0].length
  }
  copyWithoutAddresses(into, source, at, end)
}

const RUBY =
  /｜?([\p{Script=Han}々〆ヶ]{1,20}|(?<=｜)[^｜《》\r\n]{1,40})《([\p{Script=Hiragana}\p{Script=Katakana}ー・]{1,40})》|［＃[^［］\r\n]{0,200}］|｜/gu

/** Several readings in double angle brackets, each right after kanji: no other kind of text looks like that. */
function usesAozoraRuby(text: string): boolean {
  if (!text.includes('《')) return false
  // With the bar that says where the base begins it can be nothing else.
  if (/｜[^｜《》\r\n]{1,40}《[\p{Script=Hiragana}\p{Script=Katakana}ー・]{1,40}》/u.test(text)) return true
  const clear = /[\p{Script=Han}々]《[\p{Script=Hiragana}\p{Script=Katakana}ー]{1,20}》/gu
  return clear.test(text) && clear.test(text) && clear.test(text)
}

function copyRuby(into: BlockText, source: string, start: number, end: number): void {
  let at = start
  for (const match of source.slice(start, end).matchAll(RUBY)) {
    const from = start + match.index
    into.copy(at, from)
    at = from + match[0].length
    const [, base, reading] = match
    if (base === undefined) continue
    const baseStart = from + match[0].indexOf(base)
    into.openSpan('ruby')
    into.copy(baseStart, baseStart + base.length)
    into.closeSpan('ruby', reading)
  }
  into.copy(at, end)
}
