import { availableParallelism } from 'node:os'
import { copyFaults } from './copy-faults.ts'
import { engineCrashPoints, engineIoErrors } from './engine-crash-points.ts'
import { engineOrphans } from './engine-orphans.ts'
import { cancelAnyMoment, doneThenExit } from './engine-workers.ts'
import { hangingFolder } from './hang.ts'
import { killLoop } from './kill-loop.ts'
import { powerLoss } from './power-loss.ts'
import type { SuiteResult } from './report.ts'
import { startRace } from './start-race.ts'
import { crashPoints } from './store-crash-points.ts'
import { conclude, runApart, runSuites } from './suite-runner.ts'
import { walCuts } from './wal-cuts.ts'

/**
 * `npm run test:faults [-- --sample] [--only NAME,NAME] [--seed N] [--report FILE]`. The last line is `N passed, N failed, N skipped`; exit code 1 on failure.
 * `npm run test:power` adds the power loss (root).
 */

interface Size {
  readonly everyCrashPoint: number
  readonly everyFrame: number
  readonly bitFlips: number
  readonly kills: number
  readonly rounds: number
  readonly cuts: number
  readonly orphans: number
  readonly workers: number
  readonly hangs: number
}
const WHOLE: Size = {
  everyCrashPoint: 1,
  everyFrame: 1,
  bitFlips: 300,
  kills: 1000,
  rounds: 500,
  cuts: 200,
  orphans: 20,
  workers: 1000,
  hangs: 6,
}
const SAMPLE: Size = { everyCrashPoint: 7, everyFrame: 2, bitFlips: 60, kills: 50, rounds: 40, cuts: 10, orphans: 2, workers: 50, hangs: 1 }

const RACERS = 8

type Suite = (size: Size, seed: number) => Promise<SuiteResult>
const SUITES: Readonly<Record<string, Suite>> = {
  crash: (size) => crashPoints(size.everyCrashPoint),
  copy: (size) => copyFaults(size.everyCrashPoint),
  wal: (size, seed) => walCuts(size.everyFrame, size.bitFlips, seed),
  race: (size) => startRace(RACERS, size.rounds, 'owned'),
  'race-unowned': (size) => startRace(RACERS, size.rounds, 'unowned'),
  kill: (size, seed) => killLoop(size.kills, seed),
  engine: (size) => engineCrashPoints(size.everyCrashPoint),
  'engine-errors': (size) => engineIoErrors(size.everyCrashPoint),
  orphan: (size) => engineOrphans(size.orphans),
  exit: (size) => doneThenExit(size.workers),
  cancel: (size, seed) => cancelAnyMoment(size.workers, seed),
  hang: (size) => hangingFolder(size.hangs),
  power: (size, seed) => powerLoss(size.cuts, seed),
}
/** Side by side, each in a process of its own: they wait more than they compute, and none of them measures how long a reaction takes. The longest first. */
const APART = ['engine-errors', 'kill', 'engine', 'exit', 'crash', 'copy', 'wal']
/** They take all cores, or their times count. */
const ALONE = ['race', 'race-unowned', 'orphan', 'cancel', 'hang']

// A life whose writes are counted and failed one by one writes its own files and no compiled sources.
delete process.env.NODE_COMPILE_CACHE
process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const sample = args.includes('--sample')
  const seed = Number(value('--seed') ?? Date.now() % 1_000_000)
  const suites = Object.fromEntries(Object.entries(SUITES).map(([name, suite]) => [name, () => suite(sample ? SAMPLE : WHOLE, seed)]))
  const wanted = value('--only')?.split(',') ?? [...APART, ...ALONE]
  const apart = wanted.length === 1 ? [] : APART.filter((name) => wanted.includes(name))
  const argumentsOf = (name: string, file: string) => [
    ...[import.meta.filename, '--only', name, '--seed', String(seed), '--report', file],
    ...(sample ? ['--sample'] : []),
  ]
  const first = await runApart(apart, argumentsOf, availableParallelism())
  const then = await runSuites(
    suites,
    wanted.filter((name) => !apart.includes(name)),
  )
  return conclude({ ...first, ...then }, value('--report'))
}
