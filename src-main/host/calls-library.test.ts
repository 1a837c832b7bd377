import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type App, createApp } from '../app.ts'
import type { HostArgs, HostResults } from '../contract/host-api.ts'
import type { HostCallName } from '../contract/host-names.ts'
import type { ScanFolder } from '../library/documents.ts'
import { scanFolder } from '../library/scan/index.ts'
import { createHost, type Host } from './host.ts'
import type { HostClient, HostShell } from './shell.ts'

/** Libraries as files through the host API, over the real core and real files. */

let place: string
let app: App
let host: Host
/** What the system's list of recent documents was told. */
let recent: string[]
let window: HostClient
let other: HostClient
/** Done before a folder is looked at. */
let whileScanning: () => unknown
let heard: Map<HostClient, [string, unknown][]>

const client = (): HostClient => {
  const events: [string, unknown][] = []
  const made: HostClient = { send: (event, payload) => void events.push([event, payload]) }
  heard.set(made, events)
  host.attach(made)
  return made
}

beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'gg-calls-library-')))
  recent = []
  heard = new Map()
  const shell = {
    info: { version: '1', host: 'test', platform: 'linux', locale: 'en', folders: [], dialogs: false },
    sampleFolder: place,
    folders: [],
    opened: (file: string) => void recent.push(file),
  } as unknown as HostShell
  whileScanning = () => undefined
  const scan: ScanFolder = async (request) => {
    await whileScanning()
    return scanFolder(request)
  }
  app = createApp({ home: join(place, 'home'), scan, workerHost: { launch: () => expect.unreachable() } })
  host = createHost(app, shell)
  window = client()
  other = client()
  write('docs/a/README.md', '# Alpha\n\nText about alpha.\n')
  write('docs/b/README.md', '# Beta\n\nText about beta.\n')
  write('more/docs/a/README.md', '# Gamma\n\nText about gamma.\n')
})
afterEach(async () => {
  await host.close()
  rmSync(place, { recursive: true, force: true })
})

function write(path: string, text: string): void {
  mkdirSync(join(place, path, '..'), { recursive: true })
  writeFileSync(join(place, path), text)
}

async function call<K extends HostCallName>(name: K, args: HostArgs<K>, by = window): Promise<HostResults[K]> {
  const reply = await host.handle(by, name, args)
  if (!reply.ok) throw Object.assign(new Error(reply.error.message), reply.error)
  return reply.value as HostResults[K]
}

const create = (name: string, folders: string[] = ['docs'], by = window) =>
  call('libraries.create', { folders: folders.map((folder) => join(place, folder)), file: join(place, `${name}.glossary`) }, by)
const addTerm = (library: string, headword: string) =>
  call('commands.do', { library, command: { type: 'add-term', surface: headword, language: 'en' } })
const total = async (library: string) => (await call('libraries.info', { library })).terms.total
const recents = async () => (await call('libraries.recent', {})).map(({ name }) => name)

test('documents whose names differ only by their folder are all there, each with its own path', async () => {
  const { id: library } = await create('names', ['docs', 'more/docs'])
  const documents = await call('documents.list', { library })
  const paths = documents.map(({ path, root }) => `${root} ${path}`).sort()
  expect(documents.map(({ path }) => basename(path))).toEqual(['README.md', 'README.md', 'README.md'])
  expect(new Set(paths).size).toBe(3)
})

test('the folders of a new library are watched, and those an older one gets', async () => {
  const { id: library } = await create('watched')
  const isWatched = async () => (await call('libraries.info', { library })).watched
  await expect.poll(isWatched).toBe(true)
  const changes = () => heard.get(window)!.filter(([, payload]) => (payload as { topics?: string[] }).topics?.includes('folders')).length
  write('docs/a/new.md', '# New\n')
  await expect.poll(changes).toBeGreaterThan(0)
  await create('watched', ['docs', 'more/docs'])
  await expect.poll(isWatched).toBe(true)
  const before = changes()
  write('more/docs/a/new.md', '# New\n')
  await expect.poll(changes).toBeGreaterThan(before)
})

test('a new library begins with the app’s defaults; its own settings are its own, and later defaults are for later ones', async () => {
  const settings = await call('app.settings', {})
  const defaults = { ...settings.runDefaults, language: 'ja' as const }
  await call('app.setSettings', { settings: { ...settings, runDefaults: defaults } })
  const { id: first } = await create('first')
  expect(await call('libraries.settings', { library: first })).toMatchObject({ language: 'ja' })
  await call('app.setSettings', { settings: { ...settings, runDefaults: { ...defaults, language: 'en' } } })
  const { id: second } = await create('second')
  await call('libraries.setSettings', { library: second, settings: { ...defaults, includeEntities: true } })
  // Opened again by its folder it is not new any more.
  const { id: again } = await create('first')
  expect(again).toBe(first)
  expect(await call('libraries.settings', { library: first })).toMatchObject({ language: 'ja', includeEntities: false })
  expect(await call('libraries.settings', { library: second })).toMatchObject({ language: 'ja', includeEntities: true })
})

test('two libraries are open at once, each in its window: neither hears of the other', async () => {
  const { id: one } = await create('one')
  const { id: two } = await create('two', ['docs'], other)
  expect([host.libraryOf(window), host.libraryOf(other)].map((file) => basename(file!))).toEqual(['one.glossary', 'two.glossary'])
  for (const events of heard.values()) events.length = 0
  await addTerm(one, 'alpha')
  const ofOne = (by: HostClient) => heard.get(by)!.filter(([, payload]) => (payload as { library?: string }).library === one)
  expect(ofOne(window).length).toBeGreaterThan(0)
  expect(ofOne(other)).toEqual([])
  expect([await total(one), await total(two)]).toEqual([1, 0])
})

test('a copy to share says how large it is, and compacting from what to what; neither takes anything away', async () => {
  const { id: library, file } = await create('whole')
  await addTerm(library, 'alpha')
  const copy = await call('libraries.saveCopy', { library })
  expect(copy).toEqual({ file: join(place, 'whole to share.glossary'), bytes: statSync(copy!.file).size })
  expect(copy!.bytes).toBeGreaterThan(10_000)
  const onDisk = () => [file, `${file}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
  const before = onDisk()
  expect(await call('libraries.compact', { library })).toEqual({ before, after: onDisk() })
  expect(await total(library)).toBe(1)
  const { id: shared } = await call('libraries.open', { file: copy!.file }, other)
  expect(await total(shared)).toBe(1)
  // No place of a document is in it.
  expect((await call('folders.list', { library: shared })).map((folder) => folder.path)).toEqual([''])
})

test('renamed, a library is the same one for its windows, its recent ones and the system’s', async () => {
  const { id: library } = await create('before')
  await addTerm(library, 'alpha')
  recent.length = 0
  const renamed = await call('libraries.rename', { library, name: ' ../用語集: 新/旧 ' })
  expect(renamed).toMatchObject({ id: library, name: '-用語集- 新-旧' })
  expect(host.libraryOf(window)).toBe(renamed.file)
  expect(await recents()).toEqual(['-用語集- 新-旧'])
  expect(recent).toEqual([renamed.file])
  expect(await total(library)).toBe(1)
  heard.get(window)!.length = 0
  await addTerm(library, 'beta')
  expect(heard.get(window)!.some(([event]) => event === 'library.changed')).toBe(true)
  expect(readdirSync(place).filter((name) => name.startsWith('before'))).toEqual([])
})

// Windows counts letters where others count bytes, and takes this one.
const TOO_LONG: [string, string, string][] =
  process.platform === 'win32' ? [] : [['longer than the disk takes', '用語'.repeat(90), 'OUTPUT_NOT_WRITABLE']]

test.each<[string, string, string]>([
  ['another library’s', 'taken', 'OUTPUT_NOT_WRITABLE'],
  ['none at all', '  ... ', 'INVALID_INPUT'],
  ...TOO_LONG,
])('a name that is %s is refused, and the library goes on as it was', async (_what, name, code) => {
  await create('taken', ['docs'], other)
  const { id: library, file } = await create('before')
  await expect(call('libraries.rename', { library, name })).rejects.toMatchObject({ code })
  expect(host.libraryOf(window)).toBe(file)
  expect(await call('libraries.info', { library })).toMatchObject({ name: 'before', readOnly: false })
  await addTerm(library, 'alpha')
  expect(await recents()).toEqual(['before', 'taken'])
})

test('a duplicate is a library of its own, beside the first; a second one has another name', async () => {
  const { id: library } = await create('one')
  await addTerm(library, 'alpha')
  const copies = [await call('libraries.duplicate', { library }), await call('libraries.duplicate', { library })]
  expect(copies.map((made) => basename(made!.file))).toEqual(['one copy.glossary', 'one copy 2.glossary'])
  const { id: copy } = await call('libraries.open', { file: copies[0]!.file }, other)
  expect(copy).not.toBe(library)
  await addTerm(copy, 'beta')
  expect([await total(library), await total(copy)]).toEqual([1, 2])
})

test('deleting takes the library and everything beside it away, no document and no other library', async () => {
  const { id: library, file } = await create('gone')
  const { id: kept } = await create('kept', ['docs'], other)
  await call('libraries.delete', { library })
  expect(readdirSync(place).filter((name) => name.startsWith('gone'))).toEqual([])
  expect(existsSync(join(place, 'docs', 'a', 'README.md'))).toBe(true)
  expect(await recents()).toEqual(['kept'])
  await expect(call('libraries.info', { library })).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
  await expect(call('libraries.open', { file })).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
  expect(await total(kept)).toBe(0)
})

/** Whether another program could have the library now. */
async function isFree(name: string): Promise<boolean> {
  const program = createApp({ home: join(place, 'other-home'), workerHost: { launch: () => expect.unreachable() } })
  const { readOnly } = await program.open(join(place, `${name}.glossary`))
  await program.close()
  return !readOnly
}

/** Nobody waits for a window's leaving: it is over when it is over. */
const freed = (name: string) => expect.poll(() => isFree(name), { timeout: 50_000, interval: 20 }).toBe(true)

test('a window closed while its library is being made, or opened, leaves it to others', async () => {
  const nobodyHears = () => null
  whileScanning = () => host.closed(window)
  await create('one').catch(nobodyHears)
  await freed('one')
  whileScanning = () => undefined
  const opening = call('libraries.open', { file: join(place, 'one.glossary') }, other)
  host.closed(other)
  await opening.catch(nobodyHears)
  await freed('one')
})

test('a window closed while its library gets another name leaves it, too', async () => {
  const { id: library } = await create('before')
  const { open } = app
  app.open = async (...args) => {
    host.closed(window)
    return open(...args)
  }
  await call('libraries.rename', { library, name: 'after' }).catch(() => null)
  await freed('after')
})

test('a library that a second window is adding a folder to stays open when the first one closes', async () => {
  const { id: library } = await create('one')
  whileScanning = () => host.closed(window)
  expect(await create('one', ['more/docs'], other)).toMatchObject({ id: library, name: 'one' })
  expect(await call('documents.list', { library }, other)).toHaveLength(3)
  expect(await isFree('one')).toBe(false)
})

test('a folder that can not be added leaves no window behind in a library that others show, nor takes one from it', async () => {
  const { id: library } = await create('one')
  whileScanning = () => {
    throw new Error('the disk is gone')
  }
  await expect(create('one', ['more/docs'], other)).rejects.toThrow()
  await expect(create('one', ['more/docs'], window)).rejects.toThrow()
  expect(host.libraryOf(other)).toBeNull()
  expect(host.libraryOf(window)).toMatch(/one\.glossary$/u)
  expect(await call('documents.list', { library })).toHaveLength(2)
  await call('libraries.close', { library })
  await freed('one')
  await expect(create('two', ['docs'], other)).rejects.toThrow()
  expect(existsSync(join(place, 'two.glossary'))).toBe(false)
  expect(host.libraryOf(other)).toBeNull()
})
