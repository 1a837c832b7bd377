import { writeSync } from 'node:fs'
import { join } from 'node:path'
import type { DefinitionItem, ResultItem } from '../../src-main/contract/results.ts'
import type { Stage } from '../../src-main/contract/run.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import { type Db, immediately, openBulk, openState } from '../../src-main/store/connection.ts'
import type { Step } from '../../src-main/store/contents.ts'
import { appendLog } from '../../src-main/store/logs.ts'
import { type Migration, migrate } from '../../src-main/store/migrations.ts'
import { type Preparation, prepare } from '../../src-main/store/prepare.ts'
import { complete } from '../../src-main/store/revisions.ts'
import { insertRun, transition, type Writer } from '../../src-main/store/runs.ts'
import { assertStaging, stepsOf } from '../../src-main/store/staging.ts'
import { concept } from '../../src-main/store/testing.ts'

/**
 * A library's life for the crash suites: `node life.ts <folder> <phase>`. Everything runs synchronously on one thread, so that "the Nth
 * write" means the same in every repetition. Each line on standard output acknowledges something: it is written after the commit.
 *
 *   create    an empty library
 *   live      two completed runs and one cancelled, on an existing or new library
 *   leave     as `live`, then a third run is left `running` with rows staged, without closing anything
 *   recover   opens what is there and ends
 *   migrate   brings a library of the first format to a later one made up for this test
 */

const TIME = '2026-01-01T00:00:00.000Z'

export const fileOf = (folder: string): string => join(folder, 'life.glossary')

/** @param epoch makes openings tell apart; any string of hex digits. */
export function preparationOf(folder: string, epoch: string): Preparation {
  const file = fileOf(folder)
  const newId = '00112233445566778899aabbccddeeff'
  return {
    file,
    create: true,
    readOnly: false,
    appDataDir: folder,
    backup: join(folder, 'backup'),
    epoch,
    newId,
    pid: process.pid,
    now: TIME,
  }
}

/** Terms of version `v` of the glossary: what is visible tells which run's rows are live. */
export const headwordsOf = (version: number): string[] => Array.from({ length: 4 }, (_, i) => `term ${version} number ${i}`)

/** Its definition. */
export function definitionOf(headword: string): DefinitionItem {
  const concept = { language: 'en', key: headword, sense: 0 } as const
  return { type: 'definition', concept, ordinal: 0, kind: 'quoted', text: `A ${headword} is a test.`, sources: [], score: 1, state: 'ok' }
}

class Life {
  readonly #state: Db
  readonly #bulk: Db
  readonly #writer: Writer

  constructor(folder: string, epoch: string) {
    prepare(preparationOf(folder, epoch))
    this.#state = openState(fileOf(folder))
    this.#bulk = openBulk(fileOf(folder))
    this.#writer = { epoch, now: TIME }
  }

  #write<T>(work: (db: Db) => T): T {
    return immediately(this.#state, () => work(this.#state))
  }

  start(): number {
    const result = this.#write((db) => insertRun(db, { scope: 'full', settings: '{}', retryOf: null }, this.#writer))
    if (!result.ok) throw new Error(`run ${result.activeId} is active`)
    const id = result.run.id
    acknowledge(`started ${id}`)
    this.#write((db) =>
      transition(db, { runId: id, from: ['pending'], to: 'running', fields: { workerPid: 1, workerStart: '1' } }, this.#writer),
    )
    return id
  }

  stage(runId: number, version: number): void {
    const words = headwordsOf(version)
    this.#batch(
      runId,
      'extract',
      words.map((word, i) => concept(word, i + 1)),
    )
    this.#batch(runId, 'generate', words.map(definitionOf))
    immediately(this.#bulk, () => {
      for (const seq of [1, 2, 3]) appendLog(this.#bulk, runId, { seq, time: 0, level: 'info', message: `line ${seq}` })
    })
  }

  #batch(runId: number, stage: Stage, items: readonly ResultItem[]): void {
    const batch = { runId, stage, items, epoch: this.#writer.epoch, now: TIME }
    const steps: Step[] = stepsOf(batch, items)
    const half = Math.ceil(steps.length / 2)
    for (const part of [steps.slice(0, half), steps.slice(half)]) {
      immediately(this.#bulk, () => {
        assertStaging(this.#bulk, batch)
        for (const step of part) step(this.#bulk)
      })
    }
  }

  complete(runId: number, version: number): void {
    const stages: StageResult[] = (['extract', 'generate'] as const).map((stage) => ({
      stage,
      result: 'staged',
      inputDigest: `digest ${version}`,
      items: 4,
    }))
    const { result } = this.#write((db) => complete(db, { runId, lastSeq: 3, durationMs: 1, stages, counts: '{}' }, this.#writer))
    if (result !== 'updated') throw new Error(`complete answered ${result}`)
    acknowledge(`completed ${runId} ${version}`)
  }

  cancel(runId: number): void {
    this.#write((db) => transition(db, { runId, from: ['running'], to: 'cancelling' }, this.#writer))
    acknowledge(`cancelling ${runId}`)
    this.#write((db) => transition(db, { runId, from: ['cancelling'], to: 'cancelled', fields: { lastSeq: 3 } }, this.#writer))
    acknowledge(`cancelled ${runId}`)
  }

  checkpoint(): void {
    this.#bulk.pragma('wal_checkpoint(PASSIVE)')
  }

  close(): void {
    this.#state.close()
    this.#bulk.close()
  }
}

const acknowledge = (what: string): void => {
  writeSync(1, `${what}\n`)
}

function live(folder: string, leave: boolean): void {
  const life = new Life(folder, 'aa'.repeat(16))
  for (const version of [1, 2]) {
    const run = life.start()
    life.stage(run, version)
    life.complete(run, version)
    if (version === 1) life.checkpoint()
  }
  const third = life.start()
  life.stage(third, 3)
  if (leave) process.kill(process.pid, 'SIGKILL')
  life.cancel(third)
  life.close()
}

/** A step no released library has: it rewrites every row of a table people care about and adds one. */
export const MADE_UP_MIGRATION: Migration = {
  version: 2,
  update: (db) => {
    db.exec(`CREATE TABLE made_up(id INTEGER PRIMARY KEY, headword TEXT NOT NULL);
      INSERT INTO made_up(headword) SELECT headword FROM terms;
      ALTER TABLE runs ADD COLUMN made_up TEXT;
      UPDATE runs SET made_up='yes';`)
  },
}

function migrateOnce(folder: string): void {
  const db = openState(fileOf(folder))
  migrate(db, fileOf(folder), [MADE_UP_MIGRATION], 2)
  acknowledge('migrated 2')
  db.close()
}

const PHASES: Readonly<Record<string, (folder: string) => void>> = {
  create: (folder) => {
    prepare(preparationOf(folder, 'cc'.repeat(16)))
    acknowledge('created')
  },
  live: (folder) => live(folder, false),
  leave: (folder) => live(folder, true),
  recover: (folder) => {
    prepare(preparationOf(folder, 'bb'.repeat(16)))
    acknowledge('recovered')
  },
  migrate: migrateOnce,
}

if (import.meta.main) {
  const [folder, phase] = process.argv.slice(2)
  const run = PHASES[phase ?? '']
  if (!folder || !run) throw new Error(`usage: life.ts <folder> ${Object.keys(PHASES).join('|')}`)
  run(folder)
}
