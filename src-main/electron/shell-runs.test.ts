import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createApp } from '../app.ts'
import { DEFAULT_LIMITS } from '../runs/limits.ts'
import { ask, type Built, buildShell, type Launched, type LaunchOptions, launch, ROOT, until } from './testing/launch.ts'
import { turn } from './testing/object.ts'
import type { Page } from './testing/page.ts'

/** Runs in utility processes, quitting with them, and their end, through the built shell (docs/testing.md says what a double can show). */

// Whole runs, on whatever machine.
vi.setConfig({ testTimeout: 180_000 })

const HANDBOOK = join(ROOT, 'samples', 'handbook')
let built: Built
const running: Launched[] = []

beforeAll(() => {
  built = buildShell()
}, 120_000)
afterAll(() => built.remove())
afterEach(async () => {
  for (const app of running.splice(0)) {
    app.electron.dialog.button = 0
    if (!app.electron.app.exited) await app.quit()
  }
}, 60_000)

async function start(options: LaunchOptions = {}): Promise<{ app: Launched; page: Page }> {
  const app = await launch(built.place, options)
  running.push(app)
  return { app, page: await app.page() }
}

const OVER = ['completed', 'cancelled', 'failed', 'interrupted']

/** Asks until a run is in one of these states. */
async function reach(page: Page, library: string, run: number, states: readonly string[] = OVER): Promise<string> {
  for (let tries = 0; tries < 4500; tries++) {
    const row = await ask(page, 'runs.get', { library, run })
    if (row && states.includes(row.status)) return row.status
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`The run never was ${states.join(' or ')}.`)
}

/** A library of the handbook, and a run of it that works. */
async function startRun(app: Launched, page: Page, folder = HANDBOOK) {
  const { id: library, file } = await ask(page, 'libraries.create', { folders: [folder] })
  const at = app.electron.utilities.length
  const { id: run } = await ask(page, 'runs.start', { library, scope: 'full' })
  await until(() => app.electron.utilities[at]?.up != null, 'the worker')
  await reach(page, library, run, ['running', ...OVER])
  return { library, file, run, worker: app.electron.utilities[at]!, ended: () => reach(page, library, run) }
}

/** Messages of the page by event. */
const heard = (page: Page, event: string) => page.heard.filter(([name]) => name === event).map(([, payload]) => payload)

it('a whole run: progress and logs to the window, one process with its own environment and heap, taskbar and sleep blocker while it works', async () => {
  process.env.GENGLOSSARY_API_KEY = 'never-in-a-worker'
  const { app, page } = await start()
  const { library, run, worker, ended } = await startRun(app, page)
  await until(() => app.windows()[0]!.progress >= 0, 'progress on the taskbar')
  expect([...app.electron.blocker.active.values()]).toEqual(['prevent-app-suspension'])
  expect(worker.serviceName).toMatch(/^run-/)
  expect(await ended()).toBe('completed')
  delete process.env.GENGLOSSARY_API_KEY
  expect((await ask(page, 'libraries.info', { library })).terms.total).toBeGreaterThan(300)
  await until(
    () => heard(page, 'run.changed').some((told) => (told as { run: { status: string } }).run.status === 'completed'),
    'the end told',
  )
  expect(heard(page, 'run.progress').length).toBeGreaterThan(0)
  const lines = heard(page, 'run.logs').flatMap((told) => (told as { lines: { seq: number }[] }).lines.map(({ seq }) => seq))
  expect(lines).toEqual(lines.map((_, index) => index + 1))
  expect((await ask(page, 'runs.logs', { library, run, after: 0, limit: 2000 })).length).toBe(lines.length)
  expect(app.windows()[0]!.progress).toBe(-1)
  expect(app.electron.blocker.active.size).toBe(0)
  expect(app.electron.blocker.started).toBe(1)
  expect(worker.up!.env).not.toContain('GENGLOSSARY_API_KEY')
  expect(worker.up!.env).toContain('PATH')
  // What V8 was told: 4 GB of old objects, and three spaces of 4 MB for young ones, which would be 16 by its own rules.
  expect(worker.up!.heap).toBe((DEFAULT_LIMITS.maxOldSpaceMb + 3 * 4) * 2 ** 20)
  // The window was in front, and the run short.
  expect(app.electron.notifications.shown).toEqual([])
})

it('a run that is cancelled ends cancelled, and what is killed by nobody of us failed: code 0 says nothing', async () => {
  const { app, page } = await start()
  const first = await startRun(app, page)
  await ask(page, 'runs.cancel', { library: first.library, run: first.run })
  expect(await first.ended()).toBe('cancelled')
  const second = await ask(page, 'runs.start', { library: first.library, scope: 'full' })
  await until(() => app.electron.utilities[1]?.up != null, 'the second worker')
  // From outside: Electron tells code 11 and `killed`; after kill() of its own it tells code 0.
  app.electron.utilities[1]!.process.kill('SIGKILL')
  expect(await reach(page, first.library, second.id)).toBe('failed')
})

it('a worker that crashes fails its own run and no other, matched by its service name', async () => {
  const { app, page } = await start()
  const one = await startRun(app, page)
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-other-'))
  cpSync(join(HANDBOOK, 'en'), folder, { recursive: true })
  const other = await startRun(app, page, folder)
  expect(other.worker.serviceName).not.toBe(one.worker.serviceName)
  one.worker.process.kill(process.platform === 'win32' ? 'SIGKILL' : 'SIGSEGV')
  expect(await one.ended()).toBe('failed')
  expect(await other.ended()).toBe('completed')
  expect(app.electron.app.told.filter((name) => name === 'child-process-gone')).toHaveLength(1)
})

it('a window closed during a run leaves its library when the run is over: saved whole, and free for another process', async () => {
  const { app, page: first } = await start()
  await ask(first, 'app.newWindow', {})
  const page = await app.page(1)
  const { file, run } = await startRun(app, page)
  app.windows()[1]!.close()
  await until(() => app.windows().length === 1, 'one window')
  expect(app.electron.dialog.shown).toEqual([])
  /** What another process finds: whose the library is, and how the run stands. */
  const found = async () => {
    const other = createApp({
      home: mkdtempSync(join(tmpdir(), 'genglossary-other-home-')),
      workerHost: { launch: () => Promise.reject as never },
    })
    const library = await other.open(file)
    const status = (await library.runs.get(run))?.status
    await other.close()
    return library.readOnly ? 'in use' : status
  }
  await expect.poll(found, { timeout: 120_000, interval: 100 }).toBe('completed')
})

it('quitting without runs asks nothing, stores what is typed, and ends in the documented order', async () => {
  const { app, page } = await start()
  await app.quit()
  expect(app.electron.dialog.shown).toEqual([])
  expect(heard(page, 'app.saveDrafts')).toHaveLength(1)
  const order = app.electron.app.told.filter((name) => /quit|window-all-closed/.test(name))
  expect(order).toEqual(['before-quit', 'before-quit', 'will-quit', 'quit'])
  expect(app.windows()).toEqual([])
})

it('quitting with a run asks: staying leaves it running, quitting interrupts it within three seconds', async () => {
  const { app, page } = await start()
  const { library, run, file } = await startRun(app, page)
  const thinking = Promise.withResolvers<number>()
  app.electron.dialog.button = thinking.promise
  app.electron.app.quit()
  app.electron.app.quit()
  await until(() => app.electron.dialog.shown.length > 0, 'the question')
  expect(app.electron.dialog.shown[0]!.options).toMatchObject({ type: 'question', buttons: ['Quit', 'Cancel'], defaultId: 1, cancelId: 1 })
  expect(await reach(page, library, run, ['running'])).toBe('running')
  thinking.resolve(1)
  for (let turns = 0; turns < 3; turns++) await turn()
  expect(app.electron.dialog.shown).toHaveLength(1)
  expect(app.windows()).toHaveLength(1)
  expect(app.electron.app.exited).toBe(false)

  app.electron.dialog.button = 0
  await app.quit()
  expect(app.electron.dialog.shown).toHaveLength(2)
  expect(app.electron.utilities[0]!.pid).toBeUndefined()

  const again = await start({ home: app.home })
  const info = await ask(again.page, 'libraries.open', { file })
  expect(info.lastRun?.status).toBe('interrupted')
  const retry = await ask(again.page, 'runs.start', { library: info.id, scope: 'full', retryOf: info.lastRun!.id })
  expect(retry.status).toMatch(/pending|running/)
})

it('a session that ends with a run at work: nobody is asked, the run ends interrupted', async () => {
  const { app, page } = await start()
  const { file } = await startRun(app, page)
  app.windows()[0]!.emit('session-end', {})
  await until(() => app.electron.app.exited, 'the end of the app')
  expect(app.electron.dialog.shown).toEqual([])
  const again = await start({ home: app.home })
  expect((await ask(again.page, 'libraries.open', { file })).lastRun?.status).toBe('interrupted')
})

it('a window that hangs holds up nothing for longer than three seconds', async () => {
  const { app, page } = await start()
  page.storesDrafts = false
  await app.quit()
  expect(app.electron.app.exited).toBe(true)
})

it('the last window closed during a run: staying brings it back with its library', async () => {
  const { app, page } = await start()
  const { file } = await startRun(app, page)
  app.electron.dialog.button = 1
  app.windows()[0]!.close()
  await until(() => app.electron.dialog.shown.length === 1, 'the question')
  const back = await app.page()
  expect(back).not.toBe(page)
  await until(() => heard(back, 'app.openLibrary').length === 1, 'its library')
  expect(heard(back, 'app.openLibrary')).toEqual([{ file }])
})

it('a window closed while its call is under way brings nobody down', async () => {
  const { app, page } = await start()
  await ask(page, 'app.newWindow', {})
  await app.page(1)
  void page.bridge.calls['libraries.create']({ folders: [HANDBOOK] })
  app.windows()[0]!.destroy()
  const other = await app.page(0)
  expect(await ask(other, 'app.info', {})).toMatchObject({ host: 'electron' })
})

it('a page whose process dies comes back, but not for ever, and not when it was ended on purpose', async () => {
  const { app } = await start()
  const { contents } = app.windows()[0]!
  for (const reloads of [1, 2, 2]) {
    contents.crash('crashed')
    await contents.loaded
    expect(contents.reloads).toBe(reloads)
  }
  const other = (await start()).app.windows()[0]!.contents
  other.crash('clean-exit')
  expect(other.reloads).toBe(0)
})

it('a page that comes back after a crash is answered and told what happens', async () => {
  const { app, page } = await start()
  const { library } = await startRun(app, page)
  const { contents } = app.windows()[0]!
  contents.crash('oom')
  await contents.loaded
  const back = await app.page()
  await ask(back, 'libraries.info', { library })
  await until(() => heard(back, 'run.changed').length + heard(back, 'run.progress').length > 0, 'news of the run')
})

it('tells of a long run that ends unseen, and of no other; a click brings its window forward', async () => {
  // The clock of the app's own activity, which asks for a quarter of a minute.
  const real = performance.now.bind(performance)
  let ahead = 0
  const note = vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead)
  const { app, page } = await start()
  const window = app.windows()[0]!
  const { ended } = await startRun(app, page)
  window.minimize()
  ahead = 60_000
  expect(await ended()).toBe('completed')
  await until(() => app.electron.notifications.shown.length === 1, 'the notification')
  note.mockRestore()
  const [notification] = app.electron.notifications.shown
  expect(notification).toMatchObject({ title: 'GenGlossary', body: 'handbook: run completed' })
  notification!.emit('click')
  await until(() => window.focused, 'the window in front')
})

it('looks for models in a process of its own, at the ports it was told', async () => {
  const server = createServer((request, response) => {
    const found = request.url === '/v1/models' ? { object: 'list', data: [{ id: 'tiny', object: 'model', owned_by: 'nobody' }] } : null
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('GENGLOSSARY_MODEL_PORTS', String((server.address() as AddressInfo).port))
  const { app, page } = await start()
  const { servers } = await ask(page, 'models.find', {})
  expect(servers.flatMap(({ models }) => models.map(({ name }) => name))).toEqual(['tiny'])
  const [process] = app.electron.utilities
  expect(process!.serviceName).toMatch(/^models-/)
  expect(process!.up!.heap).toBe((512 + 3 * 4) * 2 ** 20)
  expect((await ask(page, 'network.list', {})).entries.length).toBeGreaterThan(0)
  server.close()
  vi.unstubAllEnvs()
})

it('keeps a model key only sealed by the system, and not where anybody could open it', async () => {
  const { app, page } = await start()
  await ask(page, 'models.setKey', { key: 'sk-secret' })
  expect(await ask(page, 'models.key', {})).toMatchObject({ source: 'stored' })
  const kept = readFileSync(join(app.home, 'model-key'))
  expect(kept.includes('sk-secret')).toBe(false)
  app.electron.safe.backend = 'basic_text'
  await expect(ask(page, 'models.setKey', { key: 'sk-other' })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(existsSync(join(app.home, 'model-key'))).toBe(true)
})
