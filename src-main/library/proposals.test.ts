import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HumanCommand } from '../contract/library-api.ts'
import { conceptItem, definitionItem, openTestLibrary, simulateRun, type TestLibrary, testClock } from './testing.ts'

/** Answers to what runs propose, and what people do about problems: each one command, each undone as one. */

let app: TestLibrary
const FOUND = [conceptItem(['runner', 'runners'], 1), conceptItem(['job spool'], 2), conceptItem(['spool'], 3)]
const define = (text: string) =>
  simulateRun(app.store, { extract: FOUND, generate: [definitionItem('runner', text), definitionItem('spool', 'A queue.')] })

beforeEach(async () => {
  app = await openTestLibrary(testClock())
  await define('A process that executes jobs.')
})
afterEach(() => app.dispose())

const idOf = async (headword: string): Promise<number> => (await app.store.terms.find([headword]))[0]!
const done = (command: HumanCommand) => app.library.do(command)
const runner = async () => app.library.term(await idOf('runner'))
const proposed = async () => {
  const { proposals } = await app.library.info()
  const { total, rows } = await app.library.terms({ view: 'proposals' })
  expect(total).toBe(proposals)
  return rows.map(({ headword, proposed: mark }) => [headword, mark])
}

test('a proposal waits in a view and on its row until it is kept, taken or merged; each answer is one step back', async () => {
  expect(await proposed()).toEqual([])
  const concept = await idOf('runner')
  await done({ type: 'set-definition', concept, text: 'Mine.' })
  await define('A program that executes jobs.')
  const waiting = [['runner', true]]
  expect(await proposed()).toEqual(waiting)
  expect((await runner()).proposal?.text).toBe('A program that executes jobs.')

  await done({ type: 'keep-definition', concept, over: 'A program that executes jobs.' })
  expect(await proposed()).toEqual([])
  expect(await runner()).toMatchObject({ proposal: null, definition: 'Mine.' })
  await app.library.undo()
  expect(await proposed()).toEqual(waiting)

  await done({ type: 'set-definition', concept, text: null })
  expect(await runner()).toMatchObject({ proposal: null, definition: 'A program that executes jobs.', definitionKind: 'quoted' })
  await app.library.undo()
  expect(await runner()).toMatchObject({ definition: 'Mine.', proposed: true })

  await done({ type: 'set-definition', concept, text: 'Mine: a process.', answers: 'A program that executes jobs.' })
  expect(await runner()).toMatchObject({ definition: 'Mine: a process.', proposed: false, proposal: null })
  await app.library.undo()
  expect(await runner()).toMatchObject({ definition: 'Mine.', proposed: true })
})

test('what people wrote in place of is no proposal: they have seen it, and no later run found it', async () => {
  const concept = await idOf('runner')
  await done({ type: 'set-definition', concept, text: 'Mi' })
  await done({ type: 'set-definition', concept, text: 'Mine.' })
  expect(await proposed()).toEqual([])
  expect(await runner()).toMatchObject({ definition: 'Mine.', proposed: false, proposal: null })
  await define('A process that executes jobs.')
  expect(await proposed()).toEqual([])
  await define('A program that executes jobs.')
  expect(await proposed()).toEqual([['runner', true]])
  // One step, which takes back all of it; written anew, it is in place of what was found last.
  await app.library.undo()
  expect(await runner()).toMatchObject({ definition: 'A program that executes jobs.', proposed: false })
  await done({ type: 'set-definition', concept, text: 'Mine again.' })
  expect(await proposed()).toEqual([])
  await done({ type: 'set-definition', concept, text: null })
  expect(await runner()).toMatchObject({ definition: 'A program that executes jobs.', definitionKind: 'quoted' })
})

test('what was kept is not offered again by later runs; another text is', async () => {
  const concept = await idOf('runner')
  await done({ type: 'set-definition', concept, text: 'Mine.' })
  await done({ type: 'keep-definition', concept, over: 'A process that executes jobs.' })
  await define('A process that executes jobs.')
  expect(await proposed()).toEqual([])
  await define('A program that executes jobs.')
  expect(await proposed()).toEqual([['runner', true]])
  expect((await app.library.info()).outdated).toEqual([])
})

test('a relation is seen from both sides, follows a merge, and is taken back from both', async () => {
  const [concept, to, spool] = [await idOf('runner'), await idOf('job spool'), await idOf('spool')]
  await done({ type: 'relate', concept, to, on: true })
  const related = async (id: number) => (await app.library.term(id)).related.map(({ headword }) => headword)
  expect([await related(concept), await related(to)]).toEqual([['job spool'], ['runner']])
  expect(await done({ type: 'relate', concept: to, to: concept, on: true })).toBeNull()
  await done({ type: 'merge', into: spool, concepts: [to] })
  expect([await related(concept), await related(spool)]).toEqual([['spool'], ['runner']])
  await app.library.undo()
  await app.library.undo()
  expect([await related(concept), await related(to)]).toEqual([[], []])
  await app.library.redo()
  await done({ type: 'relate', concept: to, to: concept, on: false })
  expect(await related(concept)).toEqual([])
  await expect(done({ type: 'relate', concept, to: concept, on: true })).rejects.toThrow(/not related to itself/u)
})

test('a relation with several terms is one step', async () => {
  const [concept, to, spool] = [await idOf('runner'), await idOf('job spool'), await idOf('spool')]
  expect((await done({ type: 'relate', concept, to: [to, spool], on: true }))?.label).toBe('Relate "runner" and 2 terms')
  const related = async (id: number) => (await app.library.term(id)).related.map(({ headword }) => headword).sort()
  expect([await related(concept), await related(to), await related(spool)]).toEqual([['job spool', 'spool'], ['runner'], ['runner']])
  await app.library.undo()
  expect([await related(concept), await related(to), await related(spool)]).toEqual([[], [], []])
})

test('a relation reaches exports of the whole library', async () => {
  await done({ type: 'relate', concept: await idOf('runner'), to: await idOf('spool'), on: true })
  const rows: string[][] = []
  for await (const { related } of app.library.allTerms({ view: 'glossary' })) rows.push(related.map(({ headword }) => headword))
  expect(rows).toEqual([['spool'], [], ['runner']])
})

test('merging with a status makes one preferred and the others what was said, in one step', async () => {
  const [into, other] = [await idOf('spool'), await idOf('job spool')]
  await done({ type: 'merge', into, concepts: [other], others: 'forbidden' })
  const usage = async () => (await app.library.term(into)).variants.map(({ surface, usage: status }) => [surface, status])
  expect(await usage()).toEqual(
    expect.arrayContaining([
      ['spool', 'preferred'],
      ['job spool', 'forbidden'],
    ]),
  )
  await app.library.undo()
  expect(await usage()).toEqual([['spool', null]])
})
