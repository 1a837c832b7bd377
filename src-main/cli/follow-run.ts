import { AppError } from '../contract/errors.ts'
import type { RunRow, Scope } from '../contract/run.ts'
import type { RunSettings } from '../contract/run-protocol.ts'
import type { Library } from '../library/library.ts'
import type { StartOptions } from '../library/run-control.ts'
import type { RunEnd, RunSubscriber } from '../runs/api.ts'
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

async function watch(library: Library, run: number, reporter: RunReporter): Promise<{ readonly row: RunRow; readonly unsaved: boolean }> {
  const end = await new Promise<RunEnd>((resolve, reject) => {
    let told = false
    const subscriber: RunSubscriber = {
      logs: (lines) => lines.forEach(reporter.log),
      progress: reporter.progress,
      status: (_status, { saving }) => {
        if (saving === null || told) return
        told = true
        reporter.saving(saving)
      },
      end: resolve,
    }
    library.runs.subscribe(run, subscriber).catch(reject)
  })
  const row = await library.runs.get(run)
  if (row === null) throw new AppError('RUN_UNKNOWN', `Run ${run} is not in the library any more.`)
  // What could not be stored yet is known all the same: the outcome, not the row, decides.
  const result: RunRow = { ...row, status: end.status, failureKind: end.failureKind, error: end.error }
  reporter.end(result, end.unsaved)
  return { row: result, unsaved: end.unsaved }
}

const notSaved = (run: number): AppError =>
  new AppError(
    'STORAGE',
    'The run is completed, but the library could not be written, so its results are not shown yet. Make sure the disk has room and can be written to, then open the library again.',
    { run },
  )

/**
 * Starts a run and stays until it ends. Ctrl-C cancels it.
 *
 * @returns the exit code: 0 completed, 130 cancelled
 * @throws AppError RUN_FAILED with the reason; STORAGE when it completed and that could not be saved; ALREADY_ACTIVE, NOT_OWNER … when it can't be started
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
    const { row: end, unsaved } = await watch(library, id, reporter)
    // What is in the library now is not what this run made: it must not be taken for it.
    if (end.status === 'completed' && unsaved) throw notSaved(id)
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
