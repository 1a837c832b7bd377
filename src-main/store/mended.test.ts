import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProblemItem } from '../contract/results.ts'
import type { LibraryStore } from './api.ts'
import { type Bench, bench, concept, definition, finishRun, idOf, problem, staged, startRun } from './testing.ts'

/** Whether a problem is open, fixed since, or put aside with a reason. */

let place: Bench
let store: LibraryStore
beforeEach(async () => {
  place = bench()
  store = await place.open()
})
afterEach(() => place.end())

async function review(...problems: readonly ProblemItem[]): Promise<void> {
  const run = await startRun(store)
  await store.runs.stage(run, 'extract', [concept('index', 1), concept('cache', 2)])
  await store.runs.stage(run, 'generate', [definition('index', 'A list.'), definition('cache', 'A store.')])
  await store.runs.stage(run, 'review', problems)
  await finishRun(store, run, [staged('extract'), staged('generate'), staged('review')])
}
/** What the sidebar shows. */
const open = async (): Promise<number> => (await store.info()).problems
const fixed = async (): Promise<boolean[]> => (await store.problems.page({ includeIgnored: true })).rows.map((row) => row.fixed)
const field = async (headword: string, name: 'definition' | 'decision' | 'related', after: string) =>
  store.human.apply({
    label: 'x',
    mergeKey: `${name}:${await idOf(store, headword)}#t.1`,
    changes: [{ kind: 'field', key: { concept: await idOf(store, headword), field: name }, before: null, after }],
  })

describe('a problem is fixed', () => {
  it('when the definition it is about was edited, and open again when that is undone', async () => {
    await review(problem(['index'], { kind: 'unclear' }))
    expect(await fixed()).toEqual([false])
    await field('index', 'definition', 'A sorted list of words.')
    expect(await fixed()).toEqual([true])
    await store.human.undo()
    expect(await fixed()).toEqual([false])
  })

  it('when what is unnecessary was dropped', async () => {
    await review(problem(['cache'], { kind: 'unnecessary' }))
    await field('cache', 'decision', 'dropped')
    expect(await fixed()).toEqual([true])
  })

  it('when duplicates are one', async () => {
    await review(problem(['index', 'cache'], { kind: 'duplicate' }))
    expect(await fixed()).toEqual([false])
    const [into, other] = [await idOf(store, 'index'), await idOf(store, 'cache')]
    await store.human.apply({ label: 'x', changes: [{ kind: 'merged-into', key: { concept: other }, before: null, after: into }] })
    expect(await fixed()).toEqual([true])
  })

  it('when what lacked a relation has one', async () => {
    await review(problem(['index', 'cache'], { kind: 'missing-relation' }))
    await field('index', 'related', JSON.stringify([await idOf(store, 'cache')]))
    expect(await fixed()).toEqual([true])
  })

  it('when a later run defined or refined it; what the next review finds again is open', async () => {
    const unclear = problem(['index'], { kind: 'unclear' })
    await review(unclear)
    const run = await startRun(store)
    await store.runs.stage(run, 'generate', [definition('index', 'A sorted list.')])
    await finishRun(store, run, [staged('generate')])
    expect(await fixed()).toEqual([true])
    await review(unclear)
    expect(await fixed()).toEqual([false])
  })

  it('never for what was not checked', async () => {
    await review(problem(['index'], { kind: 'not-checked' }))
    await field('index', 'definition', 'A sorted list of words.')
    expect(await fixed()).toEqual([false])
  })
})

describe('the number of problems', () => {
  it('is that of the open ones, and follows undo and redo', async () => {
    await review(
      problem(['index'], { kind: 'unclear' }),
      problem(['cache'], { kind: 'unnecessary', message: 'b' }),
      problem(['index', 'cache'], { kind: 'duplicate', message: 'c' }),
    )
    expect(await open()).toBe(3)
    await field('index', 'definition', 'A sorted list of words.')
    expect(await open()).toBe(2)
    await field('cache', 'decision', 'dropped')
    expect(await open()).toBe(0)
    await store.human.undo()
    expect(await open()).toBe(2)
    await store.human.undo()
    expect(await open()).toBe(3)
    await store.human.redo()
    expect(await open()).toBe(2)
    const [row] = (await store.problems.page()).rows.filter((one) => one.kind === 'duplicate')
    await store.human.apply({
      label: 'x',
      changes: [{ kind: 'ignored-problem', key: { fingerprint: row!.fingerprint }, before: null, after: 'Both are right.' }],
    })
    expect(await open()).toBe(1)
    await store.human.undo()
    await store.human.undo()
    expect(await open()).toBe(3)
  })

  it('leaves out what was merged, related, or defined by a later run', async () => {
    await review(
      problem(['index', 'cache'], { kind: 'duplicate' }),
      problem(['cache', 'index'], { kind: 'missing-relation', message: 'b' }),
    )
    const [index, cache] = [await idOf(store, 'index'), await idOf(store, 'cache')]
    for (const one of [index, cache]) {
      // From either side, as the command writes both.
      await store.human.apply({
        label: 'x',
        changes: [
          { kind: 'field', key: { concept: index, field: 'related' }, before: null, after: JSON.stringify([cache]) },
          { kind: 'field', key: { concept: cache, field: 'related' }, before: null, after: JSON.stringify([index]) },
        ],
      })
      expect([one, await open()]).toEqual([one, 1])
      await store.human.undo()
      expect([one, await open()]).toEqual([one, 2])
    }
    await store.human.apply({ label: 'x', changes: [{ kind: 'merged-into', key: { concept: cache }, before: null, after: index }] })
    expect(await open()).toBe(0)
    await store.human.undo()
    expect(await open()).toBe(2)
  })

  it('is that of the rows that are neither fixed nor put aside, whatever people do', async () => {
    const kinds = [
      'unclear',
      'contradiction',
      'circular',
      'duplicate',
      'missing-relation',
      'unnecessary',
      'forbidden-form',
      'not-checked',
    ] as const
    await review(
      ...kinds.flatMap((kind) => [
        problem(['index'], { kind, message: `1 ${kind}` }),
        problem(['cache', 'index'], { kind, message: `2 ${kind}` }),
      ]),
    )
    const listed = async () => (await store.problems.page({ includeIgnored: true })).rows.filter((row) => !row.fixed && !row.ignored).length
    const seen = new Set<number>()
    const look = async () => {
      expect(await open()).toBe(await listed())
      seen.add(await open())
    }
    await look()
    for (const [term, name, value] of [
      ['index', 'definition', 'A list of words.'],
      ['cache', 'definition', 'A store of answers.'],
      ['cache', 'decision', 'dropped'],
      ['index', 'decision', 'dropped'],
    ] as const) {
      await field(term, name, value)
      await look()
    }
    for (let undone = 0; undone < 4; undone++) {
      await store.human.undo()
      await look()
    }
    expect(seen.size).toBeGreaterThan(3)
  })
})

it('a problem names its terms as people see them, in the order of their ids', async () => {
  await review(problem(['cache', 'index'], { kind: 'duplicate' }))
  const names = async () =>
    (await store.problems.page()).rows.map(({ conceptIds, headwords }) => conceptIds.map((id, at) => [id, headwords[at]]))
  const [index, cache] = [await idOf(store, 'index'), await idOf(store, 'cache')]
  expect(await names()).toEqual([
    [
      [index, 'index'],
      [cache, 'cache'],
    ].sort(([a], [b]) => Number(a) - Number(b)),
  ])
  await store.human.apply({
    label: 'x',
    changes: [{ kind: 'field', key: { concept: cache, field: 'headword' }, before: null, after: 'Cache' }],
  })
  expect((await names()).flat().map(([, name]) => name)).toContain('Cache')
})

it('the reason a problem was put aside for stays with it, over runs and undo', async () => {
  await review(problem(['index']))
  const [row] = (await store.problems.page()).rows
  const key = { fingerprint: row!.fingerprint }
  const reason = async () => (await store.problems.page({ includeIgnored: true })).rows.map((one) => [one.ignored, one.ignoredReason])
  await store.human.apply({ label: 'x', changes: [{ kind: 'ignored-problem', key, before: null, after: 'Both are right.' }] })
  expect(await reason()).toEqual([[true, 'Both are right.']])
  await review(problem(['index']))
  expect(await reason()).toEqual([[true, 'Both are right.']])
  await store.human.undo()
  expect(await reason()).toEqual([[false, null]])
  await store.human.redo()
  expect(await reason()).toEqual([[true, 'Both are right.']])
})
