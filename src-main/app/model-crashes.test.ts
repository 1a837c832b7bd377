import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FakeServer } from '../../scripts/models/fake-server.ts'
import { MarkedModel } from '../../scripts/models/marked-model.ts'
import { type App, createApp } from '../app.ts'
import { HANDBOOK } from '../cli/testing.ts'
import { modelSettingsSchema } from '../contract/run-protocol.ts'
import { createForkHost } from '../hosts/fork-host.ts'
import { sourceWorkerEntry } from '../hosts/worker-entry.ts'
import type { Library } from '../library/library.ts'

/**
 * Real files, real workers, a real server: after the n-th request the worker is killed, the run is cancelled, or the server dies and comes back;
 * then the run is started again. No question whose answer is kept is asked again, what people see is that of the last run that was completed,
 * and every run says truly how it ended. A few cases in CI, as many as GENGLOSSARY_MODEL_CRASHES says otherwise; the counts are printed.
 */

const CASES = Number(process.env.GENGLOSSARY_MODEL_CRASHES ?? 5)
const SEED = Number(process.env.GENGLOSSARY_MODEL_CRASHES_SEED ?? 20_261_121)
const HOWS = ['kill', 'cancel', 'server'] as const
type How = (typeof HOWS)[number]
interface Cut {
  readonly how: How
  readonly after: number
}

const totals = { kill: 0, cancel: 0, server: 0, runs: 0, requests: 0, again: 0, early: 0 }

/** The answers a library keeps. */
function answersIn(file: string): string[] {
  const db = new Database(file, { readonly: true })
  try {
    const rows = db.prepare('SELECT value FROM caches WHERE value LIKE \'%"n":%\'').all() as { value: string }[]
    return rows.map(({ value }) => value)
  } finally {
    db.close()
  }
}

class Place {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-crash-')))
  readonly marked = new MarkedModel()
  readonly file = join(this.folder, 'lib.glossary')
  readonly pids: number[] = []
  server!: FakeServer
  app!: App
  library!: Library

  async open(): Promise<void> {
    for (const [name, text] of Object.entries(HANDBOOK)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true })
      writeFileSync(join(this.folder, name), text)
    }
    this.server = await FakeServer.start({ answer: this.marked.answer, decodeMsPerToken: 0.2 })
    const host = createForkHost({ entry: sourceWorkerEntry() })
    const launch: typeof host.launch = (spec) => {
      const worker = host.launch(spec)
      this.#kill = () => worker.kill('SIGKILL')
      return worker
    }
    this.app = createApp({ home: join(this.folder, 'home'), workerHost: { launch } })
    this.library = await this.app.open(this.file, { create: true })
    const model = modelSettingsSchema.parse({ engine: 'openai', model: 'fake', endpoints: [{ url: this.server.url }], concurrency: 3 })
    await this.library.saveSettings({ ...(await this.library.settings()), model })
    await this.library.addFolder(join(this.folder, 'docs'))
  }
  #kill: () => void = () => undefined

  /** One run, cut off after so many of its requests. @returns how it ended */
  async run(cut: Cut | null): Promise<{ status: string; failureKind: string | null; cut: boolean }> {
    const from = this.marked.asked.length
    const { port } = this.server
    let done = false
    let restarting: Promise<void> = Promise.resolve()
    const { id } = await this.library.runs.start('full')
    this.marked.watch = (count) => {
      if (cut === null || done || count !== from + cut.after) return
      done = true
      if (cut.how === 'kill') this.#kill()
      else if (cut.how === 'cancel') void this.library.runs.cancel(id)
      else
        restarting = this.server.stop().then(async () => {
          this.server = await FakeServer.start({ port, answer: this.marked.answer, decodeMsPerToken: 0.2 })
        })
    }
    const { status, failureKind } = await this.library.runs.ended(id)
    this.marked.watch = () => undefined
    await restarting
    this.marked.note(answersIn(this.file))
    totals.runs++
    totals.requests += this.marked.asked.length - from
    return { status, failureKind, cut: done }
  }

  /** What people see of every term. */
  async shown(): Promise<string[]> {
    const rows: string[] = []
    for await (const { headword, definition, definitionKind, definitionState } of this.library.allTerms({ view: 'all', preview: false }))
      rows.push(`${headword}: ${definitionState} ${definitionKind} ${definition}`)
    return rows.sort()
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.server.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

async function during<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const place = new Place()
  try {
    await place.open()
    return await work(place)
  } finally {
    await place.close()
  }
}

/** How a run may truly end that was cut off in this way; one that had asked all it wanted may be over before. */
const ENDS: Readonly<Record<How, readonly string[]>> = {
  kill: ['failed crash', 'completed null'],
  cancel: ['cancelled null', 'completed null'],
  server: ['completed null'],
}

async function attempt(place: Place, cuts: readonly Cut[], wanted: readonly string[]): Promise<void> {
  let before = await place.shown()
  for (const cut of cuts) {
    const ended = await place.run(cut)
    const how = `${ended.status} ${ended.failureKind}`
    if (ended.cut) totals[cut.how]++
    else totals.early++
    expect(ended.cut ? ENDS[cut.how] : ['completed null'], JSON.stringify(cut)).toContain(how)
    expect((await place.library.info()).lastRun?.status).toBe(ended.status)
    const after = await place.shown()
    // A run that did not complete changes nothing people see; one that did shows whole definitions.
    expect(after, JSON.stringify(cut)).toEqual(ended.status === 'completed' ? wanted : before)
    before = after
  }
  expect((await place.run(null)).status).toBe('completed')
  expect(await place.shown()).toEqual(wanted)
  totals.again += place.marked.again.length
  expect(place.marked.again).toEqual([])
}

test(
  `${CASES} runs of a model cut off at random: nothing answered is asked again, nothing half-written is shown, statuses are true`,
  async () => {
    const wanted = await during(async (place) => {
      expect((await place.run(null)).status).toBe('completed')
      return place.shown()
    })
    expect(wanted.some((row) => row.includes('ok written'))).toBe(true)
    const cut = fc.record({ how: fc.constantFrom(...HOWS), after: fc.integer({ min: 1, max: 8 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 3 }), (cuts) => during((place) => attempt(place, cuts, wanted))),
      { numRuns: CASES, seed: SEED, endOnFailure: CASES < 20 },
    )
    const { runs, requests, kill, cancel, server, early, again } = totals
    console.log(
      `${CASES} cases, ${runs} runs, ${requests} requests: worker killed ${kill} times, cancelled ${cancel}, server gone ${server}, over before ${early}; asked again: ${again}.`,
    )
  },
  Math.max(300_000, CASES * 60_000),
)
