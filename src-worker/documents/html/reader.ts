import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import type { BlockKind } from '../../../src-main/contract/blocks.ts'
import type { BlockSink } from '../block-sink.ts'
import { BlockText } from '../block-text.ts'
import { InlineTags } from '../inline-html.ts'
import { copyWithoutAddresses } from '../urls.ts'
import { BLOCK_ELEMENTS, CLOSED_BY, ELEMENT_KINDS, isHidden, SCOPES, VOID_ELEMENTS } from './elements.ts'
import { blockOf, enterTable, type Frame } from './frame.ts'

export interface HtmlOptions {
  /** Kind of text outside every element that has one. */
  readonly kind?: BlockKind
  /** Only text inside `<main>` counts. */
  readonly mainOnly?: boolean
}

/** Elements nested deeper than this are read as if they were not there: nothing real is, and every tag stays cheap. */
const MAX_DEPTH = 500
/** An end tag looks this far up for its element. */
const CLOSE_REACH = 64

/**
 * Reads a range of HTML into blocks with htmlparser2's tokenizer. The library's parser on top of it shifts its whole stack at every tag,
 * which a hostile file makes quadratic; here every tag costs the same however deep it stands.
 */
export class HtmlReader implements TokenizerCallbacks {
  title: string | null = null
  private readonly source: string
  private readonly sink: BlockSink
  private readonly base: number
  private readonly options: HtmlOptions
  private readonly stack: Frame[] = []
  private text: BlockText
  private readonly tags = new InlineTags(() => this.text)
  private lastEnd = 0
  private tag = ''
  private attribute = ''
  private value = ''
  private attributes = new Map<string, string>()
  /** Depth of hidden inline elements and which one it was: `<a class="headerlink">`. */
  private hiddenInline = { name: '', depth: 0 }
  private mainDepth = 0
  private ended = false

  constructor(source: string, sink: BlockSink, start: number, options: HtmlOptions = {}) {
    this.source = source
    this.sink = sink
    this.base = start
    this.options = options
    this.text = new BlockText(source)
  }

  /** Reads source[start given to the constructor, end). */
  read(end: number): void {
    const tokenizer = new Tokenizer({ decodeEntities: true }, this)
    tokenizer.write(this.source.slice(this.base, end))
    tokenizer.end()
    this.flush()
  }

  // ---- tokenizer events: offsets count from `base` ----

  ontext(first: number, end: number): void {
    // The tokenizer gives the name of an end tag again as text when the file ends before its bracket.
    const start = Math.max(first, this.lastEnd)
    this.lastEnd = Math.max(end, this.lastEnd)
    if (start >= end) return
    const from = this.base + start
    const to = this.base + end
    if (this.tags.muted) this.tags.mutedText(this.source.slice(from, to))
    else if (!this.invisible()) {
      if (this.top()?.kind === 'code') this.text.raw(from, to)
      else copyWithoutAddresses(this.text, this.source, from, to)
    }
  }

  ontextentity(codePoint: number, end: number): void {
    const start = this.lastEnd
    this.lastEnd = end
    const character = String.fromCodePoint(codePoint)
    if (this.tags.muted) this.tags.mutedText(character)
    else if (!this.invisible()) this.text.unit(character, this.base + start, this.base + end)
  }

  onopentagname(start: number, end: number): void {
    this.lastEnd = end
    this.tag = this.source.slice(this.base + start, this.base + end).toLowerCase()
    this.attributes = new Map()
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.source.slice(this.base + start, this.base + end).toLowerCase()
    this.value = ''
  }

  onattribdata(start: number, end: number): void {
    if (this.value.length < 1000) this.value += this.source.slice(this.base + start, this.base + Math.min(end, start + 1000))
  }

  onattribentity(codePoint: number): void {
    if (this.value.length < 1000) this.value += String.fromCodePoint(codePoint)
  }

  onattribend(): void {
    if (this.attributes.size < 50) this.attributes.set(this.attribute, this.value)
  }

  onopentagend(end: number): void {
    this.lastEnd = end + 1
    this.open(this.tag)
  }

  onselfclosingtag(end: number): void {
    this.lastEnd = end + 1
    // HTML ignores the slash, but JSX and XHTML mean it.
    if (VOID_ELEMENTS.has(this.tag) || BLOCK_ELEMENTS.has(this.tag)) this.open(this.tag)
    if (BLOCK_ELEMENTS.has(this.tag)) this.close(this.tag)
  }

  onclosetag(start: number, end: number): void {
    this.lastEnd = end + 1
    this.close(
      this.source
        .slice(this.base + start, this.base + end)
        .trim()
        .toLowerCase(),
    )
  }

  oncomment(_start: number, end: number): void {
    this.lastEnd = end + 1
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.ontext(start, end - endOffset)
    this.lastEnd = end + 1
  }

  ondeclaration(_start: number, end: number): void {
    this.lastEnd = end + 1
  }

  onprocessinginstruction(_start: number, end: number): void {
    this.lastEnd = end + 1
  }

  onend(): void {
    this.ended = true
  }

  // ---- elements ----

  private top(): Frame | undefined {
    return this.stack[this.stack.length - 1]
  }

  private invisible(): boolean {
    if (this.hiddenInline.depth > 0 || this.ended) return true
    const top = this.top()
    if (top?.name === 'title' && this.title === null) return false
    if (top?.hidden) return true
    return this.options.mainOnly === true && this.mainDepth === 0
  }

  private open(name: string): void {
    if (name === 'br' || name === 'hr') {
      name === 'br' ? this.text.pause(this.base + this.lastEnd, this.base + this.lastEnd) : this.flush()
      return
    }
    if (VOID_ELEMENTS.has(name)) return
    if (!BLOCK_ELEMENTS.has(name)) {
      this.openInline(name)
      return
    }
    this.flush()
    this.closeImplied(name)
    if (name === 'main' || this.attributes.get('role') === 'main') this.mainDepth++
    if (this.stack.length < MAX_DEPTH) this.stack.push(this.frame(name))
  }

  private openInline(name: string): void {
    const hidden = this.hiddenInline
    if (hidden.depth > 0) {
      if (name === hidden.name) hidden.depth++
      return
    }
    if (isHidden(name, this.attributes)) {
      hidden.name = name
      hidden.depth = 1
    } else this.tags.open(name)
  }

  private frame(name: string): Frame {
    const parent = this.top()
    const glossary = name === 'dl' && /\bglossary\b/u.test(this.attributes.get('class') ?? '')
    const own = ELEMENT_KINDS[name]
    let kind = own ?? parent?.kind ?? this.options.kind ?? 'paragraph'
    if (glossary) kind = 'glossary-term'
    else if (name === 'dt' && parent?.kind === 'glossary-term') kind = 'glossary-term'
    else if (name === 'dl' || name === 'table' || name === 'ul' || name === 'ol') kind = 'paragraph'
    let level = parent?.level ?? 0
    if (name === 'ul' || name === 'ol' || name === 'menu') level++
    const hidden = (parent?.hidden ?? false) || isHidden(name, this.attributes) || (name === 'footer' && !this.insideArticle())
    const table = name === 'table' ? { row: -1, column: -1, header: false } : (parent?.table ?? null)
    if (table) enterTable(table, name)
    return { name, kind, level, hidden, table, item: name === 'li' ? { used: false } : (parent?.item ?? { used: true }) }
  }

  private insideArticle(): boolean {
    return this.stack
      .slice(-CLOSE_REACH)
      .some((frame) => frame.name === 'article' || frame.name === 'blockquote' || frame.name === 'figure')
  }

  private close(name: string): void {
    if (!BLOCK_ELEMENTS.has(name)) {
      this.closeInline(name)
      return
    }
    this.flush()
    for (let i = this.stack.length - 1; i >= 0 && i >= this.stack.length - CLOSE_REACH; i--) {
      if (this.stack[i]!.name !== name) continue
      this.cut(i)
      return
    }
  }

  private closeInline(name: string): void {
    const hidden = this.hiddenInline
    if (hidden.depth > 0) {
      if (name === hidden.name) hidden.depth--
    } else this.tags.close(name)
  }

  /** Closes what the new element closes without an end tag: `<li>` before `<li>`, `<p>` before any block. */
  private closeImplied(name: string): void {
    for (let i = this.stack.length - 1; i >= 0 && i >= this.stack.length - CLOSE_REACH; i--) {
      const open = this.stack[i]!.name
      if (CLOSED_BY[open]?.has(name)) this.cut(i)
      else if (SCOPES.has(open)) return
    }
  }

  private cut(length: number): void {
    for (let i = this.stack.length - 1; i >= length; i--) if (this.stack[i]!.name === 'main' && this.mainDepth > 0) this.mainDepth--
    this.stack.length = length
    // A hidden inline element cannot outlive its block.
    this.hiddenInline.depth = 0
  }

  /** Ends the block at hand. */
  private flush(): void {
    this.tags.reset()
    if (this.text.empty) {
      this.text = new BlockText(this.source)
      return
    }
    const { text } = this
    this.text = new BlockText(this.source)
    const top = this.top()
    if (top?.name === 'title' && this.title === null) {
      this.title = text.finish().text
      return
    }
    const { kind, props } = blockOf(this.stack, this.options.kind ?? 'paragraph')
    this.sink.add(kind, text, props)
  }
}
