import { resolve } from 'node:path'
import type { App } from '../app.ts'
import { AppError } from '../contract/errors.ts'
import type { ModelLogEntry } from '../contract/models-api.ts'
import { isActive, type LogLine, type RunRow } from '../contract/run.ts'
import { libraryUsedLast } from '../library/home.ts'
import type { Library } from '../library/library.ts'
import type { RunView } from '../runs/api.ts'
import type { Invocation } from './args.ts'
import { EXIT } from './follow-run.ts'
import type { Io } from './io.ts'
import { duration } from './progress.ts'
import { forTerminal, table } from './table.ts'

/** `runs …`: what runs did, and cancelling one that another process runs. */

type Command = (app: App, io: Io, invocation: Invocation) => Promise<number>

async function openLibrary(app: App, io: Io, { options }: Invocation): Promise<Library> {
  const file = options.library === undefined ? libraryUsedLast(app.home) : resolve(io.cwd, String(options.library))
  if (file === null)
    throw new AppError('LIBRARY_MISSING', 'There is no library yet. Make one with genglossary generate, or give one with --library.')
  return app.open(file)
}

const PAGE = 200

async function allRuns(library: Library, limit: number): Promise<RunRow[]> {
  const rows: RunRow[] = []
  for (;;) {
    const page = await library.runs.list(Math.min(PAGE, limit - rows.length), rows.at(-1)?.id)
    rows.push(...page)
    if (page.length === 0 || rows.length >= limit) return rows
  }
}

/** The run asked for, else the one `fallback` picks. */
async function chosenRun(
  library: Library,
  { positionals }: Invocation,
  fallback: (rows: readonly RunRow[]) => RunRow | undefined,
): Promise<RunRow> {
  const [given] = positionals
  if (given === undefined) {
    const run = fallback(await library.runs.list(PAGE))
    if (run === undefined) throw new AppError('RUN_UNKNOWN', `There is no such run in ${library.file}. See genglossary runs list.`)
    return run
  }
  if (!/^[1-9]\d{0,14}$/.test(given)) throw new AppError('USAGE', `A run has a number, not "${given}". See genglossary runs list.`)
  const run = await library.runs.get(Number(given))
  if (run === null)
    throw new AppError('RUN_UNKNOWN', `There is no run ${given} in ${library.file}. See genglossary runs list.`, { run: given })
  return run
}

const timeOf = (run: RunRow): string => (run.durationMs === null ? '' : duration(run.durationMs))

/** `failed (crash)`; what an active run will be once that is saved. */
function statusOf(run: RunRow | RunView): string {
  if ('saving' in run && run.saving !== null) return `${run.saving}, saving …`
  return run.failureKind === null ? run.status : `${run.status} (${run.failureKind})`
}

const retryOf = (run: RunRow): string => (run.retryOf === null ? '' : `repeats ${run.retryOf}`)

const list: Command = async (app, io, invocation) => {
  const { options } = invocation
  const rows = await allRuns(
    await openLibrary(app, io, invocation),
    options.limit === undefined ? Number.POSITIVE_INFINITY : Number(options.limit),
  )
  if (options.format === 'json') await io.out(`${JSON.stringify(rows, null, 2)}\n`)
  else
    await io.out(
      table(rows.map((run) => [String(run.id), run.scope, statusOf(run), run.createdAt, timeOf(run), retryOf(run), run.error ?? ''])),
    )
  return EXIT.done
}

function showRows(run: RunRow): string[][] {
  const all = JSON.parse(run.counts) as Record<string, number>
  const counts = Object.entries(all).filter(([name]) => !name.startsWith('network '))
  return [
    ['Run', String(run.id)],
    ['Scope', run.scope],
    ['Status', statusOf(run)],
    ...(run.error === null ? [] : [['Error', run.error]]),
    ['Created', run.createdAt],
    ['Started', run.startedAt ?? ''],
    ['Finished', run.finishedAt ?? ''],
    ['Took', timeOf(run)],
    ...(run.retryOf === null ? [] : [['Repeats', String(run.retryOf)]]),
    ...counts.map(([name, value]) => [name, String(value)]),
    ...networkRows(all),
  ]
}

/** What went where, an address a row. */
function networkRows(counts: Readonly<Record<string, number>>): string[][] {
  const origins = Object.keys(counts).flatMap((name) => /^network (\S+) requests$/u.exec(name)?.[1] ?? [])
  return origins.map((origin) => {
    const of = (what: string): number => counts[`network ${origin} ${what}`] ?? 0
    const sums = `${of('requests')} requests over ${of('connections')} connections, ${of('sent')} bytes sent, ${of('received')} received`
    return [`To ${origin}`, sums]
  })
}

/** What the run sent to its model and what came back, as it was; as JSON one entry a line. */
async function showModels(app: App, io: Io, library: Library, run: RunRow, json: boolean): Promise<number> {
  let from: number | null = 0
  while (from !== null) {
    const page = app.modelLogs.read(library.id, run.id, from)
    if (!page.logged) {
      io.err.write(`Run ${run.id} kept no model log. Start one with --model-log.\n`)
      return EXIT.failed
    }
    for (const entry of page.entries) await io.out(json ? `${JSON.stringify(entry)}\n` : entryText(entry))
    from = page.next
  }
  return EXIT.done
}

function entryText({ time, stage, server, messages, answer, error, ms, promptTokens, outputTokens }: ModelLogEntry): string {
  const said = messages.map(({ role, content }) => `[${role}]\n${forTerminal(content)}\n`).join('')
  const end = answer === null ? `[failed] ${forTerminal(error ?? '')}` : `[answer]\n${forTerminal(answer)}`
  return `--- ${time} ${stage} ${server}, ${ms} ms, ${promptTokens} + ${outputTokens} tokens\n${said}${end}\n\n`
}

const show: Command = async (app, io, invocation) => {
  const library = await openLibrary(app, io, invocation)
  const run = await chosenRun(library, invocation, ([first]) => first)
  if (invocation.options.models === true) return showModels(app, io, library, run, invocation.options.format === 'json')
  if (invocation.options.format === 'json') await io.out(`${JSON.stringify(run, null, 2)}\n`)
  else await io.out(table(showRows(run)))
  return EXIT.done
}

const lineText = ({ seq, time, level, message }: LogLine): string =>
  `${seq} ${new Date(time).toISOString()} ${level.toUpperCase()} ${forTerminal(message)}\n`

/** Stored lines, from the one asked for; with --follow the owner's live ones after them, each once. */
const logs: Command = async (app, io, invocation) => {
  const library = await openLibrary(app, io, invocation)
  const run = await chosenRun(library, invocation, ([first]) => first)
  const json = invocation.options.format === 'json'
  const print = (line: LogLine) => io.out(json ? `${JSON.stringify(line)}\n` : lineText(line))
  let after = Number(invocation.options.from ?? 1) - 1
  for (;;) {
    const lines = await library.runs.logs(run.id, after, 1000)
    for (const line of lines) await print(line)
    if (lines.length === 0) break
    after = lines.at(-1)!.seq
  }
  if (invocation.options.follow !== true || !isActive(run.status)) return EXIT.done
  let printing = Promise.resolve()
  const end = await library.runs.follow(run.id, after, {
    log: (line) => {
      printing = printing.then(() => print(line))
    },
    saving: (status) => void io.err.write(`Run ${run.id}: ${status}; saving that is tried again …\n`),
  })
  await printing
  const status = end?.status
  io.err.write(
    end === null ? 'The process that ran it went away.\n' : `Run ${run.id}: ${end.status}${end.unsaved ? ', not saved yet' : ''}.\n`,
  )
  return status === 'completed' ? EXIT.done : status === 'cancelled' ? EXIT.cancelled : EXIT.failed
}

const ANSWERS: Readonly<Record<string, string>> = {
  accepted: 'is being cancelled.',
  already: 'is being cancelled already.',
  'too-late': 'has ended already.',
  unknown: 'is not a run of this library.',
  'not-ours': 'belongs to another process.',
}

const cancel: Command = async (app, io, invocation) => {
  const library = await openLibrary(app, io, invocation)
  const run = await chosenRun(library, invocation, (rows) => rows.find(({ status }) => isActive(status)) ?? rows[0])
  if (!isActive(run.status)) {
    io.err.write(`Run ${run.id} has ended already: ${run.status}.\n`)
    return EXIT.failed
  }
  const answer = await library.runs.cancel(run.id)
  io.err.write(`Run ${run.id} ${ANSWERS[answer] ?? answer}\n`)
  return answer === 'accepted' || answer === 'already' ? EXIT.done : EXIT.failed
}

export const runsCommands: Readonly<Record<string, Command>> = {
  'runs list': list,
  'runs show': show,
  'runs logs': logs,
  'runs cancel': cancel,
}
