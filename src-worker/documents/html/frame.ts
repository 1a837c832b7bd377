import type { BlockKind } from '../../../src-main/contract/blocks.ts'
import type { BlockProps } from '../block-sink.ts'

/** An open block element. Inline elements are not kept on the stack: they end with their block. */
export interface Frame {
  readonly name: string
  readonly kind: BlockKind
  readonly level: number
  readonly hidden: boolean
  /** Shared by the frames inside one list item: true once its first block is out. */
  readonly item: { used: boolean }
  readonly table: Table | null
}

export interface Table {
  row: number
  column: number
  header: boolean
}

/** What the text at the end of the open elements becomes; it takes the place of its list item. */
export function blockOf(stack: readonly Frame[], outside: BlockKind): { kind: BlockKind; props: BlockProps } {
  const top = stack[stack.length - 1]
  const kind = top?.kind ?? outside
  if (!top) return { kind, props: {} }
  if (kind === 'heading') {
    const heading = stack.findLast((frame) => /^h[1-6]$/u.test(frame.name))
    return { kind, props: { level: Number(heading?.name[1] ?? 2) } }
  }
  if (kind === 'list-item') {
    if (top.item.used) return { kind: 'paragraph', props: {} }
    top.item.used = true
    return { kind, props: { level: Math.max(1, top.level) } }
  }
  if (kind === 'table-cell' && top.table) {
    const { row, column, header } = top.table
    return { kind, props: { row: Math.max(0, row), column: Math.max(0, column), header } }
  }
  return { kind, props: {} }
}

/** Counts rows and cells as they open. */
export function enterTable(table: Table, name: string): void {
  if (name === 'tr') {
    table.row++
    table.column = -1
  } else if (name === 'td' || name === 'th') {
    table.column++
    table.header = name === 'th' && table.row <= 0
  }
}
