import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LibraryStore } from './api.ts'
import { copyLibrary } from './copies.ts'
import { type Bench, bench, concept, parsed, runWith, startRun } from './testing.ts'

let at: Bench
let store: LibraryStore
let target: string
beforeEach(async () => {
  at = bench()
  store = await at.open()
  target = join(at.folder, 'copy.glossary')
})
afterEach(() => at.end())

/** A library with a root, a document, a finished run with logs, and an active one with staged rows. */
async function filled(): Promise<number> {
  const root = await store.documents.addRoot('/home/somebody/secret-place')
  await store.documents.applyScan(root.id, [{ path: 'a.md', size: 3, mtimeMs: 1, hash: 'A' }], [])
  await runWith(store, [concept('index', 1)])
  await store.caches.put('answers', [{ key: 'k', value: 'CACHED-ANSWER' }])
  const run = await startRun(store)
  await store.runs.appendLogs(run, [{ seq: 1, time: 1, level: 'info', message: 'LOGGED-LINE' }])
  await store.runs.stage(run, 'extract', [{ type: 'content', document: parsed('A', ['The index.']) }, concept('branch', 1)])
  return run
}

const bytesOf = (file: string): string => readFileSync(file, 'latin1')

describe('duplicate', () => {
  it('makes a library of its own with everything but the active run', async () => {
    await filled()
    await store.copies.duplicate(target)
    const copy = await at.open({ file: target, create: false })
    expect(copy.id).not.toBe(store.id)
    expect(copy.readOnly).toBe(false)
    expect(copy.recovery.orphans).toEqual([])
    expect((await copy.runs.listRuns(9)).map((run) => run.status)).toEqual(['completed'])
    expect((await copy.revisions.list()).map((revision) => revision.state).sort()).toEqual(['live', 'previous'])
    expect((await copy.terms.page({ view: 'all' })).rows.map((row) => row.headword)).toEqual(['index'])
    expect(await copy.documents.roots()).toEqual([{ id: 1, path: '/home/somebody/secret-place' }])
    expect((await copy.search({ text: 'index' })).total).toBe(1)
    expect((await store.runs.activeRun())?.status).toBe('running')
    await startRun(copy)
  })

  it('refuses a name that is taken and leaves that file alone', async () => {
    writeFileSync(target, 'precious')
    await expect(store.copies.duplicate(target)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
    expect(readFileSync(target, 'utf8')).toBe('precious')
  })

  it('says when it can not write there, and leaves nothing behind', async () => {
    await expect(store.copies.duplicate(join(at.folder, 'no-folder', 'x.glossary'))).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' })
    expect(readdirSync(at.folder).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('ends while rows, logs and decisions are being written, and is one consistent moment', async () => {
    const run = await filled()
    let writing = true
    const writer = (async () => {
      for (let i = 2; writing; i++) {
        await store.runs.stage(run, 'extract', [concept(`term ${i}`, i, [`terms ${i}`])])
        await store.runs.appendLogs(run, [{ seq: i, time: i, level: 'info', message: 'x'.repeat(200) }])
        await store.human.apply({
          label: 'Note',
          mergeKey: 'note',
          changes: [{ kind: 'field', key: { concept: 1, field: 'note' }, before: i === 2 ? null : `${i - 1}`, after: `${i}` }],
        })
      }
    })()
    for (let i = 0; i < 3; i++) await store.copies.duplicate(`${target}${i}`)
    writing = false
    await writer
    for (let i = 0; i < 3; i++) {
      const copy = await at.open({ file: `${target}${i}`, create: false })
      expect(await copy.verifyRest()).toEqual([])
      const [command] = await copy.human.commands(1)
      const note = (await copy.human.fields([1]))[0]?.note ?? null
      expect(note === null).toBe(command === undefined)
      await copy.close()
    }
  })

  it('can be made from a library that is open for reading', async () => {
    await filled()
    const reader = await at.open()
    expect(reader.readOnly).toBe(true)
    await reader.copies.duplicate(target)
    expect(existsSync(target)).toBe(true)
  })
})

describe('saveCopyToShare', () => {
  it('leaves out root paths, logs and caches, down to the bytes', async () => {
    await filled()
    await store.copies.saveCopyToShare(target)
    const bytes = bytesOf(target)
    for (const secret of ['secret-place', 'LOGGED-LINE', 'CACHED-ANSWER']) expect(bytes.includes(secret)).toBe(false)
    const copy = await at.open({ file: target })
    const [root] = await copy.documents.roots()
    expect(root?.path).toBeNull()
    expect(await copy.documents.runnable()).toEqual([])
    await copy.documents.relocateRoot(root?.id as number, '/elsewhere')
    expect((await copy.documents.runnable()).map((document) => document.file)).toEqual(['/elsewhere/a.md'])
    expect((await copy.contents.parsedDocument('A'))?.decoded).toBe('The index.\n')
  })
})

describe('backup', () => {
  it('replaces the last good copy', async () => {
    await filled()
    const file = await store.copies.backup()
    const first = readFileSync(file)
    await store.human.apply({
      label: 'Note',
      changes: [{ kind: 'field', key: { concept: 1, field: 'note' }, before: null, after: 'later' }],
    })
    expect(await store.copies.backup()).toBe(file)
    expect(readFileSync(file).equals(first)).toBe(false)
    expect(readdirSync(dirname(file))).toEqual([basename(file)])
  })

  it('keeps the last good copy when the library can not be read to its end', async () => {
    await runWith(
      store,
      Array.from({ length: 500 }, (_, i) => concept(`term ${i}`, i + 1)),
    )
    const file = await store.copies.backup()
    const good = readFileSync(file)
    await store.close()
    const bytes = readFileSync(at.file)
    bytes.fill(0, 30 * 4096, 60 * 4096)
    writeFileSync(at.file, bytes)
    const order = { source: at.file, target: file, kind: 'backup', id: 'f'.repeat(32), now: '' } as const
    expect(() => copyLibrary(order)).toThrow(expect.objectContaining({ code: 'EXPORT_FAILED' }))
    expect(readFileSync(file).equals(good)).toBe(true)
    expect(readdirSync(dirname(file))).toEqual([basename(file)])
  })
})
