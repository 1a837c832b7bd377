import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import { ask, launch } from './testing/launch.ts'

/** The desktop's bundles, made as `npm run build` makes them, doing a whole run under plain Node: nothing they need was left behind. */

const ROOT = join(import.meta.dirname, '..', '..')
let place: string

beforeAll(() => {
  // Below the repository, where the bundles find their packages as the app's do.
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  place = mkdtempSync(join(ROOT, '.cache', 'bundle-'))
  const out = join(place, 'out')
  const cli = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const built = spawnSync(process.execPath, [cli, 'build', '--outDir', out], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, GENGLOSSARY_BUILD: out },
  })
  expect(built.status, built.stderr).toBe(0)
}, 120_000)
afterAll(() => rmSync(place, { recursive: true, force: true }))

const chunks = () => readdirSync(join(place, 'out', 'main', 'chunks'))

it('bundles a preload that Electron can sandbox: CommonJS, nothing required but electron', () => {
  expect(readdirSync(join(place, 'out', 'preload'))).toEqual(['preload.cjs'])
})

it('bundles the window, main, the worker, every thread and the word lists', () => {
  expect(readdirSync(join(place, 'out'))).toEqual(['main', 'preload', 'renderer'])
  // Without its analysis thread a worker would parse in its own thread, where nothing can end a parser.
  const threads = ['analysis-thread.js', 'scan-thread.js', 'export-thread.js', 'import-thread.js', 'thread-entry.js']
  expect(chunks()).toEqual(expect.arrayContaining([...threads, 'en.txt', 'ja.txt']))
})

it('starts the entries it means: the run worker, the search for models, the store thread', () => {
  const main = readFileSync(join(place, 'out', 'main', 'index.js'), 'utf8')
  const entries = [...main.matchAll(/_default = join\S*\(import\.meta\.dirname, "\.\/chunks\/([^"]+)"\)/g)].map(([, file]) => file!)
  expect(entries.map((file) => file.replace(/-[0-9a-f]{8}\.js$/, ''))).toEqual(['main', 'discover-main', 'entry'])
})

it('shows its own pages: every file the window names is served, workers with the policy, under the double of Electron', async () => {
  const app = await launch(place)
  const page = await app.page()
  const { loads } = app.windows()[0]!.contents
  expect(loads.map(({ status }) => status)).toEqual(loads.map(() => 200))
  expect(loads.some(({ address }) => address.endsWith('.js'))).toBe(true)
  expect(await ask(page, 'app.info', {})).toMatchObject({ host: 'electron' })
  const pages = join(place, 'out', 'renderer')
  const names = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(pages, name)).isFile())
  expect(names.filter((name) => /worker.*\.js$/.test(name)).length).toBeGreaterThan(1)
  for (const name of names) {
    const answer = await app.electron.session.request(`app://genglossary/${name.split(sep).join('/')}`)
    expect([name, answer.status]).toEqual([name, 200])
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'none'")
  }
  await app.quit()
})

it('runs from the bundles of worker and store thread', async () => {
  const find = (pattern: RegExp) => join(place, 'out', 'main', 'chunks', chunks().find((name) => pattern.test(name))!)
  const app = createApp({
    home: join(place, 'home'),
    workerHost: createForkHost({ entry: find(/^main-.*\.js$/) }),
    storeThread: pathToFileURL(find(/^thread-entry\.js$/)),
  })
  const library = await app.open(join(place, 'a.glossary'), { create: true })
  await library.addFolder(join(ROOT, 'samples', 'handbook'))
  const run = await library.runs.start('full')
  expect((await library.runs.ended(run.id)).status).toBe('completed')
  expect((await library.info()).terms.total).toBeGreaterThan(300)
  const to = { kind: 'file', file: join(place, 'glossary.xlsx') }
  const job = { library: library.file, format: 'xlsx', scope: { kind: 'all' }, to }
  const thread = new Worker(find(/^export-thread\.js$/), { workerData: { job, cancelled: new SharedArrayBuffer(4) } })
  const done = await new Promise((resolve, reject) => {
    thread.on('message', (message: { type: string }) => message.type !== 'progress' && resolve(message))
    thread.on('error', reject)
  })
  expect(done).toMatchObject({ type: 'done', value: { report: { files: 1 } } })
  expect(statSync(to.file).size).toBeGreaterThan(10_000)
  await app.close()
}, 120_000)
