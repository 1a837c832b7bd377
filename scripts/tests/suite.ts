import { spawn } from 'node:child_process'

/** What a suite of `npm test` came to. */
export interface SuiteResult {
  readonly name: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** A sentence about a suite that did not run, or not to its end. */
  readonly note?: string
  readonly seconds: number
}

export type Counts = Pick<SuiteResult, 'passed' | 'failed' | 'skipped'>

export interface Finished {
  /** Exit code; 1 for a process ended by a signal or past its time. */
  readonly code: number
  readonly note?: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  readonly limitMs: number
}

const GRACE_MS = 5000

/**
 * Runs a Node program with its output on our own streams and no standard input. Past its limit the whole process group is ended.
 * @param args arguments for Node, the program first
 */
export function runNode(args: readonly string[], { cwd, env, limitMs }: RunOptions): Promise<Finished> {
  const group = process.platform !== 'win32'
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: group,
  })
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    if (group) process.kill(-child.pid, signal)
    else child.kill(signal)
  }
  // In a process group of its own, the suite does not hear the terminal's Ctrl-C.
  const interrupt = (): void => {
    kill('SIGTERM')
    process.exitCode = 130
  }
  return new Promise((resolve) => {
    let late = false
    const limit = setTimeout(() => {
      late = true
      kill('SIGTERM')
      setTimeout(() => kill('SIGKILL'), GRACE_MS).unref()
    }, limitMs)
    const finish = (finished: Finished): void => {
      clearTimeout(limit)
      process.removeListener('SIGINT', interrupt)
      process.removeListener('SIGTERM', interrupt)
      resolve(finished)
    }
    process.once('SIGINT', interrupt)
    process.once('SIGTERM', interrupt)
    child.once('error', (error) => finish({ code: 1, note: `could not be started: ${error.message}` }))
    child.once('close', (code, signal) => {
      if (late) finish({ code: 1, note: `stopped after ${limitMs / 60_000} minutes` })
      else if (signal !== null) finish({ code: 1, note: `ended by ${signal}` })
      else finish({ code: code ?? 1 })
    })
  })
}

/**
 * The counts of a suite whose process ended: a process that failed without a failed test to show for it, or left no report, crashed, and
 * that counts as one failure.
 * @param counts what the report says; null when there is none
 */
export function settle(name: string, finished: Finished, counts: Counts | null, seconds: number): SuiteResult {
  const note = finished.note ?? (counts === null ? 'left no report' : undefined)
  const known = counts ?? { passed: 0, failed: 0, skipped: 0 }
  const crashed = known.failed === 0 && (finished.code !== 0 || counts === null)
  return {
    name,
    ...known,
    failed: known.failed + (crashed ? 1 : 0),
    ...(crashed ? { note: note ?? `ended with exit code ${finished.code} although no test failed` } : note === undefined ? {} : { note }),
    seconds,
  }
}

/** One line a suite, aligned. */
export function table(results: readonly SuiteResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length))
  return results
    .map(
      ({ name, note, seconds, ...counts }) =>
        `${name.padEnd(width)}  ${summary(counts)}  (${seconds.toFixed(0)} s)${note === undefined ? '' : ` – ${note}`}`,
    )
    .join('\n')
}

/** The last line of `npm test`. */
export const summary = ({ passed, failed, skipped }: Counts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`

export const total = (results: readonly Counts[]): Counts => ({
  passed: results.reduce((sum, one) => sum + one.passed, 0),
  failed: results.reduce((sum, one) => sum + one.failed, 0),
  skipped: results.reduce((sum, one) => sum + one.skipped, 0),
})
