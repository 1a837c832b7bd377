import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeMessage, FakeServer } from '../../scripts/models/fake-server.ts'
import { scriptedAnswer } from '../../scripts/models/scripted-model.ts'
import { type App, createApp } from '../app.ts'
import { HANDBOOK } from '../cli/testing.ts'
import type { TermDetail } from '../contract/library-api.ts'
import type { Scope } from '../contract/run.ts'
import { modelSettingsSchema } from '../contract/run-protocol.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import { sourceWorkerEntry } from '../hosts/worker-entry.ts'
import type { Library } from '../library/library.ts'
import type { StartOptions } from '../library/run-control.ts'

/** One term, or a few, defined, reviewed or refined anew: real files, real workers, a scripted model behind a real server. */

type Answer = (messages: readonly FakeMessage[]) => string
const good: Answer = (messages) => scriptedAnswer('good', messages)

let folder: string
let app: App
let library: Library
let server: FakeServer
let answer: Answer

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-some-')))
  for (const [name, text] of Object.entries(HANDBOOK)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  answer = good
  server = await FakeServer.start({ answer: (messages) => answer(messages) })
  app = createApp({ home: join(folder, 'home'), workerHost: createForkHost({ entry: sourceWorkerEntry() }) })
  library = await app.open(join(folder, 'lib.glossary'), { create: true })
  const model = modelSettingsSchema.parse({ engine: 'openai', model: 'fake', endpoints: [{ url: server.url }], concurrency: 2 })
  await library.saveSettings({ ...(await library.settings()), model })
  await library.addFolder(join(folder, 'docs'))
  await run('full')
  server.requests.length = 0
}, 60_000)
afterEach(async () => {
  await app.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function run(scope: Scope, options: StartOptions = {}): Promise<string> {
  const { id } = await library.runs.start(scope, {}, options)
  return (await library.runs.ended(id)).status
}
async function term(headword: string): Promise<TermDetail> {
  const [id] = await library.findTerms([headword])
  return library.term(id!)
}
const shown = async (): Promise<string[]> => {
  const rows: string[] = []
  for await (const { headword, definition, definitionKind } of library.allTerms({ view: 'all' }))
    rows.push(`${headword}: ${definitionKind} ${definition}`)
  return rows
}
const last = (messages: readonly FakeMessage[]): string => messages[3]?.content ?? ''

test('a term is defined anew: asked about alone, everything else stays, and later runs keep the new text', async () => {
  const before = await shown()
  const runner = await term('job runner')
  expect(runner).toMatchObject({ definitionKind: 'written', definitionState: 'ok' })
  // Alone it stands among other passages than in its group, so it is asked once; without `again` never twice.
  for (let i = 0; i < 2; i++) expect(await run('generate', { concepts: [runner.id] })).toBe('completed')
  expect(server.chats.length).toBe(1)
  server.requests.length = 0
  answer = (messages) =>
    JSON.stringify({
      evidence: [],
      insufficient_evidence: false,
      sentences: [
        {
          text: 'A process that executes jobs from a job spool.',
          ids: [/id="([sp]\d+)"[^>]*>A job runner is/u.exec(messages.map(({ content }) => content).join(''))![1]],
        },
      ],
    })
  expect(await run('generate', { concepts: [runner.id], again: true })).toBe('completed')
  expect(server.chats.map(({ messages }) => last(messages).includes('>job runner<'))).toEqual([true])
  expect(server.chats[0]!.body).toMatchObject({ temperature: 0.6 })
  const after = await shown()
  expect(after.filter((row) => !before.includes(row))).toEqual(['job runner: written A process that executes jobs from a job spool.'])
  expect(after.length).toBe(before.length)
  expect((await library.info()).outdated).toEqual(['review', 'refine'])
  expect(await run('generate')).toBe('completed')
  expect(server.chats.length).toBe(1)
  expect(await shown()).toEqual(after)
})

test('what could not be made anew keeps its definition, says why, and can be tried again', async () => {
  const before = await term('job runner')
  answer = () => 'no JSON at all'
  await run('generate', { concepts: [before.id], again: true })
  const failed = await term('job runner')
  expect(failed.definition).toBe(before.definition)
  expect(failed).toMatchObject({ definitionState: 'failed', definitionReason: expect.stringContaining('no usable answer') })
  answer = good
  await run('generate', { concepts: [before.id], again: true })
  expect(await term('job runner')).toMatchObject({ definitionState: 'ok', definitionReason: null, definition: before.definition })
})

test('going on with a run of some terms takes its terms and its answers', async () => {
  const ids = [(await term('job runner')).id, (await term('job spool')).id]
  await run('generate', { concepts: ids, again: true })
  const asked = server.chats.length
  expect(asked).toBe(2)
  const [before] = await library.runs.list(1)
  await run('generate', { retryOf: before!.id })
  expect(server.chats.length).toBe(asked)
  expect((await library.runs.list(1))[0]!.settings).toBe(before!.settings)
})

test('a term is reviewed alone, its problems replaced and no others; then refined alone', async () => {
  const runner = await term('job runner')
  const others = (await library.problems())
    .filter(({ conceptIds }) => !conceptIds.includes(runner.id))
    .map(({ fingerprint }) => fingerprint)
  answer = (messages) => {
    const id = /<entry id="(e\d+)" from="job runner"/u.exec(last(messages))?.[1]
    const issue = {
      kind: 'unclear',
      entries: [id ?? 'e1'],
      passages: [],
      action: 'edit-definition',
      message: 'It does not say which jobs.',
    }
    const stray = { ...issue, entries: ['e1', 'e2'].filter((one) => one !== id).slice(0, 1), message: 'Nobody asked about this one.' }
    return messages[0]!.content.includes('"issues"') ? JSON.stringify({ issues: [issue, stray] }) : good(messages)
  }
  expect(await run('review', { concepts: [runner.id], again: true })).toBe('completed')
  expect(server.chats.length).toBe(1)
  const problems = await library.problems()
  expect(problems.filter(({ message }) => message.startsWith('It does not say')).map(({ conceptIds }) => conceptIds)).toEqual([[runner.id]])
  expect(problems.filter(({ conceptIds }) => !conceptIds.includes(runner.id)).map(({ fingerprint }) => fingerprint)).toEqual(others)
  server.requests.length = 0
  expect(await run('refine', { concepts: [runner.id] })).toBe('completed')
  expect(server.chats.length).toBeGreaterThan(0)
  expect(server.chats.every(({ messages }) => last(messages).includes('>job runner<'))).toBe(true)
  expect((await term('job runner')).definitions[0]).toMatchObject({ refines: runner.definition })
})

test('only stages that know terms take a selection, and only terms there are', async () => {
  const { id } = await term('job runner')
  await expect(library.runs.start('full', {}, { concepts: [id] })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(library.runs.start('generate', {}, { concepts: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(await run('generate', { concepts: [999_999] })).toBe('failed')
  expect((await term('job runner')).definitionKind).toBe('written')
})
