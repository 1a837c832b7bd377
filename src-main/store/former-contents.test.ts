import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LibraryStore } from './api.ts'
import { openReader } from './connection.ts'
import { type Bench, bench, concept, definition, finishRun, idOf, parsed, runWith, staged, startRun } from './testing.ts'

/** A document that gets another content, whatever way, is still the one that passages of its former content are from. */

let at: Bench
let store: LibraryStore
let root: number
beforeEach(async () => {
  at = bench()
  store = await at.open()
  root = (await store.documents.addRoot('/docs')).id
})
afterEach(() => at.end())

const file = (path: string, hash: string) => ({ path, size: hash.length, mtimeMs: 100.5, hash })
const passage = (contentHash: string) => ({ contentHash, start: 0, end: 5, line: 1, quote: 'alpha' })
const pathOf = async (contentHash: string) => (await store.contents.passages([passage(contentHash)]))[0]!.path
const scan = (...files: ReturnType<typeof file>[]) => store.documents.applyScan(root, files, [])

/** A run reads these contents. */
async function read(...hashes: string[]): Promise<void> {
  const run = await startRun(store)
  await store.runs.stage(
    run,
    'extract',
    hashes.map((hash) => ({ type: 'content' as const, document: parsed(hash, ['alpha text']) })),
  )
  await finishRun(store, run, [staged('extract')])
}

/** Contents the library remembers the document of. */
function remembered(): string[] {
  const db = openReader(at.file, 1000)
  try {
    const rows = db.prepare("SELECT substr(key, 12) AS hash FROM meta WHERE key GLOB 'content-of:*' ORDER BY key").all()
    return (rows as { hash: string }[]).map(({ hash }) => hash)
  } finally {
    db.close()
  }
}

const choose = (before: string | null, after: string | null) =>
  store.human.apply({
    label: 'Read a.txt as shift_jis',
    changes: [{ kind: 'document-encoding', key: { document: 1 }, before, after } as never],
  })

it('read with another encoding, it keeps the passages of the text it had', async () => {
  await scan(file('a.txt', 'A'))
  await read('A')
  await choose(null, 'shift_jis')
  expect(await pathOf('A')).toBe('a.txt')
  await read('A~shift_jis')
  await choose('shift_jis', 'euc-jp')
  expect([await pathOf('A'), await pathOf('A~shift_jis')]).toEqual(['a.txt', 'a.txt'])
  await store.human.undo()
  await store.human.undo()
  expect([await pathOf('A'), await pathOf('A~shift_jis')]).toEqual(['a.txt', 'a.txt'])
})

it('changed, changed under a run, or no longer to be read, it keeps them too', async () => {
  await scan(file('a.txt', 'A'))
  await read('A')
  await scan(file('a.txt', 'A2'))
  await read('A2')
  const run = await startRun(store)
  await store.runs.stage(run, 'extract', [
    { type: 'document', documentId: 1, status: 'ok', contentHash: 'A3', language: 'en' },
    { type: 'content', document: parsed('A3', ['alpha text']) },
  ])
  await finishRun(store, run, [staged('extract')])
  expect([await pathOf('A'), await pathOf('A2'), await pathOf('A3')]).toEqual(['a.txt', 'a.txt', 'a.txt'])
  await store.documents.applyScan(root, [], [{ path: 'a.txt', reason: 'It is too large.' }])
  expect([await pathOf('A'), await pathOf('A3')]).toEqual(['a.txt', 'a.txt'])
})

it('remembers no content that nobody read, however often a file changes', async () => {
  for (let version = 0; version < 20; version++) await scan(file('a.txt', `A${version}`))
  expect(remembered()).toEqual([])
  await read('A19')
  await scan(file('a.txt', 'A20'))
  expect(remembered()).toEqual(['A19'])
})

it('forgets at “Compact” what no passage is from, and keeps what one is, also one that an undo brings back', async () => {
  await scan(file('a.txt', 'A0'), file('b.txt', 'B'))
  for (let version = 0; version < 4; version++) {
    await read(`A${version}`)
    await scan(file('a.txt', `A${version + 1}`), file('b.txt', 'B'))
  }
  await read('B')
  await scan(file('a.txt', 'A4'), file('b.txt', 'B2'))
  const sources = [passage('A0')]
  await runWith(store, [concept('alpha', 1)], [definition('alpha', 'An alpha.', { sources })])
  const key = { concept: await idOf(store, 'alpha'), field: 'cited' } as const
  const say = (before: string | null, after: string | null) =>
    store.human.apply({ label: 'Edit', changes: [{ kind: 'field', key, before, after }] })
  const [human, undone] = [JSON.stringify([passage('A1')]), JSON.stringify([passage('A2')])]
  await say(null, undone)
  await say(undone, human)
  expect(remembered()).toEqual(['A0', 'A1', 'A2', 'A3', 'B'])
  await store.human.apply({ label: 'Remove', changes: [{ kind: 'document-hidden', key: { document: 2 }, before: null, after: true }] })
  await store.compact()
  expect(remembered()).toEqual(['A0', 'A1', 'A2'])
  expect([await pathOf('A0'), await pathOf('A1'), await pathOf('A3')]).toEqual(['a.txt', 'a.txt', null])
})
