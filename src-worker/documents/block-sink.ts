import type { Block, BlockKind } from '../../src-main/contract/blocks.ts'
import { lineAt } from '../../src-main/contract/text/lines.ts'
import type { BlockText } from './block-text.ts'

export type BlockProps = Pick<Block, 'level' | 'row' | 'column' | 'header' | 'part'>

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
    const { text, map, spans } = collected.finish()
    if (text === '' || map.length === 0) return null
    const start = map[2]!
    const end = map[map.length - 2]! + map[map.length - 1]!
    const block: Block = { kind, ...props, text, map, start, end, line: lineAt(this.starts, start) }
    if (spans.length > 0) block.spans = spans
    this.blocks.push(block)
    return block
  }
}
