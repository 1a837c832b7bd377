import type { Language } from '../../src-main/contract/blocks.ts'
import { type PackedItem, packItem, type ResultItem } from '../../src-main/contract/results.ts'
import type { DetectedLanguage } from '../language/detect.ts'
import type { FreshResult } from './fresh.ts'

/** What is handed on of one document's analysis: rows for the library, which the run's thread does not look into, and what the corpus merges. */
export type Handed =
  | {
      readonly status: 'ok'
      readonly contentHash: string
      readonly language: Language
      readonly told: DetectedLanguage
      /** The rows of the library: the text where it is new, and the analysis. */
      readonly items: readonly (ResultItem | PackedItem)[]
      /** The analysis as the corpus reads it (terms/codec.ts). */
      readonly payload: string
      readonly changed: boolean
      readonly warnings: readonly string[]
    }
  | { readonly status: 'open'; readonly items: readonly (ResultItem | PackedItem)[]; readonly changed: boolean }
  | { readonly status: 'skipped' | 'failed'; readonly reason: string }

/**
 * In front of a cached analysis: what the text told, and what it was read in. A document that told nothing depends on its folder, and its analysis is
 * worth nothing in a folder of another language: then it is made again, whichever run came first.
 */
const withHeader = (told: DetectedLanguage, tag: string, payload: string): string => `${told.language} ${told.tag} ${tag}\n${payload}`

/** @param engineVersion under which the analysis is kept */
export function handOn(result: FreshResult, engineVersion: string): Handed {
  if ('reason' in result) return result
  const items: ResultItem[] = result.document ? [{ type: 'content', document: result.document }] : []
  if (result.status === 'open') return { status: 'open', items, changed: result.changed }
  const { contentHash, language, told, tag, payload, occurrences, changed, warnings } = result
  items.push({
    type: 'analysis',
    contentHash,
    engineVersion,
    payload: withHeader(told, tag, payload),
    occurrences: occurrences.map((one) => ({ language, ...one })),
  })
  return { status: 'ok', contentHash, language, told, items, payload, changed, warnings }
}

/**
 * The same with its rows as text, as they go to the library anyway: a thread hands over a few strings, where the run's thread would else make every object
 * of a parsed document only to write them out again.
 */
export const packed = (handed: Handed): Handed =>
  'items' in handed ? { ...handed, items: handed.items.map((item) => (item.type === 'packed' ? item : packItem(item))) } : handed
