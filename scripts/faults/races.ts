import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { type Suite, type SuiteOptions, type SuiteResult, shorten } from './suite.ts'

/** Eight processes, one library, one moment (rows 2, 32). */

const RACERS = 8

interface Answer {
  readonly result: string
  readonly detail?: string
}

class Racer {
  readonly #child: ChildProcess
  readonly #answers: Answer[] = []
  #waiting: ((answer: Answer) => void) | null = null

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'racer.ts'), { execArgv: [] })
    this.#child.on('message', (answer: Answer) => {
      const waiting = this.#waiting
      this.#waiting = null
      if (waiting) waiting(answer)
      else this.#answers.push(answer)
    })
    this.#child.once('exit', () => this.#waiting?.({ result: 'error', detail: 'the process died' }))
  }

  answer(): Promise<Answer> {
    const ready = this.#answers.shift()
    if (ready) return Promise.resolve(ready)
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  send(command: object): void {
    this.#child.send(command)
  }

  end(): void {
    this.#child.kill()
  }
}

function activeRuns(file: string): number {
  const db = new Database(file, { readonly: true })
  try {
    return (db.prepare(`SELECT count(*) AS n FROM runs WHERE status IN('pending','running','cancelling')`).get() as { n: number }).n
  } finally {
    db.close()
  }
}

function endActive(file: string): void {
  const db = new Database(file)
  db.prepare(`UPDATE runs SET status='interrupted', finished_at='now' WHERE status='pending'`).run()
  db.close()
}

async function all(racers: readonly Racer[], command: object): Promise<Answer[]> {
  const answers = racers.map((racer) => racer.answer())
  for (const racer of racers) racer.send(command)
  return await Promise.all(answers)
}

async function race(
  options: SuiteOptions,
  round: (racers: readonly Racer[], file: string, home: string) => Promise<string[]>,
): Promise<SuiteResult> {
  const [file, home] = [join(options.folder, 'test.glossary'), join(options.folder, 'home')]
  const store = await openLibrary({ file, create: true, appDataDir: home, clock: systemClock, ids: systemIds })
  await store.close()
  const racers = Array.from({ length: RACERS }, () => new Racer())
  const rounds = options.sample ? 40 : 500
  const violations: string[] = []
  try {
    await Promise.all(racers.map((racer) => racer.answer()))
    for (let n = 1; n <= rounds; n += 1) violations.push(...(await round(racers, file, home)).map((one) => `round ${n}: ${one}`))
  } finally {
    for (const racer of racers) racer.end()
  }
  return { cases: rounds * RACERS, violations: shorten(violations), figures: [`${rounds} rounds of ${RACERS} processes`], skipped: null }
}

const tally = (answers: readonly Answer[]) => {
  const counts = new Map<string, number>()
  for (const { result } of answers) counts.set(result, (counts.get(result) ?? 0) + 1)
  return counts
}

/** With the lock: one owner starts, seven are told that they don't own the library. */
async function owned(racers: readonly Racer[], file: string, home: string): Promise<string[]> {
  const answers = await all(racers, { do: 'open', file, home })
  const counts = tally(answers)
  const found: string[] = []
  if (counts.get('started') !== 1 || counts.get('not-owner') !== RACERS - 1) {
    found.push(`${JSON.stringify([...counts])} ${answers.find((one) => one.result === 'error')?.detail ?? ''}`)
  }
  if (activeRuns(file) !== 1) found.push(`1: ${activeRuns(file)} active runs`)
  await all(racers, { do: 'end', file, home })
  if (activeRuns(file) !== 0) found.push(`${activeRuns(file)} runs are left active`)
  return found
}

/** Without it: the transaction and the unique index alone. */
async function unowned(racers: readonly Racer[], file: string, home: string): Promise<string[]> {
  const answers = await all(racers, { do: 'insert', file, home })
  const counts = tally(answers)
  const found: string[] = []
  if (counts.get('started') !== 1 || counts.get('active') !== RACERS - 1) {
    found.push(`${JSON.stringify([...counts])} ${answers.find((one) => one.result === 'error')?.detail ?? ''}`)
  }
  if (activeRuns(file) !== 1) found.push(`1: ${activeRuns(file)} active runs`)
  endActive(file)
  return found
}

export const ownedRace: Suite = { name: 'eight processes open and start', rows: [2, 32], run: (options) => race(options, owned) }
export const unownedRace: Suite = {
  name: 'eight processes start without the ownership lock',
  rows: [2],
  run: (options) => race(options, unowned),
}
