import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LibraryStore } from './api.ts'
import { openReader } from './connection.ts'
import { exportHeads } from './export-heads.ts'
import { type Bench, bench, concept, finishRun, idOf, problem, staged, startRun } from './testing.ts'

let made: Bench
let store: LibraryStore
beforeEach(async () => {
  made = bench()
  store = await made.open()
})
afterEach(() => made.end())

test('a term people named is called that in the list, in what is alike, in problems and in exports, and so again after undo', async () => {
  const run = await startRun(store)
  const reading = { reading: 'いんでっくす', readingSure: true }
  await store.runs.stage(run, 'extract', [concept('index', 1, [], reading), concept('cache', 2)])
  await store.runs.stage(run, 'review', [problem(['index'], { kind: 'unclear' })])
  await finishRun(store, run, [staged('extract'), staged('review')])
  const id = await idOf(store, 'index')
  const seen = async () => {
    // What people wrote about is spared from dropping.
    const alike = await store.terms.alike({ rule: { contains: 'ind' }, decision: 'accepted', except: [], offset: 0, limit: 9 })
    const db = openReader(made.file, 1000)
    const heads = db.transaction(() => exportHeads(db, { kind: 'all' }))()
    db.close()
    return {
      list: (await store.terms.page({ view: 'all' })).rows.find((row) => row.id === id)?.headword,
      alike: alike.rows.map(({ headword }) => headword),
      problems: (await store.problems.page()).rows.flatMap(({ headwords }) => headwords),
      exports: heads.filter((head) => head.id === id).map(({ headword, reading: read }) => [headword, read]),
    }
  }
  const before = { list: 'index', alike: ['index'], problems: ['index'], exports: [['index', 'いんでっくす']] }
  expect(await seen()).toEqual(before)
  await store.human.apply({
    label: 'x',
    changes: [{ kind: 'field', key: { concept: id, field: 'headword' }, before: null, after: 'Index' }],
  })
  // The machine's reading is of its own headword.
  expect(await seen()).toEqual({ list: 'Index', alike: ['Index'], problems: ['Index'], exports: [['Index', null]] })
  await store.human.undo()
  expect(await seen()).toEqual(before)
})

test('SQL says in one place which headword is seen', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.ts$/u.test(name))
  const saying = sources.filter((name) => /coalesce\([^)]*field='headword'/u.test(readFileSync(join(import.meta.dirname, name), 'utf8')))
  expect(saying).toEqual(['term-rows.ts'])
})
