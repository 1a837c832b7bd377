import { expect, it } from 'vitest'
import { emptyCandidate } from './candidate.ts'
import { rankCorpus } from './concepts.ts'
import { Corpus } from './corpus.ts'

it('ranks a folder of more terms than a call takes arguments', async () => {
  const corpus = new Corpus()
  const count = 150_000
  const candidates = Array.from({ length: count }, (_, i) => ({
    ...emptyCandidate(`term${i.toString(36)}x`, 'N'),
    surfaces: [{ surface: `term${i.toString(36)}x`, count: 3, initial: 0 }],
    total: 3,
    free: 3,
    heading: 1,
    glossary: 1,
  }))
  const none = { hits: [], abbreviations: [], aliases: [], shared: [], verbs: new Map<string, number>(), words: new Map<string, number>() }
  corpus.add({ language: 'other', tokens: count * 3, candidates, ...none }, 'hash')
  const { termhood } = await rankCorpus(corpus, {
    references: () => ({ perMillion: () => 0.1, has: () => false }),
    constraints: { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] },
    includeEntities: false,
  })
  expect(termhood.length).toBeGreaterThan(count * 0.99)
}, 60_000)
