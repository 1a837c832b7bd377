import { resolve } from 'node:path'
import type { App } from '../app.ts'
import { AppError } from '../contract/errors.ts'
import { type ExportReport, type ExportScope, lossSentence } from '../contract/export.ts'
import type { TermQuery } from '../contract/library-api.ts'
import { EXPORT_FORMATS, formatOf } from '../library/export/index.ts'
import { checkOutput } from '../library/export/write.ts'
import { checkOutputFolder } from '../library/export/write-folder.ts'
import type { Library } from '../library/library.ts'
import type { Invocation } from './args.ts'
import { foldersOf } from './folder.ts'
import { EXIT } from './follow-run.ts'
import type { Io } from './io.ts'
import { plural } from './progress.ts'
import { forTerminal } from './table.ts'

/** `library export`: every format, every scope, the loss report before or with the writing. */

/** The format asked for, else the first one with the ending of --out, else Markdown. */
function formatFor(asked: string | undefined, out: string | undefined): ReturnType<typeof formatOf> {
  const ending = /\.([^./\\]+)$/u.exec(out ?? '')?.[1]?.toLowerCase()
  const known = EXPORT_FORMATS.find(({ extension, folder }) => !folder && extension === ending)
  return formatOf(asked ?? known?.id ?? 'md')
}

function scopeOf({ options }: Invocation): ExportScope {
  const { view, search } = options
  const asked = options.scope ?? (view === undefined && search === undefined ? 'all' : 'filter')
  if (asked === 'filter') {
    return { kind: 'filter', view: (view ?? 'glossary') as NonNullable<TermQuery['view']>, search: String(search ?? '') }
  }
  if (view !== undefined || search !== undefined) throw new AppError('USAGE', '--view and --search belong to --scope filter.')
  return { kind: asked as 'all' | 'accepted' }
}

function reportText(report: ExportReport, what: string): string {
  const head = `${what}: ${report.written} of ${plural(report.terms, 'term')}, ${report.bytes} bytes.`
  return [head, ...report.losses.map((loss) => `  ${forTerminal(lossSentence(loss, 'en'))}`), ''].join('\n')
}

interface Asked {
  readonly format: ReturnType<typeof formatOf>
  readonly out: string | undefined
  readonly dry: boolean
}

function askedFor(io: Io, { options }: Invocation): Asked {
  const given = options.out === undefined ? undefined : String(options.out)
  const format = formatFor(options.format === undefined ? undefined : String(options.format), given)
  const dry = options['dry-run'] === true
  const single = !format.folder && format.encoding !== 'binary' && format.encoding !== 'utf-16le-bom'
  if (given === undefined && !dry && !single) {
    const what = format.folder ? 'is a folder of files' : 'is no text for a terminal'
    throw new AppError('USAGE', `The format ${format.id} ${what}: say with --out where to write it.`)
  }
  return { format, out: given === undefined ? undefined : resolve(io.cwd, given), dry }
}

/** Writes, or with --dry-run only says what writing would leave out or change. */
export async function exportCommand(app: App, io: Io, invocation: Invocation): Promise<number> {
  const { options, positionals } = invocation
  const { format, out, dry } = askedFor(io, invocation)
  const scope = scopeOf(invocation)
  const library = await app.open(resolve(io.cwd, positionals[0]!))
  const folders = await foldersOf(library)
  const target = out === undefined ? undefined : format.folder ? checkOutputFolder(out, folders) : checkOutput(out, folders)
  const control = new AbortController()
  const release = io.onInterrupt(() => control.abort())
  const json = options.report === 'json'
  try {
    const limit = options.limit === undefined ? {} : { limit: Number(options.limit) }
    const report = await written(
      io,
      library,
      { ...limit, brief: options.brief === true, scope, format: format.id, target: dry ? null : target },
      control.signal,
    )
    // The report goes where the glossary does not.
    const say =
      dry || target !== undefined ? (text: string) => (json ? io.out(text) : io.err.write(text)) : (text: string) => io.err.write(text)
    if (json) await say(`${JSON.stringify({ format: format.id, ...report }, null, 2)}\n`)
    else await say(reportText(report, dry ? `Would write (${format.id})` : `Wrote ${target ?? format.id}`))
    return EXIT.done
  } finally {
    release()
  }
}

async function written(
  io: Io,
  library: Library,
  job: {
    readonly format: string
    readonly scope: ExportScope
    readonly limit?: number
    readonly brief: boolean
    readonly target: string | undefined | null
  },
  signal: AbortSignal,
): Promise<ExportReport> {
  const { target, ...rest } = job
  if (target === null) return (await library.exports.run({ ...rest, to: { kind: 'nothing' } }, { signal })).report
  if (target !== undefined) return (await library.exports.run({ ...rest, to: { kind: 'file', file: target } }, { signal })).report
  const { report, bytes } = await library.exports.run({ ...rest, to: { kind: 'bytes' } }, { signal })
  await io.out(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes ?? undefined))
  return report
}
