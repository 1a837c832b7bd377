import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openState } from './connection.ts'
import { migrate } from './migrations.ts'
import { type Bench, bench, concept, definition, idOf, runWith } from './testing.ts'

let at: Bench
beforeEach(() => {
  at = bench()
})
afterEach(() => at.end())

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** A closed library with a few terms in it. */
async function made(): Promise<void> {
  const store = await at.open()
  await runWith(
    store,
    Array.from({ length: 200 }, (_, i) => concept(`term ${i}`, i + 1, [`terms ${i}`])),
  )
  await store.close()
}

/** Changes the closed file as another program would. */
function tamper(work: (db: Database.Database) => void): void {
  const db = new Database(at.file)
  work(db)
  db.close()
}

describe('openLibrary', () => {
  it('makes a library, runs, closes and opens it again with everything in it', async () => {
    const store = await at.open()
    await runWith(store, [concept('merge commit', 1, ['merge commits']), concept('index', 2)], [definition('index', 'A staging area.')])
    expect((await store.terms.page({ view: 'glossary' })).rows.map((row) => row.headword)).toEqual(['merge commit', 'index'])
    await store.close()
    expect(readdirSync(at.folder).sort()).toEqual(['home', 'test.glossary', 'test.glossary.lock'])
    const again = await at.open({ create: false })
    expect(again.id).toBe(store.id)
    expect(again.epoch).not.toBe(store.epoch)
    const page = await again.terms.page({ view: 'glossary', sort: 'alphabet' })
    expect(page.rows.map((row) => [row.headword, row.definition])).toEqual([
      ['index', 'A staging area.'],
      ['merge commit', null],
    ])
    expect(await again.verifyRest()).toEqual([])
    expect(await idOf(again, 'Merge Commits')).toBe(page.rows[1]?.id)
  })

  it('says that a library is missing, and makes none unless asked', async () => {
    await expect(at.open({ create: false })).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
    await expect(at.open({ readOnly: true })).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
    await expect(at.open({ file: join(at.folder, 'no', 'such.glossary') })).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
    expect(readdirSync(at.folder)).toEqual(['home'])
  })

  it('makes a new library where a reader has left an empty log of one that was moved away', async () => {
    await made()
    const reader = await at.open({ readOnly: true })
    await reader.close()
    writeFileSync(`${at.file}-wal`, '')
    renameSync(at.file, join(at.folder, 'moved.glossary'))
    await expect(at.open({ create: false })).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
    const fresh = await at.open()
    expect((await fresh.terms.page({ view: 'all' })).total).toBe(0)
    await runWith(fresh, [concept('index', 1)])
    await fresh.close()
    expect((await (await at.open()).terms.page({ view: 'all' })).total).toBe(1)
  })

  it('commits run states with full synchronisation, also on a file that was opened before', async () => {
    await made()
    for (let i = 0; i < 2; i++) {
      const db = openState(at.file)
      expect(db.pragma('synchronous', { simple: true })).toBe(2)
      db.close()
    }
    const store = await at.open()
    expect(store.readOnly).toBe(false)
  })

  it('refuses a file from a newer version and leaves every byte of it', async () => {
    await made()
    tamper((db) => db.pragma('user_version = 99'))
    const before = hashOf(at.file)
    const opening = at.open()
    await expect(opening).rejects.toMatchObject({ code: 'LIBRARY_NEWER', params: { version: 99 } })
    await expect(opening).rejects.toThrow(/Update GenGlossary/u)
    expect(hashOf(at.file)).toBe(before)
  })
})

describe('a damaged or foreign file', () => {
  const cases: readonly (readonly [string, string, () => void])[] = [
    ['0 bytes', 'LIBRARY_DAMAGED', () => writeFileSync(at.file, '')],
    ['the file gone, its log left', 'LIBRARY_DAMAGED', () => renameSync(at.file, `${at.file}-wal`)],
    ['garbage where the header was', 'LIBRARY_NOT_A_LIBRARY', () => overwrite(0, Buffer.alloc(4096, 'x'))],
    ['a text file', 'LIBRARY_NOT_A_LIBRARY', () => writeFileSync(at.file, '# Just some notes\n'.repeat(100))],
    ['half of the file', 'LIBRARY_DAMAGED', () => truncateSync(at.file, Math.floor(readFileSync(at.file).length / 2 / 4096) * 4096)],
    ['a zeroed page of the schema', 'LIBRARY_DAMAGED', () => overwrite(100, Buffer.alloc(3996))],
    ['a zeroed page of a human table', 'LIBRARY_DAMAGED', () => overwrite(pageOf('concepts'), Buffer.alloc(4096))],
    ['a database of another program', 'LIBRARY_NOT_A_LIBRARY', () => tamper((db) => db.pragma('application_id = 7'))],
    ['a missing table', 'LIBRARY_DAMAGED', () => tamper((db) => db.exec('DROP TABLE decisions'))],
    ['the index of one active run gone', 'LIBRARY_DAMAGED', () => tamper((db) => db.exec('DROP INDEX one_active'))],
    [
      'the index of one active run with another predicate',
      'LIBRARY_DAMAGED',
      () => tamper((db) => db.exec(`DROP INDEX one_active; CREATE UNIQUE INDEX one_active ON runs((1)) WHERE status IN('running')`)),
    ],
    [
      'a trigger that lets everything pass',
      'LIBRARY_DAMAGED',
      () =>
        tamper((db) => db.exec('DROP TRIGGER runs_legal; CREATE TRIGGER runs_legal BEFORE UPDATE OF status ON runs BEGIN SELECT 1; END')),
    ],
    [
      'another list of run states',
      'LIBRARY_DAMAGED',
      () => tamper((db) => db.exec(`INSERT INTO legal(f,t) VALUES('completed','running')`)),
    ],
    ['no number of its own', 'LIBRARY_DAMAGED', () => tamper((db) => db.exec(`DELETE FROM meta WHERE key='id'`))],
  ]

  function overwrite(offset: number, bytes: Buffer): void {
    writeSync(openSync(at.file, 'r+'), bytes, 0, bytes.length, offset)
  }

  function pageOf(table: string): number {
    const db = new Database(at.file, { readonly: true })
    const root = db.prepare('SELECT rootpage FROM sqlite_master WHERE name=?').pluck().get(table) as number
    db.close()
    return (root - 1) * 4096
  }

  it.each(cases)('%s is %s: a sentence, nothing changed, no empty library in its place', async (_name, code, damage) => {
    await made()
    damage()
    const before = existsSync(at.file) ? hashOf(at.file) : null
    const opening = at.open()
    await expect(opening).rejects.toMatchObject({ name: 'AppError', code })
    await expect(opening).rejects.toThrow(/\.$/u)
    expect(existsSync(at.file) ? hashOf(at.file) : null).toBe(before)
    await expect(at.open({ readOnly: true })).rejects.toMatchObject({ code })
  })

  it('names the last good copy, which opens', async () => {
    await made()
    const store = await at.open()
    const copy = await store.copies.backup()
    await store.close()
    overwrite(0, Buffer.alloc(4096, 'x'))
    const opening = at.open()
    await expect(opening).rejects.toMatchObject({ code: 'LIBRARY_DAMAGED' })
    await expect(opening).rejects.toThrow(copy)
    const good = await at.open({ file: copy })
    expect((await good.terms.page({ view: 'all' })).total).toBe(200)
  })
})

describe('ownership', () => {
  it('is of one opening: the second, by whatever name, is for reading and refuses writes with a sentence', async () => {
    const owner = await at.open()
    await runWith(owner, [concept('index', 1)])
    const link = join(at.folder, 'other name.glossary')
    symlinkSync(at.file, link)
    const second = await at.open({ file: link })
    expect(second).toMatchObject({
      readOnly: true,
      readOnlyReason: 'owned',
      epoch: '',
      file: at.file,
      owner: { epoch: owner.epoch, pid: process.pid },
    })
    expect((await second.terms.page({ view: 'all' })).total).toBe(1)
    const writes = [
      () =>
        second.human.apply({ label: 'x', changes: [{ kind: 'ignored-problem', key: { fingerprint: 'f' }, before: null, after: true }] }),
      () => second.human.undo(),
      () => second.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null }),
      () => second.documents.applyScan(1, [], []),
      () => second.documents.addRoot('/x'),
      () => second.saveSettings({}),
      () => second.evict(),
      () => second.copies.backup(),
    ]
    for (const write of writes) await expect(write()).rejects.toMatchObject({ code: 'READ_ONLY' })
    expect((await second.runs.listRuns(5)).length).toBe(1)
    await second.close()
    await owner.close()
    expect((await at.open()).readOnly).toBe(false)
  })

  it('is refused for a file with two names', async () => {
    await made()
    linkSync(at.file, join(at.folder, 'twin.glossary'))
    await expect(at.open()).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(at.open({ file: join(at.folder, 'twin.glossary') })).rejects.toThrow(/second name/u)
    rmSync(join(at.folder, 'twin.glossary'))
    expect((await at.open()).readOnly).toBe(false)
  })

  it('says where the owner listens', async () => {
    const owner = await at.open()
    await owner.publishSocket({ path: '/run/x.sock', token: 'secret' })
    const second = await at.open()
    expect(second.owner?.socket).toEqual({ path: '/run/x.sock', token: 'secret' })
  })

  it('ends when opening fails', async () => {
    await made()
    copyFileSync(at.file, `${at.file}.good`)
    writeFileSync(at.file, '')
    await expect(at.open()).rejects.toMatchObject({ code: 'LIBRARY_DAMAGED' })
    rmSync(at.file)
    renameSync(`${at.file}.good`, at.file)
    expect((await at.open()).readOnly).toBe(false)
  })
})

describe('migrate', () => {
  const step = { version: 2, update: (db: Database.Database) => db.exec('CREATE TABLE later(x); INSERT INTO later VALUES(1)') }

  it('keeps a copy, takes every step and marks the version in one transaction', async () => {
    await made()
    const db = openState(at.file)
    const copy = migrate(db, at.file, [step], 2) as string
    expect(db.pragma('user_version', { simple: true })).toBe(2)
    expect(db.prepare('SELECT x FROM later').pluck().get()).toBe(1)
    db.close()
    const old = new Database(copy, { readonly: true })
    expect(old.pragma('user_version', { simple: true })).toBe(1)
    expect(old.prepare('SELECT count(*) FROM terms').pluck().get()).toBe(200)
    old.close()
  })

  it('leaves the old version when a step fails, and a second try keeps both copies', async () => {
    await made()
    const db = openState(at.file)
    const failing = { version: 2, update: (inner: Database.Database) => inner.exec('CREATE TABLE later(x); SELECT nonsense') }
    expect(() => migrate(db, at.file, [failing], 2)).toThrow(/nonsense/u)
    expect(db.pragma('user_version', { simple: true })).toBe(1)
    expect(db.prepare(`SELECT count(*) FROM sqlite_master WHERE name='later'`).pluck().get()).toBe(0)
    expect(migrate(db, at.file, [step], 2)).toBe(`${at.file}.v1.backup-2`)
    db.close()
  })
})
