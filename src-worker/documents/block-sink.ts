import type { Block, BlockKind } from '../../src-main/contract/blocks.ts'
import { lineAt } from '../../src-main/contract/text/lines.ts'
import type { BlockText, MappedText } from './block-text.ts'

export type BlockProps = Pick<Block, 'level' | 'row' | 'column' | 'header' | 'part'>

const LABELLED: ReadonlySet<BlockKind> = new Set(['paragraph', 'quote', 'list-item', 'definition'])
/** Labels of asides written as text: they say what the sentence is for and are no part of it. A bare colon is left of a mark taken out. */
const LABEL =
  /^(?:(?:note|tip|hint|info|warning|important|caution|attention|danger|n\.b\.|注意|注記|注釈|注|補足|備考|メモ|ヒント|警告|重要|参考)\s?)?[:：]\s+(?=\S)|^(?:注意|注記|注釈|注|補足|備考|メモ|ヒント|警告|重要|参考)[:：](?=\S)/iu

/** Takes `Note:` off the start of a text, its map and its spans. */
function withoutLabel(collected: MappedText): MappedText {
  const length = LABEL.exec(collected.text.slice(0, 40))?.[0].length ?? 0
  if (length === 0) return collected
  const map: number[] = []
  for (let i = 0; i < collected.map.length; i += 4) {
    const [at, size, source, sourceSize] = collected.map.slice(i, i + 4) as [number, number, number, number]
    const cut = Math.max(0, length - at)
    if (cut === 0) map.push(at - length, size, source, sourceSize)
    else if (cut < size && size === sourceSize) map.push(0, size - cut, source + cut, sourceSize - cut)
  }
  const spans = collected.spans
    .filter((span) => span.end > length)
    .map((span) => ({ ...span, start: Math.max(0, span.start - length), end: span.end - length }))
  return { text: collected.text.slice(length), map, spans }
}

/** Collects the blocks of one document in reading order. */
export class BlockSink {
  readonly blocks: Block[] = []
  private readonly starts: readonly number[]

  /** @param starts lineStarts of the decoded text. */
  constructor(starts: readonly number[]) {
    this.starts = starts
  }

  /** Adds the collected text as a block; a block without text is not added. Its range is that of what its map points at. */
  add(kind: BlockKind, collected: BlockText, props: BlockProps = {}): Block | null {
    const { text, map, spans } = LABELLED.has(kind) ? withoutLabel(collected.finish()) : collected.finish()
    if (text === '' || map.length === 0) return null
    const start = map[2]!
    const end = map[map.length - 2]! + map[map.length - 1]!
    const block: Block = { kind, ...props, text, map, start, end, line: lineAt(this.starts, start) }
    if (spans.length > 0) block.spans = spans
    this.blocks.push(block)
    return block
  }
}
