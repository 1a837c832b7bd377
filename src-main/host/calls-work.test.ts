import { expect, test } from 'vitest'
import type { TermQuery } from '../contract/library-api.ts'
import { workCalls } from './calls-work.ts'
import type { HostParts } from './host.ts'
import type { HostClient } from './shell.ts'

/** What the reader is given to mark. */

test('the reader marks every form of the glossary’s terms, each once, and asks for no other terms', async () => {
  const asked: TermQuery[] = []
  const term = (id: number, headword: string, surfaces: readonly string[]) => ({
    id,
    headword,
    language: 'ja',
    decision: 'accepted',
    variants: surfaces.map((surface) => ({ surface })),
  })
  const library = {
    allTerms: async function* (query: TermQuery) {
      asked.push(query)
      yield term(1, 'サーバー', ['サーバー', 'サーバ', 'server'])
      yield term(2, '索引', [])
    },
  }
  const calls = workCalls({ open: { get: () => library } } as unknown as HostParts)
  const given = await calls['reader.terms']({ library: 'one' } as never, {} as HostClient)
  expect(given.map(({ id, surfaces }) => [id, surfaces])).toEqual([
    [1, ['サーバー', 'サーバ', 'server']],
    [2, ['索引']],
  ])
  expect(asked.map(({ view }) => view)).toEqual(['glossary'])
})
