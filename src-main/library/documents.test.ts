import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readableNow } from './away.ts'
import { contextBuilder } from './context.ts'
import { scanFolder } from './scan/index.ts'
import { openTestLibrary, type TestLibrary, testClock } from './testing.ts'

let app: TestLibrary
let docs: string
beforeEach(async () => {
  app = await openTestLibrary(testClock(), scanFolder)
  docs = join(app.folder, 'docs')
  mkdirSync(docs)
  writeFileSync(join(docs, 'a.md'), '# Alpha\n\nText about alpha.\n')
  writeFileSync(join(docs, 'b.md'), '# Beta\n\nText about beta.\n')
  writeFileSync(join(docs, 'c.bin'), Buffer.from([0, 1, 2]))
})
afterEach(() => app.dispose())

const paths = async () => (await app.library.documents()).map(({ path, status }) => `${path} ${status}`)

test('a folder becomes documents; what is left out is there with its reason', async () => {
  expect(await app.library.addFolder(docs)).toMatchObject({ added: 2, skipped: [{ path: 'c.bin' }] })
  expect(await paths()).toEqual(['a.md new', 'b.md new', 'c.bin skipped'])
  expect((await app.library.documents())[2]?.reason).toMatch(/\w/)
})

test('a rescan sees what changed, moved and went; the moved document keeps its id', async () => {
  await app.library.addFolder(docs)
  const before = new Map((await app.library.documents()).map(({ path, id }) => [path, id]))
  rmSync(join(docs, 'a.md'))
  writeFileSync(join(docs, 'renamed.md'), '# Alpha\n\nText about alpha.\n')
  writeFileSync(join(docs, 'b.md'), '# Beta\n\nOther text about beta.\n')
  expect(await app.library.rescan()).toMatchObject({ added: 0, changed: 1, moved: 1, missing: 0 })
  const after = new Map((await app.library.documents()).map(({ path, id }) => [path, id]))
  expect(after.get('renamed.md')).toBe(before.get('a.md'))
  rmSync(join(docs, 'renamed.md'))
  expect(await app.library.rescan()).toMatchObject({ missing: 1, unchanged: 1 })
})

test('a folder that is gone loses no document', async () => {
  await app.library.addFolder(docs)
  rmSync(docs, { recursive: true })
  await expect(app.library.rescan()).rejects.toMatchObject({ code: 'FOLDER_MISSING' })
  expect(await paths()).toEqual(['a.md new', 'b.md new', 'c.bin skipped'])
})

test('a folder that is away stops no other one: what is there is looked at, and which is not is told', async () => {
  const other = join(app.folder, 'other')
  mkdirSync(other)
  writeFileSync(join(other, 'x.md'), '# Gamma\n\nText about gamma.\n')
  await app.library.addFolder(docs)
  await app.library.addFolder(other)
  renameSync(docs, `${docs}-away`)
  writeFileSync(join(other, 'x.md'), '# Gamma\n\nOther text about gamma.\n')
  writeFileSync(join(other, 'y.md'), '# Delta\n\nText about delta.\n')
  const found = await app.library.rescan()
  expect(found).toMatchObject({ added: 1, changed: 1, missing: 0, away: [{ code: 'FOLDER_MISSING', params: { folder: docs } }] })
  expect(await paths()).toEqual(['a.md new', 'b.md new', 'c.bin skipped', 'x.md new', 'y.md new'])
  // A run does those of the folder that is there; the others, which nobody has read, wait.
  const build = contextBuilder(app.store)
  const run = { settings: '{}' } as Parameters<typeof build>[0]
  expect((await build(run)).documents.map(({ path }) => path)).toEqual(['x.md', 'y.md'])
  renameSync(`${docs}-away`, docs)
  const back = await app.library.rescan()
  expect(back).toMatchObject({ added: 0, changed: 0, unchanged: 4 })
  expect(back.away).toBeUndefined()
  expect((await build(run)).documents.map(({ path }) => path)).toEqual(['a.md', 'b.md', 'x.md', 'y.md'])
})

test('of a folder that is away a run takes what is kept; what an earlier version read of it stops the run before it begins', async () => {
  await app.library.addFolder(docs)
  const rows = await app.library.documents()
  renameSync(docs, `${docs}-away`)
  const documents = rows
    .filter(({ path }) => path.endsWith('.md'))
    .map(({ id, path }) => ({ id, path, file: join(docs, path), hash: 'h', size: 1 }))
  const store = (read: boolean, kept: readonly number[]) => ({
    documents: {
      ...app.store.documents,
      runnable: async () => documents,
      unkept: async () => documents.filter(({ id }) => !kept.includes(id)).map(({ id }) => ({ id, root: docs, read })),
    },
  })
  expect((await readableNow(store(false, [documents[0]!.id]))).map(({ path }) => path)).toEqual(['a.md'])
  expect(
    await readableNow(
      store(
        true,
        documents.map(({ id }) => id),
      ),
    ),
  ).toHaveLength(2)
  await expect(readableNow(store(true, []))).rejects.toMatchObject({ code: 'FOLDER_MISSING', params: { folder: docs } })
})

test('a folder that holds nothing to read is not added', async () => {
  mkdirSync(join(app.folder, 'void'))
  await expect(app.library.addFolder(join(app.folder, 'void'))).rejects.toMatchObject({ code: 'FOLDER_EMPTY' })
  expect(await app.library.roots()).toEqual([])
})

test('a folder that holds the library itself is refused: nothing is written among documents', async () => {
  const refusal = { code: 'OUTPUT_INSIDE_DOCUMENTS', message: expect.stringMatching(/move the library somewhere else/) }
  await expect(app.library.addFolder(app.folder)).rejects.toMatchObject(refusal)
  expect(await app.library.roots()).toEqual([])
  await app.library.addFolder(docs)
  const [root] = await app.library.roots()
  await expect(app.library.relocateRoot(root!.id, app.folder)).rejects.toMatchObject(refusal)
  expect(await app.library.roots()).toEqual([root])
})

test('relocating a folder keeps every document', async () => {
  await app.library.addFolder(docs)
  const ids = (await app.library.documents()).map(({ id }) => id)
  const moved = join(app.folder, 'elsewhere')
  mkdirSync(moved)
  writeFileSync(join(moved, 'a.md'), '# Alpha\n\nText about alpha.\n')
  writeFileSync(join(moved, 'b.md'), '# Beta\n\nText about beta.\n')
  const [root] = await app.library.roots()
  rmSync(docs, { recursive: true })
  await app.library.relocateRoot(root?.id ?? 0, moved)
  expect((await app.library.documents()).filter(({ path }) => path.endsWith('.md')).map(({ id }) => id)).toEqual(ids.slice(0, 2))
  expect((await app.library.roots())[0]?.path).toBe(moved)
})

test('removing documents hides them from runs; undo brings them back', async () => {
  await app.library.addFolder(docs)
  const [first] = await app.library.documents()
  const entry = await app.library.removeDocuments([first?.id ?? 0])
  expect(entry?.label).toBe('Remove 1 document')
  expect(await paths()).toEqual(['b.md new', 'c.bin skipped'])
  const build = contextBuilder(app.store)
  const run = { settings: '{}' } as Parameters<typeof build>[0]
  expect((await build(run)).documents.map(({ path }) => path)).toEqual(['b.md'])
  await app.library.undo()
  expect((await build(run)).documents.map(({ path }) => path)).toEqual(['a.md', 'b.md'])
  expect((await build(run)).settings).toMatchObject({ language: 'auto', maxFileBytes: 50 * 1024 * 1024 })
})

test('an encoding is chosen for a file: kept when the file changes or moves, taken back by undo; not for formats that say their own', async () => {
  writeFileSync(join(docs, 'slides.pptx'), 'x')
  await app.library.addFolder(docs)
  const row = async (path: string) => (await app.library.documents()).find((one) => one.path === path)
  const id = (await row('a.md'))!.id
  const plain = (await row('a.md'))!.contentHash
  expect((await app.library.setEncoding([id], 'shift_jis'))?.label).toBe('Read a.md as shift_jis')
  expect(await row('a.md')).toMatchObject({ encoding: 'shift_jis', status: 'new', contentHash: `${plain}~shift_jis` })
  expect(await app.library.setEncoding([id], 'shift_jis')).toBeNull()
  expect(await app.library.rescan()).toMatchObject({ changed: 0, moved: 0 })
  renameSync(join(docs, 'a.md'), join(docs, 'moved.md'))
  expect(await app.library.rescan()).toMatchObject({ moved: 1 })
  writeFileSync(join(docs, 'moved.md'), '# Alpha\n\nOther text.\n')
  expect(await app.library.rescan()).toMatchObject({ changed: 1 })
  expect(await row('moved.md')).toMatchObject({ id, encoding: 'shift_jis' })
  await app.library.undo()
  expect((await row('moved.md'))?.encoding).toBeUndefined()
  const slides = (await row('slides.pptx'))!.id
  await expect(app.library.setEncoding([slides], 'utf-8')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(app.library.setEncoding([999], 'utf-8')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('a chosen encoding stays with its path while the file is left out, gone, back, and renamed by its case', async () => {
  await app.library.addFolder(docs)
  const row = async (path: string) => (await app.library.documents()).find((one) => one.path === path)
  const { id, contentHash: plain } = (await row('a.md'))!
  const text = readFileSync(join(docs, 'a.md'))
  await app.library.setEncoding([id], 'shift_jis')
  // Left out by a scan: not a text any more. Nothing of the old content is told of it, but the choice is.
  writeFileSync(join(docs, 'a.md'), Buffer.concat([Buffer.alloc(40), Buffer.from('x')]))
  await app.library.rescan()
  expect(await row('a.md')).toMatchObject({ id, status: 'skipped', contentHash: null, encoding: 'shift_jis' })
  expect(await app.library.rescan()).toMatchObject({ changed: 0, missing: 0 })
  writeFileSync(join(docs, 'a.md'), text)
  expect(await app.library.rescan()).toMatchObject({ changed: 1 })
  expect(await row('a.md')).toMatchObject({ id, status: 'new', contentHash: `${plain}~shift_jis`, encoding: 'shift_jis' })
  // Gone, and back with other bytes.
  rmSync(join(docs, 'a.md'))
  expect(await app.library.rescan()).toMatchObject({ missing: 1 })
  writeFileSync(join(docs, 'a.md'), '# Alpha\n\nBack again.\n')
  expect(await app.library.rescan()).toMatchObject({ changed: 1, added: 0 })
  expect(await row('a.md')).toMatchObject({ id, encoding: 'shift_jis' })
  renameSync(join(docs, 'a.md'), join(docs, 'A.MD'))
  expect(await app.library.rescan()).toMatchObject({ moved: 1 })
  expect(await row('A.MD')).toMatchObject({ id, encoding: 'shift_jis' })
})

test('undo of a chosen encoding while its file is left out leaves it as if nothing had been chosen', async () => {
  await app.library.addFolder(docs)
  const row = async () => (await app.library.documents()).find((one) => one.path === 'a.md')
  const text = readFileSync(join(docs, 'a.md'))
  const { id, contentHash } = (await row())!
  await app.library.setEncoding([id], 'euc-jp')
  writeFileSync(join(docs, 'a.md'), Buffer.alloc(40))
  await app.library.rescan()
  await app.library.undo()
  expect(await row()).toMatchObject({ status: 'skipped', contentHash: null })
  writeFileSync(join(docs, 'a.md'), text)
  await app.library.rescan()
  expect(await row()).toMatchObject({ id, status: 'new', contentHash })
  expect((await row())?.encoding).toBeUndefined()
})

test('with two folders, paths are led by the folder’s name, told apart when they are the same', async () => {
  const twin = join(app.folder, 'more', 'docs')
  mkdirSync(twin, { recursive: true })
  writeFileSync(join(twin, 'z.md'), '# Zeta\n\nText about zeta.\n')
  await app.library.addFolder(docs)
  const single = await app.library.places()
  const [a] = await app.library.documents()
  expect(single.name(a?.id ?? 0)).toBe('a.md')
  await app.library.addFolder(twin)
  const places = await app.library.places()
  const names = (await app.library.documents()).map(({ id }) => places.name(id)).sort()
  expect(names).toEqual(['docs-2/z.md', 'docs/a.md', 'docs/b.md', 'docs/c.bin'])
  expect(places.file(a?.id ?? 0)).toBe(join(docs, 'a.md'))
  expect(places.name(99)).toBeUndefined()
})

test('a file with a decomposed name can be opened by the path a run gets', async () => {
  const name = 'ガイド.md'
  const raw = name.normalize('NFD')
  mkdirSync(join(docs, 'ディ'.normalize('NFD')))
  writeFileSync(join(docs, 'ディ'.normalize('NFD'), raw), '# Gamma\n\nText about gamma.\n')
  await app.library.addFolder(docs)
  const build = contextBuilder(app.store)
  const { documents } = await build({ settings: '{}' } as Parameters<typeof build>[0])
  const found = documents.find(({ path }) => path.normalize('NFC') === 'ディ/ガイド.md')
  expect(readFileSync(found?.file ?? '', 'utf8')).toContain('gamma')
})

test('a document that is being written, or left for the cloud, stays as it was; people are told', async () => {
  let away = false
  const later = await openTestLibrary(testClock(), async (request) => {
    const found = await scanFolder(request)
    if (!away) return found
    const skipped = [{ path: 'a.md', code: 'changed' as const, reason: 'The file is being written right now; the next scan looks again.' }]
    return { ...found, files: found.files.filter(({ path }) => path !== 'a.md'), skipped: [...found.skipped, ...skipped] }
  })
  try {
    await later.library.addFolder(docs)
    const before = await later.library.documents()
    away = true
    const summary = await later.library.rescan()
    expect(summary).toMatchObject({ missing: 0, changed: 0, unchanged: 2 })
    expect(summary.skipped.map(({ path }) => path)).toContain('a.md')
    expect(await later.library.documents()).toEqual(before)
  } finally {
    await later.dispose()
  }
})
