import type { Block } from '../contract/blocks.ts'
import type { DefinitionView, PassageView, TermDetail } from '../contract/library-api.ts'
import { textRange } from '../contract/text/block-range.ts'
import { foldQuote } from '../contract/text/fold.ts'
import { type Db, sql } from './connection.ts'

/**
 * Passages as people read them. A `quote` is what stands in the file, markup and all: by it a passage is found again. Who looks at it wants the words, which
 * the parsed blocks have. Only for what is looked at: a document's blocks are read for it.
 */

/** Without any of these a quote has no markup in any format, and is the text itself. */
const MARKUP = /[*_`[\]<>&\\{}|#~^=@$%]|::|\+\+|''/u

/** Documents whose blocks are kept, and how many letters of them. */
const KEPT = 16
const LETTERS = 4_000_000
type Blocks = readonly Pick<Block, 'text' | 'map' | 'start' | 'end'>[]
const kept = new WeakMap<Db, Map<string, { readonly blocks: Blocks; readonly letters: number }>>()

/** The same passages; those whose file has markup in them also have their `text`. */
export const readable = (db: Db, passages: readonly PassageView[]): PassageView[] =>
  passages.map((passage) => {
    const text = MARKUP.test(passage.quote) ? textOf(db, passage) : ''
    return text === '' || text === passage.quote ? passage : { ...passage, text }
  })

/** A term with readable sources. */
export function readableDetail(db: Db, detail: TermDetail | null): TermDetail | null {
  if (detail === null) return null
  const view = (definition: DefinitionView): DefinitionView => ({ ...definition, sources: readable(db, definition.sources) })
  return { ...detail, definitions: detail.definitions.map(view), proposal: detail.proposal && view(detail.proposal) }
}

/** The words of a passage; '' where the library has no text of that content. */
function textOf(db: Db, { contentHash, start, end }: PassageView): string {
  const parts = blocksOf(db, contentHash).flatMap((block) => {
    const range = block.start < end && block.end > start ? textRange(block, start, end) : null
    return range ? [block.text.slice(range.start, range.end)] : []
  })
  return foldQuote(parts.join(' '))
}

/** A content never changes under its hash but by another parser, which comes with another start of the app. */
function blocksOf(db: Db, contentHash: string): Blocks {
  const all = kept.get(db) ?? new Map<string, { readonly blocks: Blocks; readonly letters: number }>()
  kept.set(db, all)
  const known = all.get(contentHash)
  if (known) return known.blocks
  const row = sql<{ blocks: string }>(db, 'SELECT blocks FROM contents WHERE hash=? ORDER BY id DESC LIMIT 1').get(contentHash)
  // Not kept: a run may be about to read it.
  if (!row) return []
  const blocks = (JSON.parse(row.blocks) as Block[]).map(({ text, map, start, end }) => ({ text, map, start, end }))
  all.set(contentHash, { blocks, letters: row.blocks.length })
  let letters = [...all.values()].reduce((sum, one) => sum + one.letters, 0)
  for (const [hash, one] of all) {
    if (hash === contentHash || (all.size <= KEPT && letters <= LETTERS)) break
    all.delete(hash)
    letters -= one.letters
  }
  return blocks
}
