import { resolve } from 'node:path'
import type { App } from '../app.ts'
import { checkOutput } from '../library/export/write.ts'
import type { Library } from '../library/library.ts'
import type { Invocation } from './args.ts'
import { documentFolder, type FolderLibrary, foldersOf, openForFolder, scanInto } from './folder.ts'
import { EXIT, reporterFor, runAndFollow } from './follow-run.ts'
import type { Io } from './io.ts'
import { modelSettings, plannedRun } from './model-options.ts'
import { plural, type RunReporter } from './progress.ts'

const FORMATS: Readonly<Record<string, string>> = { '.md': 'md', '.markdown': 'md', '.json': 'json', '.csv': 'csv' }

/** The format asked for, else by the file's ending, else Markdown. */
export function exportFormat(asked: string | undefined, out: string | undefined): string {
  return asked ?? FORMATS[/\.[^./\\]+$/u.exec(out ?? '')?.[0].toLowerCase() ?? ''] ?? 'md'
}

export interface ExportTarget {
  readonly format: string
  /** Absolute; undefined = standard output. */
  readonly out: string | undefined
  readonly limit: number | undefined
}

export function exportTarget(io: Io, { options }: Invocation): ExportTarget {
  const out = options.out === undefined ? undefined : String(options.out)
  const format = exportFormat(options.format === undefined ? undefined : String(options.format), out)
  return {
    format,
    out: out === undefined ? undefined : resolve(io.cwd, out),
    limit: options.limit === undefined ? undefined : Number(options.limit),
  }
}

/** Writes the glossary to its file, or to standard output. */
export async function writeGlossary(io: Io, library: Library, target: ExportTarget, note: (message: string) => void): Promise<void> {
  const { format, out, limit } = target
  const options = limit === undefined ? {} : { limit }
  if (out === undefined) {
    await io.out((await library.exports.text(format, options)).text)
    return
  }
  const { terms } = await library.exports.toFile(out, format, options)
  note(`Wrote ${out}: ${plural(terms, 'term')}.`)
}

async function generateInto(io: Io, opened: FolderLibrary, folder: string, invocation: Invocation, reporter: RunReporter): Promise<number> {
  const { options } = invocation
  const { library } = opened
  const target = exportTarget(io, invocation)
  if (target.out !== undefined) checkOutput(target.out, [folder, ...(await foldersOf(library))])
  await scanInto(opened, folder, reporter)
  const language = options.lang as 'auto' | 'en' | 'ja'
  const { scope, settings, options: start } = await plannedRun(library, options, { language, model: await modelSettings(library, options) })
  const code = await runAndFollow(io, library, scope, settings, reporter, start)
  if (code === EXIT.done) await writeGlossary(io, library, target, reporter.note)
  return code
}

/** `generate`: look at the folder, run, write the glossary. */
export async function generate(app: App, io: Io, invocation: Invocation): Promise<number> {
  const { options, positionals } = invocation
  const folder = await documentFolder(io, positionals[0]!)
  const { out } = exportTarget(io, invocation)
  if (out !== undefined) checkOutput(out, [folder])
  const opened = await openForFolder(app, io, folder, options.library === undefined ? undefined : String(options.library))
  return generateInto(io, opened, folder, invocation, reporterFor(io, options['json-logs'] === true))
}
