import type { BlockText } from './block-text.ts'
import type { JoinedText } from './joined-text.ts'

/**
 * Handles one mark found at `at`: calls `flush` for the text before it, writes what it means and gives where to go on, or -1, before flushing,
 * when it is plain text.
 */
export type MarkHandler = (mark: string, at: number, flush: () => void) => number

/** An inline writer of a markup: the text it reads and the block it writes into. */
export abstract class InlineMarks {
  protected readonly joined: JoinedText
  protected readonly text: string
  protected readonly into: BlockText

  constructor(joined: JoinedText, into: BlockText) {
    this.joined = joined
    this.text = joined.text
    this.into = into
  }

  /**
   * Goes through text[start, end) from one possible mark to the next and copies what stands between those that are marks.
   * @param opener finds the beginning of anything that could be a mark; global
   */
  protected writeMarks(opener: RegExp, start: number, end: number, handle: MarkHandler): void {
    // A pattern of its own: marks nest, and the inner text is searched with the same expression.
    const pattern = new RegExp(opener)
    pattern.lastIndex = start
    let copied = start
    for (let match = pattern.exec(this.text); match && match.index < end; match = pattern.exec(this.text)) {
      const at = match.index
      const from = copied
      const next = handle(match[0], at, () => this.joined.copy(this.into, from, at))
      if (next === -1) continue
      copied = next
      pattern.lastIndex = next
    }
    this.joined.copy(this.into, copied, end)
  }
}
