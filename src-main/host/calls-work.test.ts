import { expect, test } from 'vitest'
import type { TermQuery } from '../contract/library-api.ts'
import { libraryCalls } from './calls-library.ts'
import { workCalls } from './calls-work.ts'
import type { HostParts } from './host.ts'
import type { HostClient } from './shell.ts'

/** Calls about work whose order matters, over a library that only notes what it is asked. */

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

test('a run that reads documents looks at the folders first, unless one works already; other runs read no documents', async () => {
  const done: string[] = []
  let active: number | null = null
  const library = {
    mustOwn: () => void done.push('own'),
    rescan: async () => void done.push('look'),
    runs: {
      activeId: () => active,
      start: async (scope: string) => {
        done.push(scope)
        return { id: 1 }
      },
    },
  }
  const open = { get: () => library, follow: async () => void done.push('follow') }
  const calls = workCalls({ open } as unknown as HostParts)
  const start = (scope: string) => calls['runs.start']({ library: 'one', scope } as never, {} as HostClient)
  for (const scope of ['full', 'extract', 'review']) await start(scope)
  active = 7
  await start('full')
  const all = [...['own', 'look', 'full', 'follow'], ...['own', 'look', 'extract', 'follow'], ...['own', 'review', 'follow']]
  expect(done).toEqual([...all, 'own', 'full', 'follow'])
})

test('a library is not compacted nor renamed while a run works in it', async () => {
  const done: string[] = []
  const library = { file: '/one.glossary', mustOwn: () => undefined, compact: async () => void done.push('compact') }
  const parts = { open: { get: () => library, isBusy: async () => true, close: async () => void done.push('close') } }
  const calls = libraryCalls(parts as unknown as HostParts)
  const client = {} as HostClient
  await expect(calls['libraries.compact']({ library: 'one' } as never, client)).rejects.toMatchObject({ code: 'ALREADY_ACTIVE' })
  await expect(calls['libraries.rename']({ library: 'one', name: 'two' } as never, client)).rejects.toMatchObject({
    code: 'ALREADY_ACTIVE',
  })
  expect(done).toEqual([])
})
