import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LibraryStore } from './api.ts'
import { type Bench, bench, finishRun, staged, startRun } from './testing.ts'

let at: Bench
let store: LibraryStore
let root: number
beforeEach(async () => {
  at = bench()
  store = await at.open()
  root = (await store.documents.addRoot('/docs')).id
})
afterEach(() => at.end())

const file = (path: string, hash: string, mtimeMs = 100.5) => ({ path, size: hash.length, mtimeMs, hash })
const rows = async () => (await store.documents.list()).map((document) => [document.id, document.path, document.status])

describe('a folder over time', () => {
  it('adds, changes, moves, misses and takes back documents, each with its id', async () => {
    expect(
      await store.documents.applyScan(root, [file('a.md', 'A'), file('b.md', 'B')], [{ path: 'x.bin', reason: 'A binary file.' }]),
    ).toEqual({
      added: 2,
      changed: 0,
      missing: 0,
      moved: 0,
      unchanged: 0,
      skipped: [{ path: 'x.bin', reason: 'A binary file.' }],
    })
    expect(await rows()).toEqual([
      [1, 'a.md', 'new'],
      [2, 'b.md', 'new'],
      [3, 'x.bin', 'skipped'],
    ])
    const second = await store.documents.applyScan(root, [file('sub/a.md', 'A'), file('b.md', 'B2')], [])
    expect(second).toMatchObject({ added: 0, changed: 1, moved: 1, missing: 1 })
    expect(await rows()).toEqual([
      [2, 'b.md', 'new'],
      [1, 'sub/a.md', 'new'],
      [3, 'x.bin', 'missing'],
    ])
    await store.documents.applyScan(root, [], [])
    expect((await rows()).map((row) => row[2])).toEqual(['missing', 'missing', 'missing'])
    expect(await store.documents.runnable()).toEqual([])
    await store.documents.applyScan(root, [file('b.md', 'B2')], [])
    expect(await store.documents.runnable()).toEqual([{ id: 2, file: '/docs/b.md', path: 'b.md', hash: 'B2', size: 2 }])
  })

  it('tells what has changed since the terms were made, however often the folder is looked at, each document once', async () => {
    const look = (...files: ReturnType<typeof file>[]) => store.documents.applyScan(root, files, [])
    const changes = async () => (await store.info()).changes
    const none = { added: 0, changed: 0, missing: 0, moved: 0 }
    const first = [file('a.md', 'A'), file('b.md', 'B'), file('c.md', 'C'), file('d.md', 'D')]
    await look(...first)
    expect(await changes()).toEqual(none)
    await finishRun(store, await startRun(store), [staged('extract')])
    expect(await changes()).toEqual(none)
    const now = [file('a.md', 'A2'), file('sub/b.md', 'B'), file('d.md', 'D'), file('e.md', 'E')]
    await look(...now)
    const found = { added: 1, changed: 1, missing: 1, moved: 1 }
    expect(await changes()).toEqual(found)
    await look(...now)
    expect(await changes()).toEqual(found)
    // Changed again it is one changed document; new and gone again it is nothing; moved and changed it is a changed one; back it is no more missing.
    await look(file('a.md', 'A3'), file('sub/b.md', 'B2'), file('c.md', 'C2'), file('d.md', 'D'))
    expect(await changes()).toEqual({ added: 0, changed: 3, missing: 0, moved: 0 })
    await store.documents.applyScan(root, [file('sub/a.md', 'A3'), file('d.md', 'D')], [{ path: 'c.md', reason: 'No.' }])
    expect(await changes()).toEqual({ added: 0, changed: 1, missing: 1, moved: 0 })
    // A run that was given up settles nothing; one that completes settles what was found before it began.
    const given = await startRun(store)
    await store.runs.stage(given, 'extract', [{ type: 'document', documentId: 1, status: 'ok' }])
    await store.runs.transition({ runId: given, from: ['running'], to: 'cancelled' })
    expect(await changes()).toEqual({ added: 0, changed: 1, missing: 1, moved: 0 })
    const run = await startRun(store)
    await look(file('sub/a.md', 'A3'), file('d.md', 'D'), file('late.md', 'L'))
    await finishRun(store, run, [staged('extract')])
    expect(await changes()).toEqual({ ...none, added: 1 })
    await finishRun(store, await startRun(store), [staged('extract')])
    expect(await changes()).toEqual(none)
    // Missing when the terms were made, it is a new one to them when it is back.
    await look(file('sub/a.md', 'A3'), file('b.md', 'B2'), file('d.md', 'D'), file('late.md', 'L'))
    expect(await changes()).toEqual({ ...none, added: 1 })
  })

  it('needs no hash twice while size and time stay', async () => {
    await store.documents.applyScan(root, [file('a.md', 'A')], [{ path: 'x.bin', reason: 'No.' }])
    expect(await store.documents.knownFiles(root)).toEqual([{ documentId: 1, path: 'a.md', size: 1, mtimeMs: 100.5, hash: 'A' }])
  })

  it('knows of which documents a run needs the files, and that some wait for one when their folder is looked at again', async () => {
    await store.documents.applyScan(root, [file('a.md', 'A'), file('b.md', 'B')], [])
    expect(await store.documents.unkept()).toEqual([
      { id: 1, root: '/docs', read: false },
      { id: 2, root: '/docs', read: false },
    ])
    const db = new Database(store.file, { readonly: true })
    const stamp = () => db.prepare("SELECT value FROM stamps WHERE name='documents'").pluck().get() as number
    const before = stamp()
    // A run may have gone without them, as their folder was away: it is out of date once they are there.
    expect(await store.documents.applyScan(root, [file('a.md', 'A'), file('b.md', 'B')], [])).toMatchObject({ added: 0, unchanged: 2 })
    expect(stamp()).toBe(before + 1)
    await store.documents.applyScan(root, [], [])
    const gone = stamp()
    await store.documents.applyScan(root, [], [])
    expect([stamp(), await store.documents.unkept()]).toEqual([gone, []])
    db.close()
  })

  it('follows a folder to its new place without touching its documents', async () => {
    await store.documents.applyScan(root, [file('a.md', 'A')], [])
    const other = await store.documents.addRoot('/other')
    expect((await store.documents.addRoot('/docs')).id).toBe(root)
    await store.documents.relocateRoot(root, '/new place')
    expect((await store.documents.runnable())[0]?.file).toBe('/new place/a.md')
    await expect(store.documents.relocateRoot(root, '/other')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(store.documents.relocateRoot(99, '/x')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await store.documents.roots()).toEqual([
      { id: root, path: '/new place' },
      { id: other.id, path: '/other' },
    ])
  })

  it('hides a removed document from everything until that is undone', async () => {
    await store.documents.applyScan(root, [file('a.md', 'A')], [])
    await store.human.apply({ label: 'Remove', changes: [{ kind: 'document-hidden', key: { document: 1 }, before: null, after: true }] })
    expect(await rows()).toEqual([])
    expect((await store.documents.list({ includeRemoved: true }))[0]?.status).toBe('removed')
    expect(await store.documents.runnable()).toEqual([])
    await store.human.undo()
    expect(await rows()).toEqual([[1, 'a.md', 'new']])
  })

  it('keeps what a run made of a document, and reads a file again that changed under the run', async () => {
    await store.documents.applyScan(root, [file('a.md', 'A'), file('b.md', 'B')], [])
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [
      { type: 'document', documentId: 1, status: 'ok', contentHash: 'A', language: 'ja' },
      { type: 'document', documentId: 2, status: 'failed', reason: 'It is locked.', contentHash: 'B9' },
    ])
    expect(await store.documents.list()).toMatchObject([
      { path: 'a.md', status: 'ok', language: 'ja', contentHash: 'A', reason: null },
      { path: 'b.md', status: 'failed', reason: 'It is locked.', contentHash: 'B9' },
    ])
    expect((await store.documents.knownFiles(root)).map((known) => known.path)).toEqual(['a.md'])
    expect((await store.info()).documents).toEqual({ total: 2, ok: 1, skipped: 0, failed: 1, missing: 0 })
  })

  it('keeps an encoding that was chosen while a run read the file in another', async () => {
    await store.documents.applyScan(root, [file('a.txt', 'A')], [])
    const run = await startRun(store)
    const change = { kind: 'document-encoding', key: { document: 1 }, before: null, after: 'shift_jis' } as const
    await store.human.apply({ label: 'Read a.txt as shift_jis', changes: [change] })
    await store.runs.stage(run, 'extract', [{ type: 'document', documentId: 1, status: 'ok', contentHash: 'A', language: 'en' }])
    expect(await store.documents.list()).toMatchObject([
      { path: 'a.txt', status: 'new', language: null, contentHash: 'A~shift_jis', encoding: 'shift_jis' },
    ])
  })
})
