import { createHash } from 'node:crypto'
import type { Language, ParsedDocument } from '../../src-main/contract/blocks.ts'
import { parseBytes } from '../documents/index.ts'
import { engineFor } from '../language/engines.ts'
import type { Reference } from '../language/types.ts'
import { type AnalysedDocument, analyseDocument } from './analyse.ts'
import { type Ranking, rankCorpus } from './concepts.ts'
import { Corpus } from './corpus.ts'

/** Helpers of the tests of terms/, definitions/ and pipeline/: small documents through the real parsers and language engines. */

export function parsed(text: string, language: Language, path = 'test.md'): ParsedDocument {
  const bytes = new TextEncoder().encode(text)
  const outcome = parseBytes(bytes, path, () => ({ language, tag: language }))
  if ('skipped' in outcome) throw new Error(outcome.reason)
  return { contentHash: createHash('sha256').update(bytes).digest('hex'), ...outcome }
}

export async function analysed(text: string, language: Language, path = 'test.md'): Promise<AnalysedDocument> {
  return analyseDocument(parsed(text, language, path), await engineFor(language), async () => {})
}

/** Common words by hand; everything else is rare. */
const COMMON = new Set(
  'the of and to in a is that it for was on are as with be at one have this from or by we can use new good system time way data'.split(' '),
)
export const TEST_REFERENCE: Reference = { perMillion: (word) => (COMMON.has(word) ? 1000 : 0.5), has: (word) => COMMON.has(word) }

export const NO_CONSTRAINTS = { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] }

export async function corpusOf(texts: readonly string[], language: Language, path = 'test.md'): Promise<Corpus> {
  const corpus = new Corpus()
  for (const text of texts) corpus.add((await analysed(text, language, path)).analysis, createHash('sha256').update(text).digest('hex'))
  return corpus
}

export async function ranked(
  texts: readonly string[],
  language: Language,
  options: Partial<Parameters<typeof rankCorpus>[1]> = {},
): Promise<Ranking> {
  const corpus = await corpusOf(texts, language)
  return await rankCorpus(corpus, { references: () => TEST_REFERENCE, constraints: NO_CONSTRAINTS, includeEntities: false, ...options })
}
