import type { Block, BlockKind, InlineKind } from '../../../src-main/contract/blocks.ts'
import { BlockSink } from '../block-sink.ts'
import { BlockText } from '../block-text.ts'
import type { FormatInput } from '../format.ts'
import { addTo, type Context, contextOf, itemOf, ROOT } from '../region.ts'
import { copyWithoutAddresses } from '../urls.ts'
import { Braces, lineEndFrom } from './braces.ts'
import { ACCENTED, accented, LIGATURES } from './characters.ts'
import { type Command, runCommand } from './command.ts'
import { type Definitions, readDefinitions } from './definitions.ts'
import { beginEnvironment, endEnvironment } from './environments.ts'
import type { TexTable } from './table.ts'

/** What waits for a closing brace. */
interface Frame {
  readonly end: number
  readonly close: () => void
}

/** An environment that was begun. */
export interface Environment {
  readonly name: string
  readonly context: Context
  readonly table: TexTable | null
  /** Begun inside a cell, and part of it. */
  readonly boxed: boolean
}

const SPECIAL = /[\\{}%$&~\n\r]|---?|``|''/gu
const MATH_REACH = 2000
const MAX_OPEN = 10_000

/** Follows a TeX source from left to right; groups and environments wait on stacks, so that depth costs no recursion. */
export class TexReader {
  readonly source: string
  readonly braces: Braces
  readonly sink: BlockSink
  readonly definitions: Definitions
  readonly environments: Environment[] = []
  at = 0
  text: BlockText
  private end: number
  private frames: Frame[] = []
  /** Footnotes, shown after the block they belong to. */
  private notes: BlockText[] = []

  constructor(input: FormatInput) {
    this.source = input.text
    this.end = this.source.length
    this.braces = new Braces(this.source)
    this.sink = new BlockSink(input.starts)
    this.definitions = readDefinitions(this.source, this.braces)
    this.text = new BlockText(this.source)
  }

  parse(): readonly Block[] {
    const body = /\\begin\s*\{document\}/u.exec(this.source)
    if (body) {
      this.preamble(body.index)
      this.at = body.index + body[0].length
      const last = this.source.indexOf('\\end{document}', this.at)
      if (last !== -1) this.end = last
    }
    while (this.at < this.end) this.step()
    while (this.frames.length > 0) this.frames.pop()!.close()
    this.flush()
    return this.sink.blocks
  }

  get context(): Context {
    return this.environments.at(-1)?.context ?? ROOT
  }

  get table(): TexTable | null {
    return this.environments.at(-1)?.table ?? null
  }

  // ---- what commands do ----

  /** Ends the paragraph at hand. */
  flush(): void {
    const { text } = this
    this.text = new BlockText(this.source)
    if (this.table) this.table.cell(text)
    else addTo(this.sink, this.context, text)
    const { notes } = this
    this.notes = []
    for (const note of notes) this.sink.add('paragraph', note)
  }

  /** Goes on inside the argument [start, end) and calls `close` behind it. */
  enter(start: number, end: number, close: () => void): void {
    this.at = start
    if (this.frames.length < MAX_OPEN) this.frames.push({ end, close })
  }

  /** Marks the argument. */
  span(kind: InlineKind | null, start: number, end: number): void {
    if (kind === null) {
      this.at = start
      return
    }
    const { text } = this
    text.openSpan(kind)
    this.enter(start, end, () => text.closeSpan(kind))
  }

  /** The argument as a block of its own; the text around it goes on behind it, or ends here. */
  block(kind: BlockKind, start: number, end: number, level?: number): void {
    this.flush()
    const own = this.text
    this.enter(start, end, () => {
      this.text = new BlockText(this.source)
      this.sink.add(kind, own, level === undefined ? {} : { level })
    })
  }

  /** The argument as a footnote: the sentence goes on without it. */
  note(start: number, end: number): void {
    const outer = this.text
    const own = new BlockText(this.source)
    this.text = own
    this.enter(start, end, () => {
      this.text = outer
      this.notes.push(own)
    })
  }

  /** `replacement` for what stands from `start` to the place reached. */
  unit(replacement: string, start: number, end = this.at): void {
    this.text.unit(replacement, start, end)
  }

  /** Begins an item of the list at hand; its term, if it has one, is given as a range. */
  item(term: { readonly start: number; readonly end: number } | null): void {
    this.flush()
    const outer = this.environments.at(-1)
    if (!outer) return
    if (term) {
      this.environments[this.environments.length - 1] = { ...outer, context: contextOf(outer.context, 'definition') }
      const own = this.text
      this.enter(term.start, term.end, () => {
        this.text = new BlockText(this.source)
        this.sink.add('definition-term', own)
        if (this.source[this.at] === ']') this.at++
      })
    } else {
      const level = this.environments.filter(({ context }) => context.kind === 'list-item').length
      const fresh = { ...itemOf(outer.context), level: Math.max(1, level) }
      this.environments[this.environments.length - 1] = { ...outer, context: fresh }
    }
  }

  // ---- reading ----

  private step(): void {
    const { at } = this
    SPECIAL.lastIndex = at
    const frame = this.frames.at(-1)
    if (frame && frame.end <= at) {
      this.frames.pop()
      if (this.source[at] === '}' && frame.end === at) this.at = at + 1
      frame.close()
      return
    }
    const next = Math.min(SPECIAL.exec(this.source)?.index ?? this.end, this.end, frame?.end ?? this.end)
    if (next > at) {
      copyWithoutAddresses(this.text, this.source, at, next)
      this.at = next
    } else this.special(this.source[at]!)
  }

  private special(character: string): void {
    const { at } = this
    if (character === '\\') this.command()
    else if (character === '{' || character === '}') this.at = at + 1
    else if (character === '%') this.comment()
    else if (character === '$') this.math(this.source[at + 1] === '$' ? '$$' : '$')
    else if (character === '~') this.pause(1)
    else if (character === '&') {
      if (this.table) this.flush()
      this.at = at + 1
    } else if (character === '\n' || character === '\r') this.line()
    else this.ligature()
  }

  private pause(length: number): void {
    this.text.pause(this.at, this.at + length, false)
    this.at += length
  }

  private ligature(): void {
    const { at } = this
    for (const [written, shown] of LIGATURES) {
      if (!this.source.startsWith(written, at)) continue
      this.unit(shown, at, at + written.length)
      this.at = at + written.length
      return
    }
    this.text.copy(at, at + 1)
    this.at = at + 1
  }

  /** A comment takes its line end and the white space of the next line along. */
  private comment(): void {
    const end = lineEndFrom(this.source, this.at)
    const rest = /(?:\r\n|\r|\n)?[ \t]*/uy
    rest.lastIndex = end
    this.at = Math.min(this.end, end + (rest.exec(this.source)?.[0].length ?? 0))
  }

  /** A line feed; an empty line ends the paragraph. */
  private line(): void {
    const { at } = this
    const space = /\s+/uy
    space.lastIndex = at
    const white = space.exec(this.source)?.[0] ?? '\n'
    const to = Math.min(this.end, at + white.length)
    if (/(?:\r\n|\r|\n)[ \t]*(?:\r|\n)/u.test(white) && !this.table) this.flush()
    else this.text.pause(at, to, true)
    this.at = to
  }

  /** A formula: kept as code when it is short and in the line, left out when it is set off. */
  math(mark: '$' | '$$' | '\\(' | '\\['): void {
    const start = this.at + mark.length
    const closing = mark === '\\(' ? '\\)' : mark === '\\[' ? '\\]' : mark
    const window = this.source.slice(start, Math.min(this.end, start + MATH_REACH))
    let close = window.indexOf(closing)
    while (close > 0 && closing[0] === '$' && window[close - 1] === '\\') close = window.indexOf(closing, close + 1)
    if (close === -1) {
      this.at = start
      return
    }
    if ((mark === '$' || mark === '\\(') && close > 0) {
      this.text.openSpan('code')
      this.text.copy(start, start + close)
      this.text.closeSpan('code')
    } else this.text.pause(this.at, start, false)
    this.at = start + close + closing.length
  }

  private command(): void {
    const { at, source } = this
    ACCENTED.lastIndex = at
    const letter = ACCENTED.exec(source)
    if (letter) {
      this.at = at + letter[0].length
      this.unit(accented((letter[1] ?? letter[2])!, (letter[3] ?? letter[4])!), at)
      return
    }
    const named = /\\(?:([a-zA-Z@]{1,40})(\*?)|([\s\S]))/uy
    named.lastIndex = at
    const match = named.exec(source)
    if (!match) {
      this.at = at + 1
      return
    }
    const command: Command = { name: match[1] ?? match[3]!, start: at, after: at + match[0].length }
    if (command.name === 'begin') beginEnvironment(this, command)
    else if (command.name === 'end') endEnvironment(this, command)
    else runCommand(this, command)
  }

  /** Of the preamble, the title and the declared entries. */
  private preamble(to: number): void {
    for (const [start, entry] of this.definitions.entries) if (start < to) this.entry(start, entry.end)
    const title = /\\title(?![a-zA-Z])/u.exec(this.source.slice(0, to))
    const range = title && this.braces.argument(this.braces.optional(title.index + title[0].length))
    if (range && range.end < to) this.readRange('heading', range.start, range.end, 1)
  }

  /** A declared entry as a glossary term with its definition. */
  entry(start: number, next: number): void {
    const entry = this.definitions.entries.get(start)
    if (entry) {
      this.flush()
      this.readRange('glossary-term', entry.name.start, entry.name.end)
      if (entry.definition) this.readRange('definition', entry.definition.start, entry.definition.end)
    }
    this.at = next
  }

  /** Reads a range now, as one block. */
  private readRange(kind: BlockKind, start: number, end: number, level?: number): void {
    const outer = { end: this.end, frames: this.frames, text: this.text }
    this.frames = []
    this.end = end
    this.at = start
    this.text = new BlockText(this.source)
    const own = this.text
    while (this.at < end) this.step()
    while (this.frames.length > 0) this.frames.pop()!.close()
    this.sink.add(kind, own, level === undefined ? {} : { level })
    this.end = outer.end
    this.frames = outer.frames
    this.text = outer.text
    this.at = end
  }
}
