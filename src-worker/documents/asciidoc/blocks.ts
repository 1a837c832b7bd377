import type { Block } from '../../../src-main/contract/blocks.ts'
import type { Range } from '../joined-text.ts'
import type { Line } from '../lines.ts'
import { addTo, type Context, contextOf, ROOT } from '../region.ts'
import {
  ADMONITION,
  ANCHORS,
  ATTRIBUTES,
  BLOCK_MACRO,
  CODE_STYLE,
  COMPOUND,
  DESCRIPTION,
  LIST_ITEM,
  SECTION,
  SKIPPED,
  TABLE,
  UNDERLINE,
  underlines,
  VERBATIM,
} from './grammar.ts'
import { AsciidocReader } from './reader.ts'
import { asciidocTable } from './table.ts'

interface ListState {
  readonly context: Context
  /** True until the text of a description has begun: it may stand indented after an empty line. */
  open: boolean
}

interface OpenBlock {
  readonly delimiter: string
  readonly list: ListState | null
  readonly base: Context
}

/** Reads AsciiDoc line by line; delimited blocks stand on a stack of their own, so depth costs no recursion. */
export class AsciidocBlocks extends AsciidocReader {
  private readonly opened: OpenBlock[] = []
  private at = 0
  private base: Context = ROOT
  private list: ListState | null = null
  /** Attribute list of the block that follows. */
  private style = ''
  private glossary = false
  private afterBlank = true
  /** A lone `+`: the next block belongs to the list item. */
  private attached = false

  parse(): readonly Block[] {
    while (this.at < this.lines.length) this.step()
    return this.sink.blocks
  }

  private step(): void {
    const line = this.lines[this.at]!
    if (line.blank) {
      this.afterBlank = true
      this.at++
      return
    }
    const text = this.head(line)
    if (text === '+') {
      this.attached = true
      this.afterBlank = false
      this.at++
      return
    }
    if (this.skipped(text) || this.delimited(text) || this.section(line, text)) return
    if (this.listItem(line, text) || this.description(line, text)) return
    this.paragraphAt(line, text)
  }

  // ---- lines that are no text ----

  private skipped(text: string): boolean {
    const first = text.charCodeAt(0)
    if (first === 46 && /^\.[^\s.]/u.test(text)) return this.blockTitle()
    if (first === 91 && (ATTRIBUTES.test(text) || /^\[\[[^[\]]{1,200}\]\]$/u.test(text))) return this.attributeList(text)
    if (text === '//' || SKIPPED.test(text) || BLOCK_MACRO.test(text)) {
      const entry = first === 58
      this.at++
      // An attribute entry goes on after a backslash.
      while (entry && this.at < this.lines.length && / \\$/u.test(this.head(this.lines[this.at - 1]!))) this.at++
      return true
    }
    return false
  }

  private attributeList(text: string): boolean {
    if (!text.startsWith('[[')) {
      this.style = this.style === '' ? text : `${this.style}${text}`
      if (/^\[\s*glossary\b/u.test(text)) this.glossary = true
    }
    this.at++
    return true
  }

  private blockTitle(): boolean {
    const line = this.lines[this.at]!
    this.sink.add('caption', this.write([{ start: line.start + 1, end: line.end }]))
    this.at++
    return true
  }

  // ---- delimited blocks ----

  private delimited(text: string): boolean {
    if (TABLE.test(text)) return this.table(text)
    const next = this.lines[this.at + 1]
    if (VERBATIM.test(text)) {
      this.verbatim(text)
      return true
    }
    if (!COMPOUND.test(text)) return false
    const top = this.opened.at(-1)
    if (top?.delimiter === text) {
      this.opened.pop()
      this.list = top.list
      this.base = top.base
    } else if (next && this.opened.length < 100) {
      this.opened.push({ delimiter: text, list: this.list, base: this.base })
      const outer = this.list?.context ?? this.base
      this.base = contextOf(
        { ...outer, level: 0 },
        text[0] === '_' || text[0] === '"' ? 'quote' : outer.kind === 'definition' ? 'definition' : 'paragraph',
      )
      if (/^\[\s*verse\b/u.test(this.style)) this.base = { ...this.base, kind: 'quote' }
      this.list = null
    }
    this.style = ''
    this.attached = false
    this.afterBlank = true
    this.at++
    return true
  }

  /** Listings and literals are kept as code; comments and passthroughs are left out. Without its end a block goes on to the end. */
  private verbatim(delimiter: string): void {
    const close = delimiter.replace(/[\w-]+$/u, (word) => (delimiter[0] === '`' ? '' : word))
    let to = this.at + 1
    while (to < this.lines.length && this.head(this.lines[to]!) !== close) to++
    if (delimiter[0] !== '/' && delimiter[0] !== '+') this.code(this.at + 1, to)
    this.at = to + 1
    this.blockDone()
  }

  private blockDone(): void {
    this.style = ''
    this.attached = false
    this.afterBlank = false
  }

  private table(delimiter: string): boolean {
    let to = this.at + 1
    while (to < this.lines.length && this.head(this.lines[to]!) !== delimiter) to++
    const separator = delimiter[0] === '|' ? (/separator\s*=\s*"?([^\s"\],])/u.exec(this.style)?.[1] ?? '|') : delimiter[0]!
    for (const { ranges, props } of asciidocTable(this.source, this.lines, this.at + 1, to, this.style, separator)) {
      this.sink.add('table-cell', this.write(ranges), props)
    }
    this.at = to + 1
    this.blockDone()
    return true
  }

  // ---- sections ----

  private section(line: Line, text: string): boolean {
    if (line.indent > 0 || !this.afterBlank) return false
    const marks = SECTION.exec(text)
    if (marks) {
      this.heading({ start: line.start + marks[0].length, end: line.end }, marks[1]!.length)
      this.at++
    } else {
      const next = this.lines[this.at + 1]
      if (!next || next.blank || next.indent > 0) return false
      const under = this.head(next)
      if (!UNDERLINE.test(under) || !underlines(under, text) || DESCRIPTION.test(text) || /^[.[|]/u.test(text)) return false
      if (LIST_ITEM.test(text) || this.opened.at(-1)?.delimiter === under) return false
      this.heading(line, '=-~^+'.indexOf(under[0]!) + 1)
      this.at += 2
    }
    return true
  }

  private heading(range: Range, level: number): void {
    const anchors = ANCHORS.exec(this.source.slice(range.start, Math.min(range.end, range.start + 500)))?.[0].length ?? 0
    const closing = / =+$/u.exec(this.source.slice(Math.max(range.start, range.end - 10), range.end))?.[0].length ?? 0
    this.sink.add('heading', this.write([{ start: range.start + anchors, end: range.end - closing }]), { level: Math.min(6, level) })
    if (!/^\[\s*glossary\b/u.test(this.style)) this.glossary = false
    this.list = null
    this.blockDone()
    if (level === 1) this.skipAuthors()
  }

  /** The lines right under the document title name authors and revision. */
  private skipAuthors(): void {
    for (let i = 0; i < 2; i++) {
      const line = this.lines[this.at + 1]
      if (!line || line.blank || line.indent > 0) return
      const text = this.head(line)
      if (
        !/^(?:[\p{L}\p{M}'._-]+ ){0,3}[\p{L}\p{M}'._-]+(?: <[^<>\s]+>)?;?$|^v?\d[\w.-]*,?\s|^v\d[\w.]*$/u.test(text) ||
        SKIPPED.test(text)
      )
        return
      if (i === 0 && !text.includes('<') && !/^v?\d/u.test(text)) return
      this.at++
    }
  }

  // ---- lists ----

  private listItem(line: Line, text: string): boolean {
    const marker = LIST_ITEM.exec(text)
    if (!marker) return false
    const level = marker[1] && marker[1] !== '-' && marker[1] !== '•' ? marker[1].length : 1
    const outer = this.list?.context.kind === 'definition' ? this.list.context.level : 0
    // An entry of a bibliography is for the reader, not for the running text.
    const kind = text.startsWith('[[[', marker[0].length) ? 'code' : 'list-item'
    const context: Context = { kind, level: level + outer, item: { used: false }, props: {} }
    this.list = { context, open: false }
    this.style = ''
    this.attached = false
    const box = /^\[[ xX*]\] +/u.exec(text.slice(marker[0].length))?.[0].length ?? 0
    this.paragraph(context, line.start + marker[0].length + box)
    return true
  }

  private description(line: Line, text: string): boolean {
    const anchors = ANCHORS.exec(text)?.[0].length ?? 0
    const match = DESCRIPTION.exec(text.slice(anchors))
    if (!match || BLOCK_MACRO.test(text)) return false
    const start = line.start + anchors
    const term = this.write([{ start, end: start + match[1]!.length }], /^(?:-|<|`-)/u.test(match[1]!))
    this.sink.add(this.glossary ? 'glossary-term' : 'definition-term', term)
    const level = this.list?.context.level ?? 0
    const context = contextOf({ ...ROOT, level }, 'definition')
    this.list = { context, open: true }
    this.blockDone()
    const from = start + match[0].length
    if (from < line.end) {
      this.list.open = false
      this.paragraph(context, from)
    } else this.at++
    return true
  }

  // ---- paragraphs ----

  private paragraphAt(line: Line, text: string): void {
    const { list, style } = this
    const continues = list !== null && (this.attached || list.open || !this.afterBlank)
    const indented = line.indent > 0 && this.afterBlank && !list?.open && !(this.attached && !list)
    if (indented || CODE_STYLE.test(style)) {
      this.codeParagraph()
      return
    }
    if (list && !continues) this.list = null
    if (list?.open) list.open = false
    const context = continues ? list.context : this.base
    const label = ADMONITION.exec(text)?.[0].length ?? 0
    const quote = /^\[\s*(?:quote|verse)\b/u.test(style)
    this.paragraph(quote ? contextOf(context, 'quote') : context, line.start + label)
  }

  /** A paragraph that its style or its indent makes a listing. */
  private codeParagraph(): void {
    const from = this.at
    while (this.at < this.lines.length && !this.lines[this.at]!.blank && this.head(this.lines[this.at]!) !== '+') this.at++
    this.code(from, this.at)
    this.blockDone()
  }

  /** Reads a paragraph whose first line begins at `start` and adds it. */
  private paragraph(context: Context, start: number): void {
    const ranges: Range[] = [{ start, end: this.lines[this.at]!.end }]
    this.at++
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at]!
      if (line.blank) break
      const text = this.head(line)
      if (/^(?:\/\/(?!\/)|(?:include|ifdef|ifndef|endif|ifeval)::)/u.test(text) || BLOCK_MACRO.test(text)) continue
      if (this.endsParagraph(text)) break
      ranges.push({ start: line.start, end: line.end })
    }
    const footnotes: Range[] = []
    const text = this.write(ranges, false, footnotes)
    addTo(this.sink, context, text)
    for (const footnote of footnotes) this.sink.add('paragraph', this.write([footnote]))
    this.blockDone()
  }

  private endsParagraph(text: string): boolean {
    if (text === '+' || ATTRIBUTES.test(text) || TABLE.test(text) || VERBATIM.test(text) || COMPOUND.test(text)) return true
    if (LIST_ITEM.test(text)) return this.list !== null || !/^(?:[a-zA-Z]|[ivxIVX]+|\d+)[.)]/u.test(text)
    return this.list !== null && DESCRIPTION.test(text) && !BLOCK_MACRO.test(text)
  }
}
