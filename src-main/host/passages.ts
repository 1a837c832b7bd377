import type { Block } from '../contract/blocks.ts'
import type { SearchHit } from '../contract/host-api.ts'
import type { ConceptId, PassageView } from '../contract/library-api.ts'
import { foldQuote } from '../contract/text/fold.ts'
import type { Library } from '../library/library.ts'

/** Places in documents with the words around them, for lists of occurrences and search results. */

const OCCURRENCES = 500
const AROUND = 70

/** The words around [start, end) of a text, cut at white space where there is some. */
export function snippet(text: string, start: number, end: number): string {
  const from = Math.max(0, start - AROUND)
  const to = Math.min(text.length, end + AROUND)
  return `${from > 0 ? '…' : ''}${foldQuote(text.slice(from, to))}${to < text.length ? '…' : ''}`
}

/** Offset in the decoded file of an offset in a block's text. */
export function sourceOffset(block: Pick<Block, 'map' | 'start'>, offset: number): number {
  let found = block.start
  for (let i = 0; i + 3 < block.map.length; i += 4) {
    const [textStart, textLength, sourceStart, sourceLength] = block.map.slice(i, i + 4) as [number, number, number, number]
    if (textStart > offset) break
    const inside = Math.min(offset - textStart, textLength)
    found = sourceStart + (textLength === sourceLength ? inside : inside === textLength ? sourceLength : 0)
  }
  return found
}

/** Blocks of the contents asked for, each read once. */
function blockReader(library: Library): (contentHash: string) => Promise<readonly Block[]> {
  const known = new Map<string, Promise<readonly Block[]>>()
  const read = async (contentHash: string) => {
    const blocks: Block[] = []
    for (let from: number | null = 0; from !== null; ) {
      const page: Awaited<ReturnType<Library['documentBlocks']>> = await library.documentBlocks(contentHash, from)
      blocks.push(...page.blocks)
      from = page.next
    }
    return blocks
  }
  return (contentHash) => {
    const blocks = known.get(contentHash) ?? read(contentHash)
    known.set(contentHash, blocks)
    return blocks
  }
}

const partOf = (block: Pick<Block, 'part'> | undefined): { part?: string } => (block?.part === undefined ? {} : { part: block.part })

/** Where a concept occurs, the first 500 places, each with the words around it. */
export async function occurrencesOf(library: Library, concept: ConceptId): Promise<readonly PassageView[]> {
  const { rows } = await library.occurrences(concept, { limit: OCCURRENCES })
  const blocksOf = blockReader(library)
  const passages: PassageView[] = []
  for (const { documentId, path, contentHash, surface, start, end, line } of rows) {
    const block = (await blocksOf(contentHash)).find((candidate) => candidate.start <= start && start < candidate.end)
    const at = block ? block.text.indexOf(surface, Math.max(0, start - block.start - surface.length)) : -1
    const inText = block && at < 0 ? block.text.indexOf(surface) : at
    const quote = block && inText >= 0 ? snippet(block.text, inText, inText + surface.length).replaceAll('…', '') : surface
    passages.push({ documentId, path, contentHash, start, end, line, quote, ...partOf(block) })
  }
  return passages
}

/** Documents whose text holds the query. */
export async function searchDocuments(library: Library, text: string, limit: number): Promise<readonly SearchHit[]> {
  const { hits } = await library.search({ text, limit })
  return Promise.all(
    hits.map(async ({ documentId, path, contentHash, block, text: blockText, matches, line }) => {
      const [from, to] = matches[0] ?? [0, blockText.length]
      const [own] = (await library.documentBlocks(contentHash, block)).blocks
      const start = own ? sourceOffset(own, from) : 0
      return {
        documentId,
        path,
        line,
        ...partOf(own),
        start,
        end: own ? Math.max(start + 1, sourceOffset(own, to)) : 1,
        snippet: snippet(blockText, from, to),
      }
    }),
  )
}
