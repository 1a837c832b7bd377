import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeServer, type FakeServerOptions } from '../../scripts/models/fake-server.ts'
import { scriptedAnswer } from '../../scripts/models/scripted-model.ts'
import { Desk, HANDBOOK } from './testing.ts'

/** A model from the terminal: whole runs in real processes against a real server. */

const KEY = 'key-of-this-test-0123456789'
/** Longest way of an answer into the library, and longest life of a worker whose main was killed, on a busy machine. */
const STORING_MS = 1000
let desk: Desk
let servers: FakeServer[] = []
beforeEach(() => {
  desk = new Desk()
  desk.write(HANDBOOK)
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  servers = []
  desk.dispose()
})

async function serve(options: FakeServerOptions = {}): Promise<FakeServer> {
  const server = await FakeServer.start({ answer: (messages) => scriptedAnswer('good', messages), ...options })
  servers.push(server)
  return server
}
/** Starts the tool with more in its environment: it gets a copy when it is started. */
function start(args: readonly string[], env: Readonly<Record<string, string>>): ReturnType<Desk['start']> {
  Object.assign(process.env, env)
  try {
    return desk.start(args)
  } finally {
    for (const name of Object.keys(env)) delete process.env[name]
  }
}
const generate = (server: FakeServer, ...more: string[]): string[] => [
  'generate',
  'docs',
  '--library',
  'lib.glossary',
  '--out',
  'g.json',
  '--engine',
  'openai',
  '--model',
  'fake',
  '--base-url',
  server.url,
  ...more,
]
const glossary = (): string => readFileSync(desk.path('g.json'), 'utf8')
const promptsOf = (server: FakeServer): string[] =>
  server.chats.map(({ messages }) => JSON.stringify(messages).replace(/n=\\"[0-9a-f]{12}\\"/gu, 'n'))

test('lists the models of this computer, or says that nothing answers', async () => {
  const server = await serve({ models: ['small', 'large'] })
  const ports = { GENGLOSSARY_MODEL_PORTS: String(server.port) }
  const listed = await start(['models', '--format', 'json'], ports).finished
  expect(listed).toMatchObject({ code: 0 })
  const { servers: found } = JSON.parse(listed.stdout)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ engine: 'ollama', models: [{ name: 'small', contextTokens: 65_536 }, { name: 'large' }] })
  expect((await start(['models'], ports).finished).stdout).toMatch(/small +--engine ollama/)
  await server.stop()
  servers = []
  const nothing = await start(['models'], ports).finished
  expect(nothing).toMatchObject({ code: 1, stdout: '' })
  expect(nothing.stderr).toContain('No model server answers on this computer.')
})

test('tests a model with one question, and estimates', async () => {
  const server = await serve({ decodeMsPerToken: 2 })
  const { code, stdout } = await desk.run('models', '--base-url', server.url, '--test', 'fake', '--format', 'json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout).test).toMatchObject({ model: 'fake', supported: true, text: expect.stringContaining('lighthouse') })
  expect(JSON.parse(stdout).test.tokensPerSecond).toBeGreaterThan(10)
  expect((await desk.run('models', '--recommended')).stdout).toContain('Apache-2.0')
})

test('wrong use says what to do', async () => {
  const server = await serve({ models: ['other'] })
  expect(await desk.run('generate', 'docs', '--model', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining('--engine') })
  expect(await desk.run('generate', 'docs', '--engine', 'ollama')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('genglossary models'),
  })
  const remote = await desk.run('generate', 'docs', '--engine', 'openai', '--model', 'x', '--base-url', 'http://192.0.2.1:8080')
  expect(remote).toMatchObject({ code: 1, stderr: expect.stringContaining('--allow-remote') })
  const missing = await desk.run('generate', 'docs', '--engine', 'ollama', '--model', 'qwen', '--base-url', server.url)
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('ollama pull qwen') })
  expect(await desk.run('generate', 'docs', '--resume', '--library', 'new.glossary')).toMatchObject({ code: 2 })
}, 60_000)

test('a whole run; a second one asks nothing; the key is kept nowhere', async () => {
  const server = await serve()
  const first = await start(generate(server), { GENGLOSSARY_API_KEY: KEY }).finished
  expect(first).toMatchObject({ code: 0 })
  expect(glossary()).toContain('A job runner is a process that executes jobs from a job spool.')
  expect(glossary()).toContain('"written"')
  expect(new Set(server.chats.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${KEY}`]))
  const asked = server.chats.length
  expect(asked).toBeGreaterThan(5)
  // What went where: the sums of the run are those the server counted itself, also in the run's own log.
  const { stdout: shown } = await desk.run('runs', 'show', '--library', 'lib.glossary')
  const sums = /To (\S+) +(\d+) requests over (\d+) connections, (\d+) bytes sent, (\d+) received/u.exec(shown)
  expect(sums?.[1]).toBe(server.url)
  expect(Number(sums?.[2])).toBe(server.requests.length)
  expect(Number(sums?.[4])).toBeGreaterThan(1000)
  expect(shown).not.toContain('network ')
  expect((await desk.run('runs', 'logs', '--library', 'lib.glossary')).stdout).toContain(`Connections to ${server.url}: `)
  expect(await start(generate(server), { GENGLOSSARY_API_KEY: KEY }).finished).toMatchObject({ code: 0 })
  expect(server.chats.length).toBe(asked)
  for (const file of filesUnder(desk.folder)) expect(readFileSync(file).includes(KEY), file).toBe(false)
  expect(first.stdout + first.stderr + (await desk.run('runs', 'logs', '--library', 'lib.glossary')).stdout).not.toContain(KEY)
}, 60_000)

test('killed at any moment and run again: nothing that was answered is asked again', async () => {
  const server = await serve({ decodeMsPerToken: 1 })
  const kills: number[] = []
  for (const after of [1, 3, 6]) {
    const run = desk.start(generate(server, '--concurrency', '2'))
    const before = server.chats.length
    for (let i = 0; i < 600 && server.chats.length < before + after && run.child.exitCode === null; i++)
      await new Promise((next) => setTimeout(next, 20))
    kills.push(performance.now())
    run.child.kill('SIGKILL')
    await run.finished
    await new Promise((next) => setTimeout(next, 300))
  }
  expect(await desk.run(...generate(server, '--resume'))).toMatchObject({ code: 0 })
  const prompts = promptsOf(server)
  const answered = server.chats.filter(({ outcome }) => outcome === 'answered').length
  // Asked twice only what a kill cut off in flight, or in the moment in which its answer was on its way into the library.
  const stored = server.chats.filter(({ outcome, endedAt }, index) => {
    const atKill = kills.some((kill) => Math.abs(kill - endedAt) <= STORING_MS)
    return outcome === 'answered' && !atKill && prompts.indexOf(prompts[index]!, index + 1) !== -1
  })
  expect(stored).toEqual([])
  expect(answered).toBeGreaterThan(5)
  expect(JSON.parse((await desk.run('library', 'info', 'lib.glossary', '--format', 'json')).stdout)).toMatchObject({
    lastRun: { status: 'completed' },
    activeRun: null,
  })
}, 120_000)

test('the server dies in the middle and comes back: the run waits and completes', async () => {
  const server = await serve({ decodeMsPerToken: 1 })
  const { port } = server
  const run = desk.start(generate(server, '--concurrency', '2', '--json-logs'))
  for (let i = 0; i < 500 && server.chats.length < 4; i++) await new Promise((next) => setTimeout(next, 20))
  await server.stop()
  servers = []
  await run.saw(/Asking again until it answers/)
  await serve({ port })
  expect((await run.finished).code).toBe(0)
  expect(glossary()).toContain('"written"')
}, 60_000)

test('Ctrl-C closes every socket at once', async () => {
  const server = await serve({ decodeMsPerToken: 50, answer: () => 'x'.repeat(4000) })
  const run = desk.start(generate(server, '--concurrency', '4'))
  for (let i = 0; i < 500 && server.inFlight < 1; i++) await new Promise((next) => setTimeout(next, 20))
  run.child.kill('SIGINT')
  expect((await run.finished).code).toBe(130)
  // The server hears of it by its own sockets, a moment later perhaps.
  await expect.poll(() => server.inFlight).toBe(0)
  expect(server.chats.every(({ outcome }) => outcome === 'closed')).toBe(true)
}, 60_000)

test('two servers share the work by weight; one that dies is done without', async () => {
  const [one, two] = [await serve({ decodeMsPerToken: 1 }), await serve({ decodeMsPerToken: 1 })]
  const urls = `${one.url}*3,${two.url}*1`
  const args = generate(one).map((arg) => (arg === one.url ? urls : arg))
  expect(await desk.run(...args, '--concurrency', '4')).toMatchObject({ code: 0 })
  expect(one.chats.length).toBeGreaterThan(two.chats.length)
  expect(two.chats.length).toBeGreaterThan(0)
  await two.stop()
  servers = [one]
  desk.write({ 'docs/new.md': '# Job clerk\n\nA job clerk is a program that files jobs. The job clerk reads the job spool.\n' })
  expect(await desk.run(...args)).toMatchObject({ code: 0 })
}, 60_000)

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile())
}

test('--terms asks about these terms alone; --again anew; names that are none are told', async () => {
  const server = await serve()
  expect(await desk.run(...generate(server))).toMatchObject({ code: 0 })
  server.requests.length = 0
  const some = ['--scope', 'generate', '--terms', 'job runner、量子ビット']
  expect(await desk.run(...generate(server, ...some, '--again'))).toMatchObject({ code: 0 })
  expect(server.chats.length).toBe(2)
  expect(await desk.run(...generate(server, '--resume'))).toMatchObject({ code: 0 })
  expect(server.chats.length).toBe(2)
  expect(await desk.run(...generate(server, '--scope', 'generate', '--terms', 'job runner,nonsense'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('“nonsense”'),
  })
  expect(await desk.run(...generate(server, '--terms', 'job runner'))).toMatchObject({ code: 2 })
  expect(await desk.run(...generate(server, '--again'))).toMatchObject({ code: 2 })
}, 60_000)

test('a server that sends the key back, in answers and errors: it is in nothing written, also not in the model log', async () => {
  let asked = 0
  const server = await serve({
    answer: (messages) => {
      asked++
      const said = scriptedAnswer('good', messages)
      return asked % 3 === 0 ? `{"Bearer ${KEY}": broken` : said.replace('"text":"', `"text":"${KEY} `)
    },
  })
  const run = await start(generate(server, '--model-log', '--json-logs'), { GENGLOSSARY_API_KEY: KEY }).finished
  expect(run.code).toBe(0)
  for (const file of filesUnder(desk.folder)) expect(readFileSync(file).includes(KEY), file).toBe(false)
  const shown = await desk.run('runs', 'show', '--models', '--library', 'lib.glossary')
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('[key]') })
  expect(run.stdout + run.stderr + shown.stdout + (await desk.run('runs', 'logs', '--library', 'lib.glossary')).stdout).not.toContain(KEY)
}, 60_000)

test('the model log: off unless asked for; prompts and answers as sent, for this user alone', async () => {
  const server = await serve()
  expect(await desk.run(...generate(server))).toMatchObject({ code: 0 })
  expect(await desk.run('runs', 'show', '--models', '--library', 'lib.glossary')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--model-log'),
  })
  server.requests.length = 0
  const again = ['--scope', 'generate', '--terms', 'job runner', '--again', '--model-log']
  expect(await desk.run(...generate(server, ...again))).toMatchObject({ code: 0 })
  const { stdout } = await desk.run('runs', 'show', '--models', '--format', 'json', '--library', 'lib.glossary')
  const entries = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(entries.map(({ messages }) => messages)).toEqual(server.chats.map(({ messages }) => messages))
  expect(entries[0]).toMatchObject({ stage: 'definition', server: server.url, error: null, answer: expect.stringContaining('job runner') })
  const [log] = filesUnder(desk.home).filter((file) => file.endsWith('.jsonl'))
  if (process.platform !== 'win32') expect(statSync(log!).mode & 0o777).toBe(0o600)
}, 60_000)

test('a model is tried with a real term of the library', async () => {
  const server = await serve()
  expect(await desk.run('generate', 'docs', '--library', 'lib.glossary', '--out', 'g.json')).toMatchObject({ code: 0 })
  const args = ['models', '--base-url', server.url, '--test', 'fake', '--library', 'lib.glossary', '--format', 'json']
  const { test: tried, estimate } = JSON.parse((await desk.run(...args)).stdout)
  expect(tried).toMatchObject({ supported: true })
  expect(['job runner', 'job spool', '量子ビット', '量子回路', 'spool limit']).toContain(tried.term)
  expect(estimate.questions).toBeGreaterThan(5)
})
