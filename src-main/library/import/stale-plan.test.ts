import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HumanChange } from '../../store/api.ts'
import { PackedList } from '../../store/packed-list.ts'
import { openTestLibrary, type TestLibrary, testClock } from '../testing.ts'
import { ImportWork } from './work.ts'

/** Between the preview and the import somebody may write: the command is made from what the library says then. */

let app: TestLibrary
let work: ImportWork
beforeEach(async () => {
  app = await openTestLibrary(testClock())
  const bytes = new TextEncoder().encode('term\tdefinition\nspool\ta queue on disk\nlease\ta claim for a time\n')
  work = new ImportWork({ library: app.store.file, source: { name: 'words.tsv', bytes } })
})
afterEach(async () => {
  work.close()
  await app.dispose()
})

function changes(firstId: number): HumanChange[] {
  const request = { reserved: 2, resolution: 'theirs', resolutions: {}, now: '2026-01-02T03:04:05.000Z', token: 't' } as const
  const answer = work.command({ ...request, firstId })
  if (!('packed' in answer) || answer.packed === null) return []
  return [...PackedList.from<HumanChange>(answer.packed).values()]
}

test('a term somebody added meanwhile gets the definition instead of being made twice', async () => {
  expect(work.preview({}).counts).toMatchObject({ fresh: 2 })
  const firstId = await app.store.human.reserveConcepts(2)
  await app.library.do({ type: 'add-term', surface: 'spool', language: 'en' })
  const [spool] = await app.store.terms.find(['spool'])
  const made = changes(firstId)
  expect(made).toContainEqual(expect.objectContaining({ kind: 'field', key: { concept: spool, field: 'definition' } }))
  expect(made.filter(({ kind }) => kind === 'imported-concept')).toHaveLength(1)
})

test('the ids an import reserves for itself change nothing it was planned from', async () => {
  work.preview({})
  const terms = work.page('terms', 0, 10)
  const firstId = await app.store.human.reserveConcepts(2)
  expect(changes(firstId).filter(({ kind }) => kind === 'imported-concept')).toHaveLength(2)
  expect(work.page('terms', 0, 10)).toEqual(terms)
})
