import { isCjkUnit } from '../../block-text.ts'
import { type ContainerText, Draft } from '../output.ts'
import { joinLine, wordsOf } from './hyphens.ts'
import { commonSize, type Line, linesOf } from './lines.ts'
import type { Page } from './page.ts'
import { type PageTable, withTables } from './tables.ts'
import { BULLET, isOpen, isSameBlock, TaggedBlocks, withNotesAfter } from './tagged-blocks.ts'

const PAGE_NUMBER = /^[\s\-–—|]*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:\/|of)\s*\d{1,4})?[\s\-–—|]*$/iu
const SENTENCE_END = /[.!?:;。！？：；]["'”’)）」』]?\s*$/u
const EDGE_LINES = 3

/** Adds the text of the pages as headings, paragraphs, list items, table cells and code, without running heads and page numbers. */
export function layOut(pages: readonly Page[], into: ContainerText): void {
  const ordered = withNotesAfter(withoutRunningHeads(pages.map(linesOf)))
  const lines = ordered.flat()
  const body = commonSize(lines)
  const sheet: Sheet = { levels: headingLevels(lines, body), words: wordsOf(lines), pitch: pitchOf(lines, body), edges: edgesOf(lines) }
  const tagged = new TaggedBlocks(into, lines, sheet.words)
  let block: Line[] = []
  const flush = (): void => {
    if (block.length > 0) addBlock(block, into, sheet, tagged)
    block = []
  }
  for (const piece of ordered.flatMap((page) => (page[0]?.leaf ? page : withTables(page, sheet.words)))) {
    if ('rows' in piece) {
      flush()
      addTable(piece, into)
      continue
    }
    if (block.length > 0 && !goesOn(block, piece, sheet)) flush()
    block.push(piece)
  }
  flush()
}

/** What is known of the document as a whole while its lines become blocks. */
interface Sheet {
  readonly levels: ReadonlyMap<number, number>
  readonly words: ReadonlySet<string>
  /** Usual distance of two lines, in sizes. */
  readonly pitch: number
  /** How far to the right lines that begin at a place of a page go. */
  readonly edges: ReadonlyMap<string, number>
}

const edgeKey = ({ page, x, size }: Line): string => `${page} ${Math.round(x / Math.max(1, size))}`

function edgesOf(lines: readonly Line[]): Map<string, number> {
  const edges = new Map<string, number>()
  for (const line of lines) edges.set(edgeKey(line), Math.max(line.right, edges.get(edgeKey(line)) ?? line.right))
  return edges
}

/** A line that ends long before its column does is the last of its paragraph, or a title of its own. */
function endsEarly(line: Line, next: Line, { edges }: Sheet): boolean {
  const width = (edges.get(edgeKey(line)) ?? line.right) - line.x
  if (width < line.size * 8) return false
  const filled = (line.right - line.x) / width
  const { text } = line.draft
  if (isCjkUnit(text.charCodeAt(text.length - 1))) return filled < 0.85
  return filled < 0.55 && /^[\p{Lu}\p{N}“"(]/u.test(next.draft.text)
}

function addTable({ page, rows, header }: PageTable, into: ContainerText): void {
  into.part = `page ${page}`
  for (const [row, cells] of rows.entries()) {
    for (const { column, draft } of cells) into.add('table-cell', draft, { row, column, ...(header && row === 0 ? { header } : {}) })
  }
}

const levelOf = (line: Line, levels: ReadonlyMap<number, number>): number => levels.get(Math.round(line.size * 2) / 2) ?? 0

/** Does the line belong to the paragraph at hand? */
function goesOn(block: readonly Line[], line: Line, sheet: Sheet): boolean {
  const { levels, pitch } = sheet
  const last = block.at(-1)!
  const told = isSameBlock(last, line)
  if (told !== null) return told
  const { size } = last
  if (levelOf(last, levels) !== levelOf(line, levels) || last.mono !== line.mono || line.note || BULLET.test(line.draft.text)) return false
  if (Math.abs(last.size - line.size) > size * 0.15) return false
  const drop = last.y - line.y
  const jumps = line.page !== last.page || drop < -size || drop > size * 12 || line.right < last.x
  if (levelOf(line, levels) > 0) return !jumps && drop < size * 1.8
  // Into the next column or page goes only a sentence that is not at its end.
  if (jumps) return !last.mono && isOpen(last, line)
  // Beside the line before: the next cell of a row.
  if (drop < size * 0.5) return false
  if (drop > Math.max(size * 1.15, pitch * size) * 1.25) return false
  const first = block[0]!
  const width = Math.max(...block.slice(-20).map(({ right }) => right)) - Math.min(first.x, last.x)
  if (BULLET.test(first.draft.text) && line.x < first.x - size * 0.5) return false
  const indented = block.length > 1 && line.x > last.x + size * 0.9 && !BULLET.test(first.draft.text)
  const short = last.right < Math.min(...[last.x, first.x]) + width * 0.8 && SENTENCE_END.test(last.draft.text)
  return last.mono || !(indented || short || endsEarly(last, line, sheet))
}

function addBlock(block: readonly Line[], into: ContainerText, { levels, words }: Sheet, tagged: TaggedBlocks): void {
  into.part = `page ${block[0]!.page}`
  const level = levelOf(block[0]!, levels)
  const { leaf } = block[0]!
  if (leaf && leaf.kind !== 'flow') {
    tagged.add(block, leaf, level)
    return
  }
  const draft = new Draft()
  for (const { draft: line } of block) joinLine(draft, line, words)
  const bullet = BULLET.exec(draft.text)?.[0].length ?? 0
  if (block.every(({ mono }) => mono)) into.add('code', { text: draft.text, spans: [] })
  else if (bullet > 0 && draft.text.length > bullet) into.add('list-item', cut(draft, bullet), { level: 1 })
  else if (level > 0 && block.length <= 4 && draft.text.length <= 200) into.add('heading', draft, { level })
  else into.add('paragraph', draft)
}

function cut({ text, spans }: Draft, length: number): Pick<Draft, 'text' | 'spans'> {
  const kept = spans.filter(({ start }) => start >= length)
  return { text: text.slice(length), spans: kept.map((span) => ({ ...span, start: span.start - length, end: span.end - length })) }
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

/** Blocks that a tree says are content: heads of tables stand on many pages, too. */
const CONTENT: ReadonlySet<string> = new Set(['table-cell', 'heading', 'list-item'])

/** Lines at the edges of a page: the outermost ones; of two pages, whose likeness says less, only the first and the last where they stand apart. */
function edgeOf(lines: readonly Line[], pages: number, body: number): Set<Line> {
  const sorted = [...lines].sort((a, b) => b.y - a.y)
  if (pages > 2) return new Set([...sorted.slice(0, EDGE_LINES), ...sorted.slice(-EDGE_LINES)])
  const edge = new Set<Line>()
  for (const [line, next] of [sorted.slice(0, 2), sorted.slice(-2).reverse()]) {
    if (line && next && Math.abs(line.y - next.y) > line.size * 1.8 && line.size <= body * 1.05) edge.add(line)
  }
  return edge
}

/** Takes out what stands at the top or the bottom of many pages at the same height, figures aside, and page numbers there. */
function withoutRunningHeads(pages: readonly Line[][]): Line[][] {
  if (pages.length < 2) return [...pages]
  const key = (line: Line): string => `${Math.round(line.y / 4)} ${line.draft.text.replaceAll(/\d+/gu, '#').trim()}`
  const body = commonSize(pages.flat())
  const edges = pages.map((lines) => edgeOf(lines, pages.length, body))
  const counts = new Map<string, number>()
  for (const edge of edges) for (const name of new Set([...edge].map(key))) counts.set(name, (counts.get(name) ?? 0) + 1)
  const often = pages.length === 2 ? 2 : Math.max(3, pages.length * 0.25)
  const isRunning = (line: Line): boolean => (counts.get(key(line)) ?? 0) >= often && !CONTENT.has(line.leaf?.kind ?? '')
  return pages.map((lines, i) => lines.filter((line) => !edges[i]!.has(line) || !(isRunning(line) || PAGE_NUMBER.test(line.draft.text))))
}
