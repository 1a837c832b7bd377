import type { Language, SourcePassage } from '../../../src-main/contract/blocks.ts'
import type { DefinitionTask, JudgedSentence } from '../../models/write-definition.ts'

/** Sentences as one text. */
export const joined = (language: Language, sentences: readonly Pick<JudgedSentence, 'text'>[]): string =>
  sentences.map(({ text }) => text).join(language === 'ja' ? '' : ' ')

/**
 * The passages that sentences cite, each once, in the order they are first cited. Of several sentences each passage says which are from it, by where they end
 * in the joined text.
 */
export function sourcesOf(language: Language, sentences: readonly JudgedSentence[], passages: DefinitionTask['passages']): SourcePassage[] {
  const ends = new Map<string, number[]>()
  sentences.forEach(({ ids }, index) => {
    const end = joined(language, sentences.slice(0, index + 1)).length
    for (const id of new Set(ids)) ends.set(id, [...(ends.get(id) ?? []), end])
  })
  return [...ends].flatMap(([id, own]): SourcePassage[] => {
    const source = passages.get(id)?.source
    if (!source) return []
    return [sentences.length === 1 ? source : { ...source, ends: own }]
  })
}
