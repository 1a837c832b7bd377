import { AppError } from '../contract/errors.ts'
import type { RunRow, Scope } from '../contract/run.ts'
import type { RunSettings } from '../contract/run-protocol.ts'
import type { Library } from '../library/library.ts'
import type { StartOptions } from '../library/run-control.ts'
import type { RunEnd } from '../runs/api.ts'
import type { Io } from './io.ts'
import { jsonReporter, plainReporter, type RunReporter, terminalReporter } from './progress.ts'

/** Exit codes of the tool. */
export const EXIT = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const

/** How a run is shown: JSON lines when asked for, a bar in a terminal, else plain lines. */
export function reporterFor(io: Io, jsonLogs: boolean): RunReporter {
  if (jsonLogs) return jsonReporter(io.err)
  return io.err.columns === undefined ? plainReporter(io.err) : terminalReporter(io.err, () => performance.now())
}

/** First Ctrl-C: cancel properly. Second: leave at once; the worker ends by itself when its link closes. */
function cancelOnInterrupt(io: Io, library: Library, run: number, reporter: RunReporter): () => void {
  let asked = false
  return io.onInterrupt(() => {
    if (asked) process.exit(EXIT.cancelled)
    asked = true
    reporter.note('Cancelling … (again to leave at once)')
    library.runs
      .cancel(run)
      .catch((error: unknown) => reporter.note(`Cancelling failed: ${error instanceof Error ? error.message : error}`))
  })
}

async function watch(library: Library, run: number, reporter: RunReporter): Promise<RunRow> {
  const end = await new Promise<RunEnd>((resolve, reject) => {
    library.runs.subscribe(run, { logs: (lines) => lines.forEach(reporter.log), progress: reporter.progress, end: resolve }).catch(reject)
  })
  const row = await library.runs.get(run)
  if (row === null) throw new AppError('RUN_UNKNOWN', `Run ${run} is not in the library any more.`)
  // What could not be stored yet is known all the same: the outcome, not the row, decides.
  const result: RunRow = { ...row, status: end.status, failureKind: end.failureKind, error: end.error }
  reporter.end(result)
  return result
}

/**
 * Starts a run and stays until it ends. Ctrl-C cancels it.
 *
 * @returns the exit code: 0 completed, 130 cancelled
 * @throws AppError RUN_FAILED with the reason; ALREADY_ACTIVE, NOT_OWNER … when it can't be started
 */
export async function runAndFollow(
  io: Io,
  library: Library,
  scope: Scope,
  settings: Partial<RunSettings>,
  reporter: RunReporter,
  options: StartOptions = {},
): Promise<number> {
  const { id } = await library.runs.start(scope, settings, options)
  const stop = cancelOnInterrupt(io, library, id, reporter)
  try {
    const end = await watch(library, id, reporter)
    if (end.status === 'completed') return EXIT.done
    if (end.status === 'cancelled') {
      reporter.note('Cancelled. What was there before is unchanged.')
      return EXIT.cancelled
    }
    throw new AppError(
      'RUN_FAILED',
      `The run ${end.status === 'interrupted' ? 'was interrupted' : 'failed'}: ${end.error ?? 'no reason given'}`,
      {
        run: id,
      },
    )
  } finally {
    stop()
  }
}
