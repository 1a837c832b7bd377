import type { Block } from '../../src-main/contract/blocks.ts'

/** Cells of one table as rows people see. Pure. */

export interface TableCell {
  /** Null where a cell has no text, or a cell beside it or above it reaches over this place. */
  readonly block: Block | null
  /** Among the blocks given; -1 without one. */
  readonly index: number
}

/**
 * Rows of cells, each under its own column: a place without text stays a place. Columns that no row has text in are left out.
 * @param blocks cells in the order of the text; those that don't say their column stand side by side
 */
export function tableRows(blocks: readonly Block[]): readonly (readonly TableCell[])[] {
  const rows = new Map<number, Map<number, TableCell>>()
  for (const [index, block] of blocks.entries()) {
    const row = rows.get(block.row ?? 0) ?? new Map<number, TableCell>()
    rows.set(block.row ?? 0, row)
    let column = block.column ?? row.size
    // Two that say the same place: none of them is lost.
    while (row.has(column)) column++
    row.set(column, { block, index })
  }
  const columns = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => a - b)
  return [...rows.values()].map((row) => columns.map((column) => row.get(column) ?? { block: null, index: -1 }))
}

/** Words that are longer would make their column as wide as themselves: an address, a path. In letters. */
const LONG_WORD = 24
/** Widths below which a column is no pleasure to read, em. */
const LEAST = 14
const LEAST_CJK = 5

const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/gu

/**
 * How a cell's text is to be broken. Words of Latin script stay whole, which gives their column its least width; what has no such words – an address,
 * Japanese – may be broken anywhere, and would be squeezed to a column of single letters by its neighbours.
 * @returns least width in em, 0 = that of its longest word; `anywhere`: its words may be broken
 */
export function cellBreaks(text: string): { readonly least: number; readonly anywhere: boolean } {
  const long = text
    .replace(CJK, ' ')
    .split(/\s+/u)
    .some(({ length }) => length > LONG_WORD)
  const cjk = text.match(CJK)?.length ?? 0
  return { least: long ? LEAST : Math.min(LEAST_CJK, cjk), anywhere: long }
}
