import { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LEFT_OUT_REASON } from '../contract/left-out.ts'
import { sourcePaths } from './documents.ts'
import { scanFolder } from './scan/index.ts'
import { placeOf } from './single-files.ts'
import { openTestLibrary, type TestLibrary, testClock } from './testing.ts'

let app: TestLibrary
beforeEach(async () => {
  app = await openTestLibrary(testClock(), scanFolder)
})
afterEach(() => app.dispose())

const put = (path: string, text = `# ${path}\n\nText about ${path}.\n`): string => {
  const file = join(app.folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}
const add = async (...paths: string[]) => app.library.sources.addPlaces(await Promise.all(paths.map(placeOf)))
const states = async () => (await app.library.documents()).map(({ root, path, status }) => `${root} ${path} ${status}`)
const read = async () => (await app.store.documents.runnable()).map(({ file }) => file.slice(app.folder.length + 1))

describe('single files', () => {
  it('are documents beside others of their folder that are not', async () => {
    const file = put('notes/a.md')
    put('notes/b.md')
    expect(await add(file)).toMatchObject({ added: 1, skipped: [] })
    expect(await read()).toEqual(['notes/a.md'])
    expect(await app.library.rescan()).toMatchObject({ added: 0, unchanged: 1, missing: 0 })
    expect(await read()).toEqual(['notes/a.md'])
  })

  it('of the same name in two folders are two, told apart by their folder', async () => {
    await add(put('one/README.md'), put('two/README.md'))
    expect(await read()).toEqual(['one/README.md', 'two/README.md'])
    const places = await app.library.places()
    const names = (await app.library.documents()).map(({ id }) => places.name(id))
    expect(names).toEqual(['one/README.md', 'two/README.md'])
  })

  it('are looked at again by a rescan: changed, missing, back', async () => {
    const [a, b] = [put('notes/a.md'), put('notes/b.md')]
    await add(a, b)
    put('notes/a.md', '# Other\n\nOther text.\n')
    rmSync(b)
    expect(await app.library.rescan()).toMatchObject({ changed: 1, missing: 1 })
    rmSync(a)
    expect(await app.library.rescan()).toMatchObject({ missing: 1 })
    put('notes/b.md')
    expect(await app.library.rescan()).toMatchObject({ changed: 1 })
    expect(await read()).toEqual(['notes/b.md'])
  })

  it('are added, removed and added again as steps that undo takes back, after a restart too', async () => {
    const [a, b] = [put('notes/a.md'), put('notes/b.md')]
    await add(a, b)
    expect((await app.library.undoState()).undo?.label).toBe('Add 2 files')
    await app.reopen()
    expect(await app.library.undo()).toMatchObject({ ok: true })
    expect(await read()).toEqual([])
    expect(await app.library.redo()).toMatchObject({ ok: true })
    expect(await read()).toEqual(['notes/a.md', 'notes/b.md'])
    const [first] = await app.library.documents()
    await app.library.removeDocuments([first!.id])
    expect(await read()).toEqual(['notes/b.md'])
    await add(a)
    expect(await read()).toEqual(['notes/a.md', 'notes/b.md'])
    expect((await app.library.undoState()).undo?.label).toBe('Add 1 file')
    await app.library.undo()
    expect(await read()).toEqual(['notes/b.md'])
  })

  it('in a folder of the library are there already; one that was removed comes back', async () => {
    const file = put('notes/deep/a.md')
    put('notes/b.md')
    await add(join(app.folder, 'notes'))
    expect(await add(file)).toMatchObject({ added: 0, unchanged: 2 })
    expect(await app.library.roots()).toHaveLength(1)
    const row = (await app.library.documents()).find(({ path }) => path === 'deep/a.md')
    await app.library.removeDocuments([row!.id])
    await add(file)
    expect(await read()).toEqual(['notes/b.md', 'notes/deep/a.md'])
  })

  it('become the whole folder when the folder is added', async () => {
    await add(put('notes/a.md'))
    put('notes/b.md')
    await add(join(app.folder, 'notes'))
    expect(await app.library.roots()).toEqual([{ id: 1, path: join(app.folder, 'notes') }])
    expect(await read()).toEqual(['notes/a.md', 'notes/b.md'])
  })

  it('that cannot be read say why; hard links and links that were chosen are read', async () => {
    const photo = put('notes/photo.jpg')
    const linked = join(app.folder, 'linked.md')
    linkSync(put('elsewhere/a.md'), linked)
    const soft = join(app.folder, 'soft.md')
    symlinkSync(put('elsewhere/b.md'), soft)
    const found = await add(photo, linked, soft)
    expect(found.skipped).toMatchObject([{ path: 'photo.jpg', reason: expect.stringContaining('Pictures') }])
    expect(await read()).toEqual(['linked.md', 'elsewhere/b.md'])
    await expect(placeOf(join(app.folder, 'none.md'))).rejects.toMatchObject({ code: 'FOLDER_MISSING' })
  })

  it('alone are protected from being written over, not their folder', async () => {
    const file = put('notes/a.md')
    await add(file)
    expect(sourcePaths(await app.library.roots())).toEqual([file])
  })
})

describe('what is left out', () => {
  beforeEach(async () => {
    for (const path of ['docs/a.md', 'docs/old/b.md', 'docs/old/deep/c.txt', 'docs/older/d.txt']) put(path)
    await add(join(app.folder, 'docs'))
  })
  const folder = { root: 1, path: 'old' }
  const texts = { root: null, path: '.txt' }

  it('is listed with its reason and read by no run; taking it in again needs no second reading', async () => {
    expect((await app.library.sources.leaveOut([folder]))?.label).toBe('Leave out old')
    expect(await read()).toEqual(['docs/a.md', 'docs/older/d.txt'])
    const left = (await app.library.documents()).filter(({ reason }) => reason === LEFT_OUT_REASON)
    expect(left.map(({ path, status }) => `${path} ${status}`)).toEqual(['old/b.md skipped', 'old/deep/c.txt skipped'])
    expect((await app.library.sources.leaveOut([]))?.label).toBe('Take in old')
    expect(await read()).toHaveLength(4)
  })

  it('holds for files that come later, whatever a rescan finds', async () => {
    await app.library.sources.leaveOut([folder, texts])
    put('docs/old/new.md')
    put('docs/new.txt')
    put('docs/new.md')
    expect(await app.library.rescan()).toMatchObject({ added: 1, missing: 0 })
    expect(await read()).toEqual(['docs/a.md', 'docs/new.md'])
    await app.library.sources.leaveOut([])
    await app.library.rescan()
    expect(await read()).toHaveLength(7)
  })

  it('stays left out at the folder’s new place', async () => {
    await app.library.sources.leaveOut([folder, texts])
    renameSync(join(app.folder, 'docs'), join(app.folder, 'moved'))
    expect(await app.library.relocateRoot(1, join(app.folder, 'moved'))).toMatchObject({ added: 0, missing: 0 })
    expect(await read()).toEqual(['moved/a.md'])
  })

  it('is one step that undo takes back, after a restart too', async () => {
    await app.library.sources.leaveOut([folder, texts])
    await app.reopen()
    expect(await app.library.undo()).toMatchObject({ ok: true })
    expect(await app.library.sources.leftOut()).toEqual([])
    expect(await read()).toHaveLength(4)
    await app.library.redo()
    expect(await read()).toEqual(['docs/a.md'])
    expect(await app.library.sources.leaveOut([folder, texts])).toBeNull()
  })

  it('may be everything: then there is nothing to read, which is no fault', async () => {
    await app.library.sources.leaveOut([texts, { root: null, path: '.md' }])
    expect(await app.library.rescan()).toMatchObject({ added: 0, missing: 0 })
    expect(await states()).toEqual(expect.arrayContaining([expect.stringContaining('skipped')]))
    expect(await read()).toEqual([])
  })
})
