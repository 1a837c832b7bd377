import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Resolution } from '../../contract/imports.ts'
import type { HumanChange } from '../../store/api.ts'
import { PackedList } from '../../store/packed-list.ts'
import { parsed } from '../../store/testing.ts'
import { openTestLibrary, simulateRun, type TestLibrary, testClock } from '../testing.ts'
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

function changes(firstId: number, resolution: Resolution = 'theirs'): HumanChange[] {
  const request = { reserved: 2, resolution, resolutions: {}, now: '2026-01-02T03:04:05.000Z', token: 't' } as const
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

test('a definition that wins over one of people’s own takes the place of its source, too', async () => {
  await simulateRun(app.store, { extract: [{ type: 'content', document: parsed('DOC', ['A spool is a reel.']) } as never] })
  const cited = { contentHash: 'DOC', start: 0, end: 18 }
  await app.library.do({ type: 'add-term', surface: 'spool', language: 'en', definition: 'A reel.', cited })
  const [concept] = await app.store.terms.find(['spool'])
  work.preview({})
  const firstId = await app.store.human.reserveConcepts(2)
  const said = (resolution: Resolution) =>
    changes(firstId, resolution).flatMap((change) =>
      change.kind === 'field' && change.key.concept === concept && change.key.field !== 'imported'
        ? [[change.key.field, change.after]]
        : [],
    )
  expect(said('theirs')).toEqual([
    ['definition', 'a queue on disk'],
    ['cited', null],
  ])
  expect(said('both')).toEqual([['definition', 'A reel.\n\na queue on disk']])
  expect(said('mine')).toEqual([])
})
