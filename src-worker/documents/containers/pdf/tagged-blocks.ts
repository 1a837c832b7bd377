import { type ContainerText, Draft } from '../output.ts'
import { joinLine } from './hyphens.ts'
import type { Line } from './lines.ts'
import type { Leaf, TaggedTable } from './tags.ts'

/** What the structure trees of a document's pages say, as blocks. */

export const BULLET = /^\s*[•●○◦▪■□‣⁃・–]\s*/u
const SENTENCE_END = /[.!?:;。！？：；]["'”’)）」』]?\s*$/u
/** Number of a note, written as part of its text. */
const NOTE_NUMBER = /^\s*(?:[\d*†‡]{1,4}[.)]?|\[\d{1,4}\])\s+/u
const LONGEST_HEADING = 200
/** Header cells are short, and words. */
const LONGEST_HEAD = 60

/** Does the text of a line end in the middle of a sentence that the other goes on with? */
export const isOpen = (last: Line, next: Line): boolean =>
  !SENTENCE_END.test(last.draft.text) && /^[\p{Ll}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(next.draft.text)

/** Are two lines of one block by what the tree says; null where it says nothing of them. */
export function isSameBlock(last: Line, line: Line): boolean | null {
  if (!last.leaf && !line.leaf) return null
  if (last.leaf?.kind === 'flow' && line.leaf?.kind === 'flow') return null
  if (last.leaf === line.leaf) return true
  // A tree tells one paragraph on two pages as two.
  return last.page !== line.page && last.leaf?.kind === 'paragraph' && line.leaf?.kind === 'paragraph' && isOpen(last, line)
}

/** Notes at the foot of a page wait until the sentence they interrupt has ended on the next. */
export function withNotesAfter(pages: readonly Line[][]): Line[][] {
  const out = pages.map((lines) => [...lines])
  for (let i = 0; i + 1 < out.length; i++) {
    const [here, next] = [out[i]!, out[i + 1]!]
    const first = here.findIndex(({ leaf }) => leaf?.kind === 'note')
    const last = here[first - 1]
    const follow = next[0]
    if (!last || !follow || here.slice(first).some(({ leaf }) => leaf?.kind !== 'note') || isSameBlock(last, follow) !== true) continue
    const end = next.findIndex(({ leaf }) => leaf !== follow.leaf)
    next.splice(end === -1 ? next.length : end, 0, ...here.splice(first))
  }
  return out
}

const lettersOf = (lines: readonly Line[], kind: Leaf['kind']): number =>
  lines.reduce((sum, { leaf, draft }) => sum + (leaf?.kind === kind ? draft.text.length : 0), 0)

interface Row {
  readonly table: TaggedTable
  readonly page: number
  /** Rows of the pages before. */
  readonly offset: number
  /** Texts of the row that names the columns, by column. */
  readonly header: ReadonlyMap<number, string>
  readonly repeats: boolean
}

/** Adds the blocks of tagged pages. */
export class TaggedBlocks {
  private readonly into: ContainerText
  private readonly words: ReadonlySet<string>
  /** First rows of all tables, text by column. */
  private readonly firstRows = new Map<TaggedTable, Map<number, string>>()
  /** Everything is a heading, or a table of contents: then these words mean nothing. */
  private readonly headings: boolean
  private readonly contents: boolean
  private row: Row | null = null

  constructor(into: ContainerText, lines: readonly Line[], words: ReadonlySet<string>) {
    this.into = into
    this.words = words
    const tagged = lines.reduce((sum, { leaf, draft }) => sum + (leaf ? draft.text.length : 0), 0)
    this.headings = lettersOf(lines, 'heading') <= Math.max(400, tagged * 0.5)
    this.contents = lettersOf(lines, 'contents') <= tagged * 0.5
    for (const { leaf, draft } of lines) {
      if (leaf?.cell?.row !== 0) continue
      const row = this.firstRows.get(leaf.cell.table) ?? new Map<number, string>()
      row.set(leaf.cell.column, `${row.get(leaf.cell.column) ?? ''}${draft.text}`)
      this.firstRows.set(leaf.cell.table, row)
    }
  }

  /** Adds lines of one leaf, or of a paragraph and what it goes on with on the next page. @param size heading level by size, 0 = none */
  add(block: readonly Line[], leaf: Leaf, size: number): void {
    const draft = new Draft()
    for (const line of block) joinLine(draft, line.draft, this.words)
    const { kind, level } = leaf
    if (leaf.cell) this.addCell(draft, leaf.cell, block[0]!.page)
    else this.row = null
    if (kind === 'heading' && this.headings && draft.text.length <= LONGEST_HEADING) this.into.add('heading', draft, { level: level ?? 1 })
    else if (kind === 'list-item') this.into.add(kind, withoutMark(draft, BULLET), { level: level ?? 1 })
    else if (kind === 'code') this.into.add(kind, { text: draft.text, spans: [] })
    else if (kind === 'caption' || kind === 'quote') this.into.add(kind, draft)
    else if (kind === 'note') this.into.add('paragraph', withoutMark(draft, NOTE_NUMBER))
    else if (kind === 'contents' ? !this.contents : !leaf.cell) this.addParagraph(draft, size)
  }

  private addParagraph(draft: Draft, size: number): void {
    if (BULLET.test(draft.text)) this.into.add('list-item', withoutMark(draft, BULLET), { level: 1 })
    else if (size > 0 && draft.text.length <= LONGEST_HEADING) this.into.add('heading', draft, { level: size })
    else this.into.add('paragraph', draft)
  }

  private addCell(draft: Draft, { table, row, column }: NonNullable<Leaf['cell']>, page: number): void {
    if (this.row?.table !== table) this.row = this.begin(table, page)
    const { offset, header, repeats } = this.row
    if (repeats && row === 0) return
    const isHeader = offset === 0 && row === 0 && header.size > 1
    this.into.add('table-cell', draft, { row: row + offset, column, ...(isHeader ? { header: true } : {}) })
  }

  /** A table, or the part of one that goes on from the page before: the same columns, nothing in between. */
  private begin(table: TaggedTable, page: number): Row {
    const last = this.row
    const first = this.firstRows.get(table) ?? new Map<number, string>()
    if (!last || page !== last.page + 1 || last.table.columns !== table.columns) {
      return { table, page, offset: 0, header: isHeader(table, first) ? first : new Map(), repeats: false }
    }
    const repeats = last.header.size > 1 && [...first].every(([column, text]) => last.header.get(column) === text)
    return { table, page, offset: last.offset + last.table.rows - (repeats ? 1 : 0), header: last.header, repeats }
  }
}

/** Cells marked as heads, or, where a table marks none, short words in all cells of the first row. */
const isHeader = (table: TaggedTable, first: ReadonlyMap<number, string>): boolean =>
  table.heads.has(0) || (table.heads.size === 0 && [...first.values()].every((text) => text.length <= LONGEST_HEAD && /\p{L}/u.test(text)))

/** The text without a mark at its start, unless nothing is left then. */
function withoutMark(draft: Draft, mark: RegExp): Draft {
  const length = mark.exec(draft.text)?.[0].length ?? 0
  if (length > 0 && length < draft.text.length) draft.cut(length)
  return draft
}
