import type { Block, BlockKind, InlineKind, InlineSpan } from '../../../src-main/contract/blocks.ts'
import { lineStarts } from '../../../src-main/contract/text/lines.ts'
import { type BlockProps, BlockSink } from '../block-sink.ts'
import { BlockText } from '../block-text.ts'
import { copyWithoutAddresses } from '../urls.ts'
import { type Budget, Unreadable } from './limits.ts'

/** What a container's parser gets. */
export interface ContainerInput {
  readonly bytes: Uint8Array
  readonly path: string
  readonly budget: Budget
}

/** What it gives: the text it built, part after part, and blocks whose offsets point into it. */
export interface ContainerOutput {
  readonly decoded: string
  readonly encoding?: string
  readonly blocks: readonly Block[]
  readonly title?: string
  readonly warnings?: readonly string[]
}

/** @throws Unreadable for everything that can be wrong with the bytes; the signal's reason when aborted. */
export type ContainerParser = (input: ContainerInput) => Promise<ContainerOutput>

/** XML 1.0 can carry no other control characters, nor the two non-characters. Tabs and line ends stay. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu

/** The text of one block while it is collected, with its marked stretches. */
export class Draft {
  text = ''
  spans: InlineSpan[] = []

  get empty(): boolean {
    return this.text.trim() === ''
  }

  /** Adds text, marked as each of `kinds`; a mark that goes on from the last text is one stretch. */
  add(text: string, kinds: readonly InlineKind[] = []): void {
    const start = this.text.length
    this.text += text.toWellFormed().replace(FORBIDDEN, '')
    if (this.text.length === start) return
    for (const kind of kinds) {
      const last = this.spans.findLast((span) => span.kind === kind)
      if (last && last.end === start && kind !== 'ruby') last.end = this.text.length
      else this.spans.push({ kind, start, end: this.text.length })
    }
  }

  /** Adds a word with its reading (ruby). */
  ruby(base: string, reading: string, kinds: readonly InlineKind[] = []): void {
    const start = this.text.length
    this.add(base, kinds)
    if (this.text.length > start && reading.trim() !== '') {
      this.spans.push({ kind: 'ruby', start, end: this.text.length, reading: reading.trim() })
    }
  }

  /** Takes the first `length` characters off. */
  cut(length: number): void {
    this.text = this.text.slice(length)
    this.spans = this.spans
      .filter(({ end }) => end > length)
      .map((span) => ({ ...span, start: Math.max(0, span.start - length), end: span.end - length }))
  }

  /** A new line, unless nothing was written yet. */
  line(): void {
    if (this.text !== '') this.text += '\n'
  }

  /** Adds another draft after this one. */
  append(other: Draft): void {
    const shift = this.text.length
    this.text += other.text
    for (const span of other.spans) this.spans.push({ ...span, start: span.start + shift, end: span.end + shift })
  }
}

interface Placed {
  readonly kind: BlockKind
  readonly props: BlockProps
  readonly start: number
  readonly end: number
  readonly spans: readonly InlineSpan[]
}

/** Builds the text of a container, one line group per block, and the blocks on it. */
export class ContainerText {
  /** Put on every block added from now on. */
  part: string | undefined
  private readonly budget: Budget
  private readonly pieces: string[] = []
  private readonly placed: Placed[] = []
  private length = 0
  private lastPart: string | undefined

  constructor(budget: Budget) {
    this.budget = budget
  }

  /** Adds a block; one without text is not added. @throws Unreadable beyond the limit of characters. */
  add(kind: BlockKind, draft: Pick<Draft, 'text' | 'spans'>, props: BlockProps = {}): void {
    if (draft.text.trim() === '') return
    // An empty line before headings and between parts: people read this text.
    if (this.length > 0 && (kind === 'heading' || this.part !== this.lastPart)) this.write('\n')
    this.lastPart = this.part
    const start = this.length
    this.write(draft.text)
    const place = this.part === undefined ? props : { ...props, part: this.part }
    this.placed.push({ kind, props: place, start, end: this.length, spans: draft.spans })
    this.write('\n')
  }

  /** Adds what a text format's parser made of a part. */
  addBlocks(blocks: readonly Block[]): void {
    for (const { kind, text, spans, level, row, column, header } of blocks) {
      const props = { level, row, column, header }
      const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined))
      this.add(kind, { text, spans: spans ?? [] }, given)
    }
  }

  /** The text and its blocks. @throws Unreadable when there is no text at all. */
  finish(title?: string, warnings: readonly string[] = []): ContainerOutput {
    const decoded = this.pieces.join('')
    const sink = new BlockSink(lineStarts(decoded))
    for (const placed of this.placed) sink.add(placed.kind, blockText(decoded, placed), placed.props)
    if (sink.blocks.length === 0) throw new Unreadable('no-text', 'The file holds no text.')
    const named = title?.trim() || sink.blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
    return { decoded, blocks: sink.blocks, warnings, ...(named ? { title: named } : {}) }
  }

  private write(text: string): void {
    this.pieces.push(text)
    this.length += text.length
    const limit = this.budget.limits.characters
    if (this.length > limit) throw new Unreadable('limit', `The file holds more than ${limit} characters of text. Split it to include it.`)
  }
}

function blockText(decoded: string, { kind, start, end, spans }: Placed): BlockText {
  const text = new BlockText(decoded)
  const events = spans
    .flatMap((span) => [
      { at: start + span.start, span, opens: true },
      { at: start + span.end, span, opens: false },
    ])
    .sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens))
  let from = start
  const copy = (to: number): void => {
    if (to <= from) return
    if (kind === 'code') text.raw(from, to)
    else copyWithoutAddresses(text, decoded, from, to)
    from = to
  }
  for (const { at, span, opens } of events) {
    copy(at)
    if (opens) text.openSpan(span.kind)
    else text.closeSpan(span.kind, span.reading)
  }
  copy(end)
  return text
}
