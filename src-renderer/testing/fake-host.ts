import { AppError } from '../../src-main/contract/errors.ts'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { TermQuery, TermRow } from '../../src-main/contract/library-api.ts'
import { Hub } from '../host/events.ts'

/** A host for tests: any number of made-up terms, held in memory, deterministic. Calls a test did not prepare fail loudly. */

export const fakeTerm = (id: number): TermRow => ({
  id,
  headword: id % 3 === 0 ? `用語${id}` : `term ${id}`,
  language: id % 3 === 0 ? 'ja' : 'en',
  reading: id % 3 === 0 ? `ようご${id}` : null,
  readingSure: true,
  category: 'term',
  abbreviation: null,
  decision: 'undecided',
  required: false,
  frequency: 1 + ((id * 7919) % 500),
  documents: 1 + ((id * 31) % 40),
  glossaryRank: id,
  termhoodRank: id,
  glossaryScore: 8 / (1 + id / 50),
  termhoodScore: 1,
  accepted: true,
  definition: `A term ${id} is the thing that has the number ${id}.`,
  definitionKind: 'quoted',
  problems: 0,
  proposed: false,
  waiting: false,
  preview: false,
  definitionState: 'ok',
  definitionReason: null,
  notFoundSinceRun: null,
})

export interface FakeHost extends HostApi {
  readonly calls: { readonly name: string; readonly args: unknown }[]
  terms: TermRow[]
  emit(name: string, payload: unknown): void
  /** Answers of calls by name; a function may throw or wait. */
  answers: Record<string, (args: never) => unknown>
}

export function fakeHost(size: number): FakeHost {
  const hub = new Hub()
  const matching = (query: TermQuery) => {
    const shown = ({ decision }: TermRow) =>
      query.view === 'undecided' ? decision === 'undecided' : query.view !== 'glossary' || decision !== 'dropped'
    const rows = fake.terms.filter(shown)
    const found = query.search ? rows.filter((row) => row.headword.includes(query.search!)) : rows
    return query.sort === 'alphabet' ? found.toSorted((a, b) => (a.headword < b.headword ? -1 : 1)) : found
  }
  const fake: FakeHost = {
    calls: [],
    terms: Array.from({ length: size }, (_, index) => fakeTerm(index + 1)),
    answers: {
      'terms.page': ({ query }: { query: TermQuery }) => {
        const rows = matching(query)
        const offset = query.offset ?? 0
        return { total: rows.length, rows: rows.slice(offset, offset + (query.limit ?? 100)) }
      },
      'terms.topOf': () => null,
      'filters.list': () => [],
      'filters.counts': () => [],
      'readers.show': () => false,
      'runs.finished': () => 0,
      'terms.ids': ({ query }: { query: TermQuery }) => matching(query).map(({ id }) => id),
      'terms.indexOf': ({ query, concept }: { query: TermQuery; concept: number }) => {
        const index = matching(query).findIndex(({ id }) => id === concept)
        return index < 0 ? null : index
      },
    },
    emit: (name, payload) => hub.emit(name, payload),
    call: (async (name: string, args: never) => {
      fake.calls.push({ name, args })
      const answer = fake.answers[name]
      if (!answer) throw new AppError('INTERNAL', `The test prepared no answer for ${name}.`)
      return answer(args)
    }) as HostApi['call'],
    on: (name, receive) => hub.on(name, receive),
    resolveDropped: async () => [],
  }
  return fake
}
