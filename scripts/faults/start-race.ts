import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openReader, openState } from '../../src-main/store/connection.ts'
import { prepare } from '../../src-main/store/prepare.ts'
import type { RacerAnswer } from './racer.ts'
import { type SuiteResult, Tally } from './report.ts'
import { fileOf, preparationOf } from './store-life.ts'

/** Processes that start a run on one library in the same moment, round after round: one gets it, and there are never two active rows. */

const RACER = fileURLToPath(new URL('./racer.ts', import.meta.url))

async function say(racers: readonly ChildProcess[], word: 'go' | 'stop'): Promise<unknown[]> {
  const answers = racers.map((racer) => once(racer, 'message').then(([answer]) => answer as unknown))
  for (const racer of racers) racer.send(word)
  return Promise.all(answers)
}

function activeRows(folder: string): number {
  const db = openReader(fileOf(folder))
  try {
    return db.prepare(`SELECT count(*) FROM runs WHERE status IN('pending','running','cancelling')`).pluck().get() as number
  } finally {
    db.close()
  }
}

function endRuns(folder: string): void {
  const db = openState(fileOf(folder))
  try {
    db.prepare(`UPDATE runs SET status='interrupted', finished_at='t' WHERE status='pending'`).run()
  } finally {
    db.close()
  }
}

/** A loser hears that the library has another owner; without the lock, that a run is active (in even rounds: or that it was taken over). */
function isExpected(why: string, round: number, kind: string): boolean {
  if (kind === 'owned') return why === 'NOT_OWNER'
  return why.startsWith('ACTIVE ') || (round % 2 === 0 && why.startsWith('ERROR NOT_OWNER '))
}

function judge(round: number, kind: string, answers: readonly RacerAnswer[], active: number): string[] {
  const won = answers.filter((answer) => answer.got === 'run').length
  const refusals = answers.flatMap((answer) => (answer.got === 'refused' ? [answer.why] : []))
  const wrong = refusals.filter((why) => !isExpected(why, round, kind))
  const found: string[] = []
  if (won !== 1) found.push(`${won} processes got a run`)
  if (active !== 1) found.push(`${active} rows are active`)
  if (wrong.length > 0) found.push(`refused with: ${wrong.join('; ')}`)
  return found.map((what) => `${kind}, round ${round}: ${what}`)
}

/** @param kind `unowned` leaves the ownership lock out (racer.ts): then the transaction, the unique index and the epoch have to do. */
export async function startRace(processes: number, rounds: number, kind: 'owned' | 'unowned'): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-race-'))
  prepare(preparationOf(folder, 'aa'.repeat(16)))
  const tally = new Tally()
  const racers = Array.from({ length: processes }, () => fork(RACER, [folder, kind], { execArgv: ['--no-warnings'] }))
  try {
    await Promise.all(racers.map((racer) => once(racer, 'message')))
    for (let round = 1; round <= rounds; round++) {
      const answers = (await say(racers, 'go')) as RacerAnswer[]
      tally.add(judge(round, kind, answers, activeRows(folder)))
      await say(racers, 'stop')
      endRuns(folder)
    }
  } finally {
    for (const racer of racers) racer.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  const name = kind === 'owned' ? 'start race' : 'start race without the ownership lock'
  return tally.result(name, { processes, rounds })
}
