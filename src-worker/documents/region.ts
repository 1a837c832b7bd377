import type { BlockKind } from '../../src-main/contract/blocks.ts'
import type { BlockProps, BlockSink } from './block-sink.ts'
import type { BlockText } from './block-text.ts'

/** What the text of a part of a document becomes; shared by the line-based parsers (reStructuredText, AsciiDoc). */
export interface Context {
  readonly kind: BlockKind
  /** Depth of the list the part lies in; 0 outside. */
  readonly level: number
  /** Shared by the parts of one list item: true once its first block is out. */
  readonly item: { used: boolean }
  readonly props: BlockProps
}

export const ROOT: Context = { kind: 'paragraph', level: 0, item: { used: true }, props: {} }

/** The inside of a list item, one level deeper. */
export const itemOf = (outer: Context): Context => ({ kind: 'list-item', level: outer.level + 1, item: { used: false }, props: {} })

export const contextOf = (outer: Context, kind: BlockKind, props: BlockProps = {}): Context => ({
  ...outer,
  kind,
  props,
  item: { used: false },
})

/** Adds a paragraph of the part: the first of a list item is the item, those after it are paragraphs. */
export function addTo(sink: BlockSink, context: Context, text: BlockText): void {
  if (context.kind !== 'list-item') sink.add(context.kind, text, context.props)
  else if (context.item.used) sink.add('paragraph', text)
  else if (sink.add('list-item', text, { level: Math.max(1, context.level) })) context.item.used = true
}
