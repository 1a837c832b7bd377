import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type App, createApp } from '../app.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import { sourceWorkerEntry } from '../hosts/worker-entry.ts'
import type { Library } from '../library/library.ts'

/** The whole of main with real files, real workers and a real store: what the window and the terminal stand on. */

let folder: string
let app: App
const start = () => createApp({ home: join(folder, 'home'), workerHost: createForkHost({ entry: sourceWorkerEntry() }) })

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-app-')))
  mkdirSync(join(folder, 'docs'))
  app = start()
})
afterEach(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, text: string) => writeFileSync(join(folder, 'docs', name), text)
const RUNNER =
  '# Job runner\n\nA job runner is a process that executes jobs from a job spool. The job runner reports every exit code.\n\nEach job runner holds one lease.\n'
const open = (name = 'lib.glossary') => app.open(join(folder, name), { create: true })

async function run(library: Library): Promise<string> {
  await library.addFolder(join(folder, 'docs'))
  const { id } = await library.runs.start('full')
  return (await library.runs.ended(id)).status
}
const idOf = async (library: Library, headword: string) =>
  (await library.terms({ view: 'all', search: headword })).rows.find((row) => row.headword === headword)?.id ?? 0

/** Documents that keep a run busy for some seconds. */
function manyDocuments(): void {
  for (let n = 0; n < 150; n++) {
    const line = (i: number) => `The batch scheduler ${n} assigns work unit ${i} to the worker node ${n * 7 + i} of the render farm.`
    write(`part-${n}.md`, Array.from({ length: 150 }, (_, i) => line(i)).join('\n\n'))
  }
}

test('a file is opened once, whatever path leads to it; one that can not be opened is tried again', async () => {
  await expect(app.open(join(folder, 'lib.glossary'))).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
  const library = await open()
  symlinkSync(folder, join(folder, 'alias'))
  expect(await app.open(join(folder, 'alias', 'lib.glossary'))).toBe(library)
})

test('a library being closed is waited for, and opened anew as its owner', async () => {
  const library = await open()
  const closing = library.close()
  const again = await open()
  await closing
  expect(again).not.toBe(library)
  expect(again.readOnly).toBe(false)
})

test('a second app may read, and says who has the library; when that one closes, it may write', async () => {
  const library = await open()
  const other = start()
  const reader = await other.open(library.file)
  expect(reader.readOnly).toBe(true)
  await expect(reader.do({ type: 'exclude', surfaces: ['x'], on: true })).rejects.toMatchObject({
    code: 'NOT_OWNER',
    params: { pid: process.pid },
  })
  await expect(reader.runs.start('full')).rejects.toMatchObject({ code: 'NOT_OWNER' })
  await reader.close()
  await library.close()
  expect((await other.open(library.file)).readOnly).toBe(false)
  await other.close()
})

test('what a person wrote outlives the machine: changed documents, a re-run, a restart', { timeout: 60_000 }, async () => {
  write('runner.md', RUNNER)
  let library = await open()
  expect(await run(library)).toBe('completed')
  const concept = await idOf(library, 'job runner')
  await library.do({ type: 'set-definition', concept, text: 'Ours.' })
  await library.do({ type: 'set-note', concept, note: 'ask Ana' })
  write('runner.md', RUNNER.replace('is a process that executes jobs from a job spool', 'is a daemon that takes jobs from a job spool'))
  expect(await run(library)).toBe('completed')
  await app.close()
  app = start()
  library = await open()
  expect(await library.term(concept)).toMatchObject({ definition: 'Ours.', definitionKind: 'human', note: 'ask Ana' })
  expect((await library.term(concept)).proposal?.text).toContain('daemon')
  expect(await library.undo()).toMatchObject({ ok: true })
  expect((await library.term(concept)).note).toBe('')
})

test('a merge is kept by the next run, and its undo by the one after', { timeout: 60_000 }, async () => {
  write('runner.md', `${RUNNER}\nA work agent is another process. The work agent polls. Every work agent holds a lease.\n`)
  const library = await open()
  await run(library)
  const [into, other] = [await idOf(library, 'job runner'), await idOf(library, 'work agent')]
  const headwords = async () => (await library.terms({ view: 'all', sort: 'alphabet' })).rows.map(({ headword }) => headword)
  await library.do({ type: 'merge', into, concepts: [other] })
  write('more.md', '# More\n\nThe job runner and the work agent start. The work agent stops.\n')
  await run(library)
  expect(await headwords()).not.toContain('work agent')
  expect((await library.term(into)).variants.map(({ surface }) => surface)).toContain('work agent')
  await library.undo()
  await run(library)
  expect(await headwords()).toContain('work agent')
})

test('closing the app ends a run as interrupted, within seconds; what was there stays', { timeout: 60_000 }, async () => {
  write('runner.md', RUNNER)
  let library = await open()
  await run(library)
  const before = await library.info()
  manyDocuments()
  await library.addFolder(join(folder, 'docs'))
  const { id } = await library.runs.start('full')
  await new Promise<void>((resolve) => {
    library.runs.subscribe(id, { progress: () => resolve() }).catch(resolve)
  })
  const asked = performance.now()
  await app.close()
  // The ladder takes 3 s at most; the rest is for a machine that does other things as well.
  expect(performance.now() - asked).toBeLessThan(20_000)
  app = start()
  library = await open()
  expect(await library.info()).toMatchObject({ lastRun: { id, status: 'interrupted' }, activeRun: null, terms: before.terms })
})

test('two libraries run at the same time; a second run of one is refused with the id of the first', { timeout: 60_000 }, async () => {
  manyDocuments()
  const [one, two] = await Promise.all([open('one.glossary'), open('two.glossary')])
  await Promise.all([one.addFolder(join(folder, 'docs')), two.addFolder(join(folder, 'docs'))])
  const [first] = await Promise.all([one.runs.start('extract'), two.runs.start('extract')])
  await expect(one.runs.start('full')).rejects.toMatchObject({ code: 'ALREADY_ACTIVE', params: { runId: first.id } })
  expect([one.runs.activeId(), two.runs.activeId()]).toEqual([1, 1])
  expect(await one.runs.cancel(1)).toBe('accepted')
  expect((await one.runs.ended(1)).status).toBe('cancelled')
  expect((await two.runs.ended(1)).status).toBe('completed')
})

test('what disturbs a run without changing its outcome reaches a person, without paths', { timeout: 60_000 }, async () => {
  await app.close()
  const warnings: string[] = []
  app = createApp({
    home: join(folder, 'home'),
    workerHost: createForkHost({ entry: sourceWorkerEntry() }),
    warn: (text) => warnings.push(text),
  })
  write('runner.md', RUNNER)
  const library = await open()
  await library.addFolder(join(folder, 'docs'))
  const { id } = await library.runs.start('full')
  const failing = () => {
    throw new Error(`no more room below ${folder}/docs`)
  }
  await library.runs.subscribe(id, { logs: failing })
  expect((await library.runs.ended(id)).status).toBe('completed')
  expect(warnings).toEqual([
    expect.stringMatching(/^GenGlossary, lib: a follower of run 1 failed and was dropped: no more room below …\//u),
  ])
})
