import type { Token } from 'markdown-it'
import type { BlockKind } from '../../../src-main/contract/blocks.ts'
import { type BlockProps, BlockSink } from '../block-sink.ts'
import { BlockText, MASK } from '../block-text.ts'
import { endOfLine, type FormatInput, type FormatOutput } from '../format.ts'
import { HtmlReader } from '../html/reader.ts'
import { ContentMap } from './content-map.ts'
import { InlineWriter } from './inline.ts'
import { positionedMarkdown } from './positions.ts'
import { isFootnote, type Prepared, prepare } from './prepare.ts'

const md = positionedMarkdown()

/**
 * Markdown: CommonMark with tables and strike-through by markdown-it, plus front matter, definition lists, footnotes, shortcodes and
 * admonitions. HTML blocks inside are read as HTML. The title is that of the front matter, else the first heading of level 1.
 */
export function parseMarkdown(input: FormatInput): FormatOutput {
  const prepared = prepare(input)
  const writer = new MarkdownBlocks(input, prepared)
  const title = prepared.title && writer.frontMatterTitle(prepared.title.start, prepared.title.end)
  writer.walk(md.parse(prepared.lines.map((line) => line.text).join('\n'), {}))
  const heading = title ?? writer.blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
  return { blocks: writer.blocks, warnings: prepared.warnings, ...(heading === undefined ? {} : { title: heading }) }
}

interface Cell {
  row: number
  column: number
  /** Where in the line the next cell is looked for. */
  from: number
  line: number
}

class MarkdownBlocks {
  private readonly input: FormatInput
  private readonly prepared: Prepared
  private readonly sink: BlockSink
  private headingLevel = 0
  private listDepth = 0
  private quoteDepth = 0
  /** True from the start of a list item until its first paragraph. */
  private itemOpen = false
  private cell: Cell | null = null

  constructor(input: FormatInput, prepared: Prepared) {
    this.input = input
    this.prepared = prepared
    this.sink = new BlockSink(input.starts)
  }

  get blocks() {
    return this.sink.blocks
  }

  frontMatterTitle(start: number, end: number): string | null {
    const text = new BlockText(this.prepared.masked)
    text.copy(start, end)
    return this.sink.add('heading', text, { level: 1 })?.text ?? null
  }

  walk(tokens: readonly Token[]): void {
    for (const token of tokens) {
      if (token.type === 'inline') this.inline(token)
      else if (token.type === 'fence' || token.type === 'code_block') this.code(token)
      else if (token.type === 'html_block') this.html(token)
      else this.structure(token)
    }
  }

  private structure(token: Token): void {
    switch (token.type) {
      case 'heading_open':
        this.headingLevel = Number(token.tag.slice(1))
        break
      case 'heading_close':
        this.headingLevel = 0
        break
      case 'bullet_list_open':
      case 'ordered_list_open':
        this.listDepth++
        break
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.listDepth--
        break
      case 'list_item_open':
        this.itemOpen = true
        break
      case 'blockquote_open':
        this.quoteDepth++
        break
      case 'blockquote_close':
        this.quoteDepth--
        break
      case 'table_open':
        this.cell = { row: -1, column: -1, from: 0, line: token.map?.[0] ?? 0 }
        break
      case 'table_close':
        this.cell = null
        break
      case 'tr_open':
        if (this.cell) this.cell = { row: this.cell.row + 1, column: -1, from: 0, line: token.map?.[0] ?? 0 }
        break
      case 'th_open':
      case 'td_open':
        if (this.cell) this.cell.column++
        break
    }
  }

  private inline(token: Token): void {
    if (token.content === '') return
    if (this.cell) {
      this.tableCell(token, this.cell)
      return
    }
    const map = ContentMap.ofLines(token.content, this.prepared.lines, token.map?.[0] ?? 0)
    if (!map) return
    if (this.headingLevel > 0) {
      this.plain(token, map, 'heading', { level: this.headingLevel })
      return
    }
    this.paragraph(token, map)
  }

  private tableCell(token: Token, cell: Cell): void {
    const line = this.prepared.lines[cell.line]
    const found = line && ContentMap.ofCell(token.content, line, cell.from)
    if (!found) return
    cell.from = found.end
    this.plain(token, found.map, 'table-cell', { row: cell.row, column: cell.column, header: cell.row === 0 })
  }

  private plain(token: Token, map: ContentMap, kind: BlockKind, props: BlockProps): void {
    const text = new BlockText(this.prepared.masked)
    new InlineWriter(this.prepared.masked, token.content, map, text).write(token.children ?? [])
    this.sink.add(kind, text, props)
  }

  /** A paragraph, or a definition list: `Term` and `: its definition`, also with an empty line between. */
  private paragraph(token: Token, map: ContentMap): void {
    const { content } = token
    let kind = this.paragraphKind()
    const note = kind === 'list-item' && isFootnote(this.prepared.lines[token.map?.[0] ?? 0])
    if (note) kind = 'paragraph'
    let text = new BlockText(this.prepared.masked)
    const first = definitionMark(content, 0)
    if (first > 0 && this.lastBlockBecomesTerm()) kind = 'definition'
    const hasDefinition = /\n:[ \t]/u.test(content)
    const onBreak = (next: number) => {
      const mark = definitionMark(content, next)
      if (mark === 0 && !(kind === 'definition-term')) return null
      this.add(mark > 0 && kind !== 'definition' ? 'definition-term' : kind, text)
      kind = mark > 0 ? 'definition' : 'definition-term'
      text = new BlockText(this.prepared.masked)
      return { into: text, resume: next + mark }
    }
    if (hasDefinition && kind === 'paragraph') kind = 'definition-term'
    const writer = new InlineWriter(this.prepared.masked, content, map, text, hasDefinition ? onBreak : undefined)
    const from = note ? content.search(NOT_MASKED) : kind === 'definition' ? first : 0
    text = writer.write(token.children ?? [], Math.max(0, from))
    if (text.empty) this.imageCaption(token, map)
    else this.add(kind, text)
  }

  private add(kind: BlockKind, text: BlockText): void {
    this.sink.add(kind, text, kind === 'list-item' ? { level: Math.max(1, this.listDepth) } : {})
  }

  private paragraphKind(): BlockKind {
    if (this.itemOpen && this.listDepth > 0) {
      this.itemOpen = false
      return 'list-item'
    }
    return this.quoteDepth > 0 ? 'quote' : 'paragraph'
  }

  /** `Term`, an empty line, `: definition`: the paragraph before turns out to have been the term. */
  private lastBlockBecomesTerm(): boolean {
    const last = this.blocks.at(-1)
    if (last?.kind === 'definition') return true
    if (last?.kind !== 'paragraph' || last.text.length > 200) return false
    last.kind = 'definition-term'
    return true
  }

  /** A paragraph that is only an image: its description is the caption. */
  private imageCaption(token: Token, map: ContentMap): void {
    const images = token.children?.filter((child) => child.type === 'image') ?? []
    const [image] = images
    // Several images, or one that is a link, are badges.
    if (!image || images.length > 1 || token.children?.some((child) => child.type === 'link_open')) return
    if (image.content === '' || /[`*_[\]<>]/u.test(image.content)) return
    const at = token.content.indexOf(image.content)
    if (at === -1) return
    const text = new BlockText(this.prepared.masked)
    map.ranges(at, at + image.content.length, (from, to) => text.copy(from, to))
    this.sink.add('caption', text)
  }

  private code(token: Token): void {
    const [first, after] = token.map ?? [0, 0]
    const fenced = token.type === 'fence'
    const lines = token.content === '' ? 0 : token.content.split('\n').length - 1
    const from = first + (fenced ? 1 : 0)
    const last = Math.min(from + lines, after) - 1
    if (last < from) return
    const text = new BlockText(this.input.text)
    text.raw(this.input.starts[from]!, endOfLine(this.input, last))
    this.sink.add('code', text)
  }

  /** HTML between the paragraphs. Inside lists and quotes only where no mark of theirs stands in its lines. */
  private html(token: Token): void {
    const [first, after] = token.map ?? [0, 0]
    const end = endOfLine(this.input, after - 1)
    for (let i = first; i < after; i++) if (this.quoteDepth > 0 && /^\s*>/u.test(this.prepared.lines[i]!.text)) return
    const kind = this.quoteDepth > 0 ? 'quote' : 'paragraph'
    new HtmlReader(this.prepared.masked, this.sink, this.input.starts[first]!, { kind }).read(end)
  }
}

const NOT_MASKED = new RegExp(`[^${MASK}]`, 'u')

/** Length of the mark of a definition (`: `) at that place of the content, 0 when there is none. */
function definitionMark(content: string, at: number): number {
  if (content[at] !== ':' || !/[ \t]/u.test(content[at + 1] ?? '')) return 0
  let end = at + 1
  while (content[end] === ' ' || content[end] === '\t') end++
  return end - at
}
