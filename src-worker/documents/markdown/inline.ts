import type { Token } from 'markdown-it'
import { type BlockText, isCjkUnit } from '../block-text.ts'
import { InlineTags } from '../inline-html.ts'
import { copyWithoutAddresses } from '../urls.ts'
import type { ContentMap } from './content-map.ts'
import type { Positioned } from './positions.ts'

/** Asked at every line break inside the content: a block to go on with from `resume` (content offset), or null to go on as before. */
export type LineBreakHook = (next: number) => { readonly into: BlockText; readonly resume: number } | null

/** Footnote marks, alert marks, task boxes, emoji codes. */
const RESIDUE = /(?<![\w\])])\[\d{1,3}\]:?(?![\w(])|\[\^[^\]\s]{1,80}\]:?|\[![A-Z]{2,12}\]|(?<![\w:]):[a-z0-9_+-]{2,40}:(?![\w:])/gu
const TASK_BOX = /^\[[ xX]\](?=\s)/u

/** Writes the inline tokens of one content into blocks, each piece from its own place in the source. */
export class InlineWriter {
  private readonly source: string
  private readonly content: string
  private readonly map: ContentMap
  private into: BlockText
  private readonly tags = new InlineTags(() => this.into)
  /** Content offset up to which everything is written or left out. */
  private cursor = 0
  /** Text not yet written. */
  private run: { start: number; end: number } | null = null
  private readonly onBreak: LineBreakHook | undefined

  /** @param source decoded text; @param map from `content` to it. */
  constructor(source: string, content: string, map: ContentMap, into: BlockText, onBreak?: LineBreakHook) {
    this.source = source
    this.content = content
    this.map = map
    this.into = into
    this.onBreak = onBreak
  }

  /** Writes all tokens from content offset `start` on; gives the block it ended in. */
  write(tokens: readonly Token[], start = 0): BlockText {
    this.cursor = start
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!
      if (token.type === 'link_open' && token.info === 'auto') {
        i += 2 // the address and the end of the link
        continue
      }
      this.token(token, tokens[i + 1])
    }
    this.flush()
    return this.into
  }

  private token(token: Token, next: Token | undefined): void {
    const pos = Math.max((token.meta as unknown as Positioned | null)?.pos ?? 0, 0)
    if (token.type !== 'text') this.flush()
    switch (token.type) {
      case 'text':
        this.text(token, next, pos)
        return
      case 'text_special':
        if (this.tags.muted) {
          this.tags.mutedText(token.content)
          return
        }
        if (pos >= this.cursor) this.into.unit(token.content, this.map.at(pos), this.map.at(pos + token.markup.length - 1) + 1)
        this.cursor = Math.max(this.cursor, pos + token.markup.length)
        return
      case 'code_inline':
        this.code(token, pos)
        return
      case 'softbreak':
      case 'hardbreak':
        this.lineBreak(pos)
        return
      case 'html_inline':
        this.tag(token.content)
        return
      default:
        this.span(token.type)
    }
  }

  private text(token: Token, next: Token | undefined, pos: number): void {
    if (token.content === '') return
    if (this.tags.muted) {
      this.tags.mutedText(token.content)
      return
    }
    // The characters of one run of delimiters all carry the position of the run.
    const found = pos + token.content.length > this.cursor ? pos : this.cursor
    if (!this.content.startsWith(token.content, found)) return
    const start = Math.max(found, this.cursor)
    const end = found + token.content.length
    this.cursor = end
    if (this.isLooseMarker(token, next, start)) return
    if (this.run && this.run.end === start) this.run.end = end
    else {
      this.flush()
      this.run = { start, end }
    }
  }

  /** Writes the run of text at hand: neighbouring tokens together, since addresses and emoji codes go over several. */
  private flush(): void {
    const { run } = this
    this.run = null
    if (run) this.words(run.start, run.end)
  }

  /** Text without residue; a task box at the very beginning goes too. */
  private words(start: number, end: number): void {
    const words = this.content.slice(start, end)
    const box = this.into.empty ? TASK_BOX.exec(words) : null
    let at = box ? start + box[0].length : start
    for (const match of words.matchAll(RESIDUE)) {
      this.copy(at, start + match.index)
      at = start + match.index + match[0].length
    }
    this.copy(at, end)
  }

  /** `**` left over where CommonMark sees no emphasis: beside CJK brackets it cannot flank a word, but authors mean it. */
  private isLooseMarker(token: Token, next: Token | undefined, start: number): boolean {
    if (token.content !== '*') return false
    const double = this.content[start - 1] === '*' || this.content[start + 1] === '*' || next?.content === '*'
    return (
      double &&
      (isCjkUnit(this.content.charCodeAt(start + 1)) ||
        isCjkUnit(this.content.charCodeAt(start - 1)) ||
        this.content[start - 1] === '*' ||
        this.content[start + 1] === '*')
    )
  }

  private copy(start: number, end: number): void {
    if (end > start) this.map.ranges(start, end, (from, to) => copyWithoutAddresses(this.into, this.source, from, to))
  }

  private code(token: Token, pos: number): void {
    const start = pos + token.markup.length
    const end = this.content.indexOf(token.markup, start)
    if (start < this.cursor || end === -1) return
    const close = this.codeEnd(token.markup, start)
    this.into.openSpan('code')
    this.map.ranges(start, close, (from, to) => this.into.copy(from, to))
    this.into.closeSpan('code')
    this.cursor = close + token.markup.length
  }

  /** Where a run of exactly as many backticks as opened the span begins. */
  private codeEnd(markup: string, start: number): number {
    let at = this.content.indexOf('`', start)
    while (at !== -1) {
      let end = at
      while (this.content.charCodeAt(end) === 96) end++
      if (end - at === markup.length) return at
      at = this.content.indexOf('`', end)
    }
    return this.content.length
  }

  private lineBreak(pos: number): void {
    const at = this.content.indexOf('\n', Math.max(pos - 1, this.cursor))
    if (at === -1) return
    const hooked = this.onBreak?.(at + 1)
    if (hooked) {
      this.into = hooked.into
      this.tags.reset()
      this.cursor = hooked.resume
      return
    }
    const from = this.map.at(at)
    this.into.pause(from, Math.max(from, this.map.at(at + 1)))
    this.cursor = Math.max(this.cursor, at + 1)
  }

  private tag(markup: string): void {
    const match = /^<(\/?)([a-zA-Z][\w-]*)/u.exec(markup)
    if (!match) return
    const name = match[2]!.toLowerCase()
    if (name === 'br' || name === 'img' || name === 'wbr') {
      if (name === 'br') this.into.pause(this.map.at(this.cursor), this.map.at(this.cursor))
    } else if (match[1] === '/') this.tags.close(name)
    else if (!markup.endsWith('/>')) this.tags.open(name)
  }

  private span(type: string): void {
    if (type === 'em_open') this.into.openSpan('emphasis')
    else if (type === 'em_close') this.into.closeSpan('emphasis')
    else if (type === 'strong_open') this.into.openSpan('strong')
    else if (type === 'strong_close') this.into.closeSpan('strong')
    else if (type === 'link_open') this.into.openSpan('link')
    else if (type === 'link_close') this.into.closeSpan('link')
  }
}
