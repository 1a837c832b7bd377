import { describe, expect, it } from 'vitest'
import { conceptsOf, rankCorpus } from '../terms/concepts.ts'
import { corpusOf, NO_CONSTRAINTS, TEST_REFERENCE } from '../terms/testing.ts'
import { definitionsOf, EvidenceIndex } from './select.ts'

async function definitionOf(headword: string, text: string) {
  const corpus = await corpusOf([text], 'en')
  const ranking = await rankCorpus(corpus, { references: () => TEST_REFERENCE, constraints: NO_CONSTRAINTS, includeEntities: false })
  const concept = conceptsOf(ranking).find((one) => one.headword === headword)!
  return definitionsOf(concept, new EvidenceIndex(corpus))[0]!
}

describe('what follows a heading', () => {
  it('is quoted as a definition where it speaks of the term', async () => {
    const text = '# Ballast tank\n\nThe ballast tank keeps the ship upright in rough water.\n\nEvery ballast tank has a valve.'
    expect(await definitionOf('ballast tank', text)).toMatchObject({
      kind: 'quoted',
      text: 'The ballast tank keeps the ship upright in rough water.',
    })
  })

  it('is told as context where it speaks of something else', async () => {
    const text =
      '# Ballast tank\n\nThe crew opens the valve before the ship enters the harbour.\n\nThe valve of the ballast tank was closed.'
    expect(await definitionOf('ballast tank', text)).toMatchObject({ kind: 'context' })
  })
})
