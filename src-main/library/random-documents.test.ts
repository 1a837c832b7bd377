import { afterAll, beforeAll, expect, test } from 'vitest'
import { parsed } from '../store/testing.ts'
import type { ScanFolder } from './documents.ts'
import { openTestLibrary, simulateRun, type TestLibrary, testClock } from './testing.ts'

/**
 * What people decide about documents and filters, at random, between looks at a folder that changes and “Compact”: undo gives back exactly what
 * was there, and nothing that is gone for good stands in the way of undoing or redoing the rest.
 */

const SEQUENCES = Number(process.env.GENGLOSSARY_SEQUENCES ?? 30)
const STEPS = 12
const NAMES = ['a.txt', 'b.txt', 'c.txt', 'sub/d.txt', 'sub/e.txt']

/** mulberry32: small, seeded, good enough to choose with. */
function randomFrom(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)]! }
}
type Random = ReturnType<typeof randomFrom>

/** The folder: path and hash. */
let folder = new Map(NAMES.map((name) => [name, `hash-${name}`]))
let version = 0
const scan: ScanFolder = async ({ root }) => ({
  root,
  files: [...folder].map(([path, hash]) => ({ path, size: hash.length, mtimeMs: version, hash })),
  skipped: [],
  hashed: 0,
})

let app: TestLibrary
const counts: Record<string, number> = {}
const count = (what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

beforeAll(async () => {
  app = await openTestLibrary(testClock(), scan)
  await app.library.addFolder('/docs')
})
afterAll(() => app.dispose())

/** All that people said of documents and filters. */
async function said() {
  const documents = (await app.store.documents.list({ includeRemoved: true })).map(({ id, status, encoding }) => [
    id,
    status === 'removed',
    encoding ?? null,
  ])
  const rules = [...(await app.library.sources.leftOut())].sort((a, b) => (a.path < b.path ? -1 : 1))
  return { documents, rules, filters: await app.library.filters.list() }
}
type Said = Awaited<ReturnType<typeof said>>

/** Documents that come and go between two looks are the folder's doing. */
const ofBoth = (one: Said, other: Said): Said => ({
  ...one,
  documents: one.documents.filter(([id]) => other.documents.some(([known]) => known === id)),
})
const same = (one: Said, other: Said) => expect(ofBoth(one, other)).toEqual(ofBoth(other, one))

async function look(random: Random): Promise<void> {
  const name = random.pick(NAMES)
  version++
  if (random.below(3) === 0) folder.delete(name)
  else folder.set(name, `hash-${name}-${random.below(4)}`)
  if (folder.size === 0) folder = new Map([[name, `hash-${name}`]])
  await app.library.rescan()
  if (random.below(2) === 0) {
    const contents = [...folder.values()].map((hash) => ({ type: 'content', document: parsed(hash, ['text']) }) as never)
    await simulateRun(app.store, { extract: contents })
  }
}

async function decide(random: Random): Promise<unknown> {
  const documents = await app.library.documents()
  const some = [...new Set([1, 2].map(() => random.pick(documents)?.id))].filter((id) => id !== undefined)
  const [root] = await app.library.roots()
  const filters = await app.library.filters.list()
  const query = { view: 'all', search: `${random.below(3)}`, sort: 'rank', descending: false } as const
  const name = `filter ${random.below(4)}`
  const deeds: Record<string, () => Promise<unknown>> = {
    remove: async () => some.length > 0 && app.library.removeDocuments(some),
    encode: async () => some.length > 0 && app.library.setEncoding(some, random.pick(['shift_jis', 'euc-jp', null] as const)),
    'leave out': () => app.library.sources.leaveOut(random.below(2) === 0 ? [] : [{ root: root!.id, path: random.pick(['sub', 'a.txt']) }]),
    filter: () =>
      filters.length > 0 && random.below(2) === 0
        ? app.library.filters.change({ type: 'delete', filter: random.pick(filters).id })
        : app.library.filters.change({ type: 'save', name, query }),
  }
  const what = random.pick(Object.keys(deeds))
  const entry = await deeds[what]!()
  if (entry) count(what)
  return entry || null
}

async function done(walk: 'undo' | 'redo'): Promise<void> {
  const answer = await app.library[walk]()
  expect(answer.ok ? 'done' : answer.reason).toBe('done')
}

async function sequence(random: Random): Promise<void> {
  const undoable: { before: Said; after: Said }[] = []
  const redoable: { before: Said; after: Said }[] = []
  for (let number = 0; number < STEPS; number++) {
    const choice = random.below(10)
    const before = await said()
    if (choice < 2) await look(random)
    else if (choice < 7) {
      if ((await decide(random)) === null) continue
      undoable.push({ before, after: await said() })
      redoable.length = 0
    } else if (choice < 9 && undoable.length > 0) {
      await done('undo')
      const step = undoable.pop()!
      same(await said(), step.before)
      redoable.push(step)
    } else if (redoable.length > 0) {
      await done('redo')
      const step = redoable.pop()!
      same(await said(), step.after)
      undoable.push(step)
    }
  }
}

/** Everything back and forth again; what can't be says why, and here nothing may be refused. */
async function throughTheLog(): Promise<void> {
  for (const [walk, end] of [
    ['undo', 'There is nothing to undo.'],
    ['redo', 'There is nothing to redo.'],
    ['undo', 'There is nothing to undo.'],
  ] as const) {
    for (;;) {
      const answer = await app.library[walk]()
      if (answer.ok) count(`${walk} after compacting`)
      else {
        expect(answer.reason).toBe(end)
        break
      }
    }
  }
}

test(`${SEQUENCES} random sequences of decisions on documents are undone exactly, and compacting blocks no step`, {
  timeout: 300_000,
}, async () => {
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    try {
      const random = randomFrom(seed)
      await sequence(random)
      if (random.below(4) === 0) await app.reopen()
      await app.library.compact()
      await throughTheLog()
    } catch (error) {
      throw new Error(`sequence ${seed} of ${SEQUENCES}`, { cause: error })
    }
  }
  for (const what of ['remove', 'encode', 'leave out', 'filter', 'undo after compacting', 'redo after compacting']) {
    expect(counts[what], what).toBeGreaterThan(SEQUENCES / 10)
  }
})
