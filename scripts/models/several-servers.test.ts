import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeMessage, FakeServer } from './fake-server.ts'
import { type Folder, folderOf, modelSettings, runWithModel } from './memory-run.ts'
import { scriptedAnswer } from './scripted-model.ts'

/** One machine is not enough: several servers of one model share a run by weight, do without one that dies, and take it back. */

const WEIGHTS = [1, 2, 4] as const
let folder: Folder
let servers: FakeServer[] = []
const answer = (messages: readonly FakeMessage[]): string => scriptedAnswer('good', messages)
const start = (port = 0) => FakeServer.start({ port, answer, decodeMsPerToken: 0.3, slots: 8 })

beforeEach(async () => {
  const names = [
    'anchor',
    'bollard',
    'capstan',
    'davit',
    'fender',
    'gangway',
    'halyard',
    'keelson',
    'lanyard',
    'mizzen',
    'oakum',
    'painter',
  ]
  const kinds = ['winch', 'locker', 'ledger', 'crane', 'signal']
  const files = kinds.map((kind) => {
    const sections = names.map(
      (name) =>
        `## ${name} ${kind}\n\nThe ${name} ${kind} is a tool that holds the ${name} of the ${kind} crew. Each ${name} ${kind} is checked twice.\n`,
    )
    return [`${kind}.md`, `# ${kind}\n\n${sections.join('\n')}`] as const
  })
  folder = folderOf(Object.fromEntries(files))
  servers = await Promise.all(WEIGHTS.map(() => start()))
})
afterEach(async () => {
  folder.dispose()
  await Promise.all(servers.map((server) => server.stop()))
})

const settings = () =>
  modelSettings('', { concurrency: 14, endpoints: servers.map(({ url }, index) => ({ url, weight: WEIGHTS[index]! })) })
const written = (session: Awaited<ReturnType<typeof runWithModel>>['session']): string[] =>
  session.definitions
    .filter(({ kind }) => kind === 'written')
    .map(({ text }) => text)
    .sort()
const run = () => runWithModel(folder.documents, settings(), { changes: { scope: 'full' } })
const asked = (): number[] => servers.map(({ chats }) => chats.length)

test('they share the questions by weight, and write what one server alone writes', async () => {
  const { session } = await run()
  const [one, two, four] = asked() as [number, number, number]
  const all = one + two + four
  expect(all).toBeGreaterThan(60)
  for (const [index, n] of [one, two, four].entries()) {
    const due = (all * WEIGHTS[index]!) / 7
    expect(Math.abs(n - due), `server ${index + 1}: ${n} of ${all}, due ${due}`).toBeLessThan(all * 0.15)
  }
  const alone = await start()
  const single = await runWithModel(folder.documents, modelSettings(alone.url, { concurrency: 4 }), { changes: { scope: 'full' } })
  await alone.stop()
  expect(written(session)).toEqual(written(single.session))
})

test('one dies in the middle and comes back: the others go on, it is asked again once it answers, nothing is lost', async () => {
  const { port } = servers[2]!
  const whole = run()
  while (servers[2]!.chats.length < 6) await new Promise((next) => setTimeout(next, 5))
  const before = servers[2]!.chats.length
  await servers[2]!.stop()
  servers[2] = await start(port)
  const { session, result } = await whole
  expect(before).toBeGreaterThanOrEqual(6)
  expect(servers[2]!.chats.length).toBeGreaterThan(0)
  expect(result.counts['definitions.failed']).toBe(0)
  expect(written(session).length).toBeGreaterThan(50)
})
