import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importArgs } from '../contract/import-args.ts'
import { openTestLibrary, type TestLibrary } from '../library/testing.ts'
import { importCalls } from './calls-import.ts'
import type { HostParts } from './host.ts'

/** The host's import calls over a real library: what the window's dialog does, call by call. */

let app: TestLibrary
beforeEach(async () => {
  app = await openTestLibrary()
})
afterEach(() => app.dispose())

const client = { send: () => undefined } as never
const library = 'one'

function calls() {
  const parts = { open: { get: () => app.library } }
  return importCalls(parts as unknown as HostParts)
}

const data = (text: string): string => Buffer.from(text).toString('base64')
const open = (name: string, text: string, more: object = {}) =>
  calls()['imports.open']({ library, name, data: data(text), ...more }, client)
const definitionOf = async (term: string): Promise<string | null> => {
  const [concept] = await app.store.terms.find([term])
  return concept == null ? null : (await app.library.term(concept)).definition
}

const TABLE = 'Word,Text,Remarks,Owner\nberth,A place,n1,A\nquay,An edge,n2,B\ncrane,A machine,n3,C\n'

test('columns are guessed, shown, changed; what has no place is listed in pages; nothing is written before', async () => {
  const opened = await open('terms.csv', TABLE)
  expect(opened).toMatchObject({ format: 'csv', counts: { terms: 3, fresh: 3, notRead: 2 } })
  expect(opened.table?.mapping).toEqual({ header: true, columns: ['term', 'ignore', 'note', 'ignore'] })
  const columns = ['term', 'definition', 'note', 'ignore'] as const
  const { session } = opened
  const changed = await calls()['imports.update']({ library, session, mapping: { header: true, columns: [...columns] } }, client)
  expect(changed).toMatchObject({ counts: { terms: 3, notRead: 1 }, terms: [{ definition: 'A place' }, {}, {}] })
  expect(await calls()['imports.page']({ library, session, list: 'terms', from: 1, limit: 1 }, client)).toMatchObject([{ term: 'quay' }])
  expect(await calls()['imports.page']({ library, session, list: 'notRead', from: 0, limit: 9 }, client)).toMatchObject([
    { place: 'column 4', text: 'Owner (3 cells)' },
  ])
  expect((await app.library.terms({ view: 'all' })).total).toBe(0)
  await calls()['imports.close']({ library, session }, client)
})

test('three differences, three choices: mine, theirs, both; one undo takes all of it back, and says where it came from', async () => {
  const first = await open('first.csv', 'term,definition\nberth,Old place.\nquay,Old edge.\ncrane,Old machine.\n')
  await calls()['imports.apply']({ library, session: first.session, resolution: 'mine', resolutions: {} }, client)
  const before = await app.store.human.snapshot()
  const { session, collisions } = await open('second.csv', 'term,definition\nberth,New place.\nquay,New edge.\ncrane,New machine.\n')
  expect(collisions.map(({ term, field, mine, theirs }) => [term, field, mine, theirs])).toEqual([
    ['berth', 'definition', 'Old place.', 'New place.'],
    ['quay', 'definition', 'Old edge.', 'New edge.'],
    ['crane', 'definition', 'Old machine.', 'New machine.'],
  ])
  const resolutions = { '1:definition:': 'theirs', '2:definition:': 'both' } as const
  const report = await calls()['imports.apply']({ library, session, resolution: 'mine', resolutions }, client)
  expect(report).toMatchObject({ dryRun: false, counts: { terms: 3, differing: 3 } })
  expect(await Promise.all(['berth', 'quay', 'crane'].map(definitionOf))).toEqual([
    'Old place.',
    'New edge.',
    'Old machine.\n\nNew machine.',
  ])
  const [quay] = await app.store.terms.find(['quay'])
  expect((await app.library.term(quay as number)).imported?.from).toBe('first.csv, second.csv')
  expect(await app.library.undo()).toMatchObject({ ok: true, entry: { label: 'Import 3 terms from "second.csv"' } })
  expect(await app.store.human.snapshot()).toEqual(before)
})

test('a hostile file says why, leaves nothing open and nothing behind', async () => {
  const bomb = '<!DOCTYPE tbx [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><tbx>&b;</tbx>'
  await expect(open('bomb.tbx', bomb)).rejects.toMatchObject({ code: 'IMPORT_FAILED', message: expect.stringContaining('DOCTYPE') })
  await expect(open('deep.json', `{"concepts":${'['.repeat(20_000)}`)).rejects.toMatchObject({ code: 'IMPORT_FAILED' })
  const { session, counts } = await open('formulas.csv', 'term,definition\n"=cmd|\'/C calc\'!A1",<script>alert(1)</script>\n"a\u0000b",x\n')
  expect(counts).toMatchObject({ terms: 2, notRead: 1 })
  await calls()['imports.apply']({ library, session, resolution: 'mine', resolutions: {} }, client)
  expect(await definitionOf("=cmd|'/C calc'!A1")).toBe('<script>alert(1)</script>')
  await calls()['imports.close']({ library, session }, client)
  await expect(calls()['imports.page']({ library, session, list: 'terms', from: 0, limit: 1 }, client)).rejects.toMatchObject({
    message: expect.stringContaining('not open any more'),
  })
})

test('a file by its path; a folder, a library and no file at all are refused with a sentence', async () => {
  const path = join(app.folder, 'words.md')
  writeFileSync(path, '# G\n\n## tally\n\nA count.\n')
  expect(await calls()['imports.open']({ library, path }, client)).toMatchObject({
    name: 'words.md',
    format: 'markdown',
    counts: { terms: 1 },
  })
  mkdirSync(join(app.folder, 'folder.csv'))
  await expect(calls()['imports.open']({ library, path: join(app.folder, 'folder.csv') }, client)).rejects.toMatchObject({
    message: expect.stringContaining('folder'),
  })
  await expect(calls()['imports.open']({ library, path: app.store.file }, client)).rejects.toMatchObject({
    message: expect.stringContaining('library'),
  })
  await expect(calls()['imports.open']({ library, path: join(app.folder, 'gone.csv') }, client)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  })
  await expect(calls()['imports.open']({ library }, client)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('what the window sends is checked at the boundary', () => {
  const apply = importArgs['imports.apply']
  expect(apply.safeParse({ library, session: 's', resolution: 'mine', resolutions: { '0:note:': 'both' } }).success).toBe(true)
  expect(apply.safeParse({ library, session: 's', resolution: 'neither', resolutions: {} }).success).toBe(false)
  expect(importArgs['imports.page'].safeParse({ library, session: 's', list: 'secrets', from: 0, limit: 1 }).success).toBe(false)
})
