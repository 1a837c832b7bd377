import { type ContainerText, Draft } from '../output.ts'
import { commonSize, type Line, linesOf } from './lines.ts'
import type { Page } from './page.ts'

const BULLET = /^\s*[•●○◦▪■□‣⁃・]\s*/u
const PAGE_NUMBER = /^[\s\-–—|]*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:\/|of)\s*\d{1,4})?[\s\-–—|]*$/iu
const SENTENCE_END = /[.!?:;。！？：；]["'”’)）」』]?\s*$/u
const EDGE_LINES = 3

/** Adds the text of the pages as headings, paragraphs, list items and code, without running heads and page numbers. */
export function layOut(pages: readonly Page[], into: ContainerText): void {
  const lines = withoutRunningHeads(pages.map(linesOf)).flat()
  const body = commonSize(lines)
  const levels = headingLevels(lines, body)
  const words = wordsOf(lines)
  const pitch = pitchOf(lines, body)
  let block: Line[] = []
  const flush = (): void => {
    if (block.length > 0) addBlock(block, into, levels, words)
    block = []
  }
  for (const line of lines) {
    if (block.length > 0 && !goesOn(block, line, levels, pitch)) flush()
    block.push(line)
  }
  flush()
}

const levelOf = (line: Line, levels: ReadonlyMap<number, number>): number => levels.get(Math.round(line.size * 2) / 2) ?? 0

/** Does the line belong to the paragraph at hand? */
function goesOn(block: readonly Line[], line: Line, levels: ReadonlyMap<number, number>, pitch: number): boolean {
  const last = block.at(-1)!
  const { size } = last
  if (levelOf(last, levels) !== levelOf(line, levels) || last.mono !== line.mono || BULLET.test(line.draft.text)) return false
  if (Math.abs(last.size - line.size) > size * 0.15) return false
  const drop = last.y - line.y
  const jumps = line.page !== last.page || drop < -size || drop > size * 12 || line.right < last.x
  if (levelOf(line, levels) > 0) return !jumps && drop < size * 1.8
  // Into the next column or page goes only a sentence that is not at its end.
  if (jumps)
    return (
      !last.mono &&
      !SENTENCE_END.test(last.draft.text) &&
      /^[\p{Ll}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(line.draft.text)
    )
  // Beside the line before: the next cell of a row.
  if (drop < size * 0.5) return false
  if (drop > Math.max(size * 1.15, pitch * size) * 1.25) return false
  const first = block[0]!
  const width = Math.max(...block.slice(-20).map(({ right }) => right)) - Math.min(first.x, last.x)
  const indented = block.length > 1 && line.x > last.x + size * 0.9 && !BULLET.test(first.draft.text)
  const short = last.right < Math.min(...[last.x, first.x]) + width * 0.8 && SENTENCE_END.test(last.draft.text)
  return last.mono || !(indented || short)
}

function addBlock(block: readonly Line[], into: ContainerText, levels: ReadonlyMap<number, number>, words: ReadonlySet<string>): void {
  const draft = new Draft()
  for (const { draft: line } of block) join(draft, line, words)
  into.part = `page ${block[0]!.page}`
  const level = levelOf(block[0]!, levels)
  const bullet = BULLET.exec(draft.text)?.[0].length ?? 0
  if (block.every(({ mono }) => mono)) into.add('code', { text: draft.text, spans: [] })
  else if (bullet > 0 && draft.text.length > bullet) into.add('list-item', cut(draft, bullet), { level: 1 })
  else if (level > 0 && block.length <= 4 && draft.text.length <= 200) into.add('heading', draft, { level })
  else into.add('paragraph', draft)
}

/** Adds a line; a word parted by a hyphen at the line's end is made whole, unless the text writes it with a hyphen elsewhere. */
function join(draft: Draft, line: Draft, words: ReadonlySet<string>): void {
  const head = /(\p{L}+)[-‐]\s*$/u.exec(draft.text.slice(-60))
  const tail = /^\s*(\p{Ll}+)/u.exec(line.text.slice(0, 60))
  if (head && tail && /\p{Script=Latin}/u.test(head[1]!)) {
    draft.text = draft.text.trimEnd()
    const parted = `${head[1]}-${tail[1]}`.toLowerCase()
    if (!words.has(parted) || words.has(`${head[1]}${tail[1]}`.toLowerCase())) draft.text = draft.text.slice(0, -1)
    for (const span of draft.spans) span.end = Math.min(span.end, draft.text.length)
  } else draft.line()
  draft.append(line)
}

function cut({ text, spans }: Draft, length: number): Pick<Draft, 'text' | 'spans'> {
  const kept = spans.filter(({ start }) => start >= length)
  return { text: text.slice(length), spans: kept.map((span) => ({ ...span, start: span.start - length, end: span.end - length })) }
}

/** Every word inside a line, in lower case, with its hyphens. */
function wordsOf(lines: readonly Line[]): Set<string> {
  const words = new Set<string>()
  for (const { draft } of lines) {
    for (const [word] of draft.text.matchAll(/\p{Script=Latin}+(?:[-‐]\p{Script=Latin}+)*(?![-‐\p{L}])/gu))
      words.add(word.toLowerCase().replaceAll('‐', '-'))
  }
  return words
}

/** Sizes clearly above the running text, the largest first: levels 1 to 6. */
function headingLevels(lines: readonly Line[], body: number): Map<number, number> {
  const sizes = new Set(lines.map(({ size }) => Math.round(size * 2) / 2).filter((size) => size > body * 1.12))
  return new Map([...sizes].sort((a, b) => b - a).map((size, i) => [size, Math.min(6, i + 1)]))
}

/** Usual distance of two lines of running text, in sizes. */
function pitchOf(lines: readonly Line[], body: number): number {
  const drops: number[] = []
  for (const [i, line] of lines.entries()) {
    const last = lines[i - 1]
    if (!last || last.page !== line.page || Math.abs(line.size - body) > 0.5) continue
    const drop = (last.y - line.y) / body
    if (drop > 0.8 && drop < 3) drops.push(drop)
  }
  drops.sort((a, b) => a - b)
  return drops[Math.floor(drops.length / 3)] ?? 1.2
}

/** Takes out what stands at the top or the bottom of many pages at the same height, figures aside, and page numbers there. */
function withoutRunningHeads(pages: readonly Line[][]): Line[][] {
  if (pages.length < 2) return [...pages]
  const key = (line: Line): string => `${Math.round(line.y / 4)} ${line.draft.text.replaceAll(/\d+/gu, '#').trim()}`
  const edges = pages.map((lines) => {
    const sorted = [...lines].sort((a, b) => b.y - a.y)
    return new Set([...sorted.slice(0, EDGE_LINES), ...sorted.slice(-EDGE_LINES)])
  })
  const counts = new Map<string, number>()
  for (const edge of edges) for (const name of new Set([...edge].map(key))) counts.set(name, (counts.get(name) ?? 0) + 1)
  const often = Math.max(3, pages.length * 0.25)
  return pages.map((lines, i) =>
    lines.filter((line) => !edges[i]!.has(line) || !((counts.get(key(line)) ?? 0) >= often || PAGE_NUMBER.test(line.draft.text))),
  )
}
