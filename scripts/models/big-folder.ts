import type { ParsedDocument } from '../../src-main/contract/blocks.ts'
import type { ConceptItem } from '../../src-main/contract/results.ts'

/** A folder as the store would give it, made when it is asked for: every term in three passages. */

export const TERMS = 5000
const DOCUMENTS = 250
const PARAGRAPHS = 60

/** About so many tokens of text, of words that count up. */
export const filler = (tokens: number, seed: string): string =>
  `${seed}. `.repeat(Math.ceil((tokens * 4) / (seed.length + 2))).slice(0, tokens * 4)

export const HASHES: readonly string[] = Array.from({ length: DOCUMENTS }, (_, d) => String(d).padStart(64, '0'))

/** @param hash one of HASHES */
export function documentOf(hash: string): ParsedDocument {
  const d = Number(hash)
  let decoded = ''
  const blocks: ParsedDocument['blocks'] = []
  for (let t = 0; t < PARAGRAPHS; t++) {
    const term = `widget${(d * 20 + t) % TERMS}`
    const text = `The ${term} is a small machine that turns the main wheel of line ${d}. ${filler(40, 'More about this')}`
    const [start, end] = [decoded.length, decoded.length + text.length]
    blocks.push({ kind: 'paragraph', text, map: [0, text.length, start, text.length], start, end, line: 2 * t + 1 })
    decoded += `${text}\n\n`
  }
  return { contentHash: hash, parserVersion: 'p1', encoding: 'utf-8', language: 'en', tag: 'en', decoded, blocks, warnings: [] }
}

export const bigConcepts = (): ConceptItem[] =>
  Array.from({ length: TERMS }, (_, i) => {
    const headword = `widget${i}`
    return {
      type: 'concept',
      language: 'en',
      headword,
      key: headword,
      sense: 0,
      category: 'term',
      variants: [{ surface: headword, key: headword, rule: 'headword', count: 3 }],
      frequency: 3,
      documents: 3,
      glossaryRank: i + 1,
      termhoodRank: i + 1,
      glossaryScore: 1,
      termhoodScore: 1,
      accepted: true,
      features: {},
      related: [],
      fromGlossary: false,
    }
  })
