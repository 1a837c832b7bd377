import { type LogLine, type Progress, type RunRow, type RunStatus, shareDone } from '../contract/run.ts'
import { cutToWidth, forTerminal } from './table.ts'

export interface SkippedFile {
  readonly path: string
  readonly reason: string
}

/** What a person, or a machine, sees of a run on standard error. */
export interface RunReporter {
  note(message: string): void
  /** Files the scan left out. People see the first 50, programs all of them. */
  skipped(files: readonly SkippedFile[]): void
  progress(progress: Progress): void
  log(line: LogLine): void
  /** The run is over, as `status` says, and the library takes no writing just now. At most once. */
  saving(status: RunStatus): void
  /** `unsaved`: the library does not say so yet; a record beside it does. */
  end(run: RunRow, unsaved: boolean): void
}

export interface ReporterOutput {
  write(text: string): void
  /** Columns of the terminal; undefined when it is none. */
  readonly columns: number | undefined
}

const SKIPPED_SHOWN = 50

/** One line per file left out, up to 50, then how many more. */
function skippedLines(files: readonly SkippedFile[]): string[] {
  const shown = files.slice(0, SKIPPED_SHOWN).map(({ path, reason }) => `Skipped ${path}: ${reason}`)
  const rest = files.length - shown.length
  return rest === 0 ? shown : [...shown, `… and ${plural(rest, 'more skipped file')} (--json-logs lists them all).`]
}

const savingText = (status: RunStatus): string =>
  `The run is over (${status}). Saving that fails just now and is tried again; please wait …`
const UNSAVED = 'How the run ended could not be saved in the library. It is kept beside it, and put in when the library is opened next.'

const STAGE_NAMES = { extract: 'Extracting terms', generate: 'Finding definitions', review: 'Reviewing', refine: 'Refining' } as const

/** Milliseconds as `40 s`, `3 min`, `1 h 20 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)

const summary = ({ stage, step, done, total, bytesDone, bytesTotal, etaMs, model }: Progress): string => {
  const bytes = bytesTotal === undefined ? '' : `, ${megabytes(bytesDone ?? 0)} of ${megabytes(bytesTotal)} MB`
  const counts = total > 0 ? ` ${done}/${total}${bytes}` : ''
  const eta = etaMs === undefined || done >= total ? '' : `, about ${duration(etaMs)} left`
  const speed = model === undefined || model.tokensPerSecond === 0 ? '' : `, ${model.tokensPerSecond} tokens/s, ${model.inFlight} at once`
  const cost = model?.cost === undefined ? '' : `, cost ${model.cost.toFixed(4)}`
  return `${STAGE_NAMES[stage]}: ${step}${counts}${speed}${cost}${eta}`
}

function bar(progress: Progress, width: number): string {
  const filled = Math.round(shareDone(progress) * width)
  return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`
}

/** One line redrawn in place, with a bar, at most ten times a second; warnings stand above it. */
export function terminalReporter(out: ReporterOutput, now: () => number): RunReporter {
  let drawn = false
  let last = Number.NEGATIVE_INFINITY
  const clear = () => {
    if (drawn) out.write('\r\u001b[K')
    drawn = false
  }
  const note = (message: string) => {
    clear()
    out.write(`${forTerminal(message)}\n`)
  }
  return {
    note,
    skipped: (files) => skippedLines(files).forEach(note),
    progress: (progress) => {
      if (now() - last < 100 && progress.done < progress.total) return
      last = now()
      clear()
      const text = `${bar(progress, 20)} ${forTerminal(summary(progress))}${progress.item === undefined ? '' : `  ${forTerminal(progress.item)}`}`
      out.write(cutToWidth(text, (out.columns ?? 80) - 1))
      drawn = true
    },
    log: (line) => {
      if (line.level === 'debug' || line.level === 'info') return
      clear()
      out.write(`${line.level === 'warn' ? 'Warning' : 'Error'}: ${forTerminal(line.message)}\n`)
    },
    saving: (status) => note(savingText(status)),
    end: (_run, unsaved) => (unsaved ? note(UNSAVED) : clear()),
  }
}

/** Plain lines for a pipe or a file: a line when a step begins and one when it is done, plus warnings. */
export function plainReporter(out: ReporterOutput): RunReporter {
  let step = ''
  const note = (message: string) => out.write(`${forTerminal(message)}\n`)
  return {
    note,
    skipped: (files) => skippedLines(files).forEach(note),
    progress: (progress) => {
      const name = `${progress.stage} ${progress.step}`
      if (name === step && progress.done < progress.total) return
      if (name === step && progress.total === 0) return
      step = progress.done >= progress.total && progress.total > 0 ? '' : name
      out.write(`${forTerminal(summary(progress))}\n`)
    },
    log: (line) => {
      if (line.level === 'warn' || line.level === 'error') {
        out.write(`${line.level === 'warn' ? 'Warning' : 'Error'}: ${forTerminal(line.message)}\n`)
      }
    },
    saving: (status) => note(savingText(status)),
    end: (_run, unsaved) => {
      if (unsaved) note(UNSAVED)
    },
  }
}

/** One JSON object a line: `{"type":"note"|"skipped"|"progress"|"log"|"saving"|"end", …}`. */
export function jsonReporter(out: ReporterOutput): RunReporter {
  const line = (value: object) => out.write(`${JSON.stringify(value)}\n`)
  return {
    note: (message) => line({ type: 'note', message }),
    skipped: (files) => {
      for (const { path, reason } of files) line({ type: 'skipped', path, reason })
    },
    progress: (progress) => line({ type: 'progress', ...progress }),
    log: (log) => line({ type: 'log', ...log }),
    saving: (status) => line({ type: 'saving', status }),
    end: ({ id, scope, status, failureKind, error, durationMs, counts }, unsaved) =>
      line({ type: 'end', run: id, scope, status, failureKind, error, durationMs, counts: JSON.parse(counts), unsaved }),
  }
}

/** `1 document`, `12 documents`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
