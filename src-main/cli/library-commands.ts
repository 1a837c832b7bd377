import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { App } from '../app.ts'
import { AppError } from '../contract/errors.ts'
import type { LibraryInfo, TermDetail, TermQuery } from '../contract/library-api.ts'
import type { ChosenEncoding } from '../contract/text/content-key.ts'
import { isInside, realTarget } from '../library/export/write.ts'
import type { Library } from '../library/library.ts'
import { placeOf } from '../library/single-files.ts'
import type { Invocation } from './args.ts'
import { exportCommand } from './export-command.ts'
import { foldersOf } from './folder.ts'
import { EXIT } from './follow-run.ts'
import { importIt } from './import.ts'
import type { Io } from './io.ts'
import { plural } from './progress.ts'
import { table } from './table.ts'

/** `library …`: the use-cases of the window, in the terminal. */

type Command = (app: App, io: Io, invocation: Invocation) => Promise<number>

/** Opens an existing library; one another process uses is opened for reading. */
const openGiven = (app: App, io: Io, { positionals }: Invocation, readOnly = false): Promise<Library> =>
  app.open(resolve(io.cwd, positionals[0]!), { readOnly })

const wantsJson = ({ options }: Invocation): boolean => options.format === 'json'
const printJson = (io: Io, value: unknown): Promise<void> => io.out(`${JSON.stringify(value, null, 2)}\n`)

function infoRows(info: LibraryInfo): string[][] {
  const { documents, terms, definitions, lastRun } = info
  const run =
    lastRun === null ? 'none' : `${lastRun.id}: ${lastRun.scope}, ${lastRun.status}${lastRun.error === null ? '' : ` (${lastRun.error})`}`
  return [
    ['Library', info.name],
    ['File', info.file],
    [
      'Documents',
      `${documents.total} (${documents.ok} read, ${documents.skipped} skipped, ${documents.failed} failed, ${documents.missing} missing)`,
    ],
    ['Terms', `${terms.total} (${terms.accepted} accepted, ${terms.dropped} dropped, ${terms.undecided} undecided)`],
    [
      'Definitions',
      `${definitions.quoted} quoted, ${definitions.context} contexts, ${definitions.written} written, ${definitions.human} by people`,
    ],
    ['Problems', String(info.problems)],
    ['Last run', run],
    ['Active run', info.activeRun === null ? 'none' : String(info.activeRun.id)],
    ['Needs a re-run', info.outdated.length === 0 ? 'nothing' : info.outdated.join(', ')],
  ]
}

const info: Command = async (app, io, invocation) => {
  const library = await openGiven(app, io, invocation)
  const data = await library.info()
  if (wantsJson(invocation)) await printJson(io, data)
  else await io.out(table(infoRows(data)))
  return EXIT.done
}

const termRow = (row: TermDetail): string[] => [
  row.headword,
  row.required ? 'required' : row.decision,
  `${row.frequency}×`,
  (row.definition ?? '').slice(0, 120),
]

const terms: Command = async (app, io, invocation) => {
  const { options } = invocation
  const library = await openGiven(app, io, invocation)
  const search = options.search === undefined ? {} : { search: String(options.search) }
  const query = { view: options.view as TermQuery['view'], ...search, preview: false }
  const rows: TermDetail[] = []
  for await (const row of library.allTerms(query, options.limit === undefined ? undefined : Number(options.limit))) rows.push(row)
  if (wantsJson(invocation)) await printJson(io, rows)
  else await io.out(table(rows.map(termRow)))
  return EXIT.done
}

const problems: Command = async (app, io, invocation) => {
  const library = await openGiven(app, io, invocation)
  const { limit } = invocation.options
  const rows = (await library.problems()).slice(0, limit === undefined ? undefined : Number(limit))
  if (wantsJson(invocation)) await printJson(io, rows)
  else await io.out(table(rows.map((row) => [row.severity, row.kind, row.message])))
  return EXIT.done
}

const listed =
  (type: 'exclude' | 'require'): Command =>
  async (app, io, invocation) => {
    const library = await openGiven(app, io, invocation)
    const entry = await library.do({ type, surfaces: invocation.positionals.slice(1), on: invocation.options.off !== true })
    io.err.write(entry === null ? 'It was like that already.\n' : `${entry.label}. The next run takes it into account.\n`)
    return EXIT.done
  }

/** `library add`: folders, and single files of folders that are not the library's. */
const addPaths: Command = async (app, io, invocation) => {
  const places = await Promise.all(invocation.positionals.slice(1).map((path) => placeOf(resolve(io.cwd, path))))
  const library = await openGiven(app, io, invocation)
  library.mustOwn()
  const found = await library.sources.addPlaces(places)
  const leftOut = found.skipped.map(({ path, reason }) => `Left out ${path}: ${reason}\n`)
  io.err.write(`${leftOut.join('')}Added ${plural(found.added, 'document')}. The next run reads them.\n`)
  return EXIT.done
}

/** `library encoding`: documents are named by their paths in their folder. */
const encoding: Command = async (app, io, invocation) => {
  const { positionals, options } = invocation
  const library = await openGiven(app, io, invocation)
  const rows = await library.documents()
  const ids = positionals.slice(1).map((path) => {
    const row = rows.find((one) => one.path.normalize('NFC') === path.normalize('NFC'))
    if (row === undefined)
      throw new AppError('INVALID_INPUT', `The library has no document ${path}. Give its path in the document folder.`, { path })
    return row.id
  })
  const entry = await library.setEncoding(ids, options.as === 'auto' ? null : (options.as as ChosenEncoding))
  io.err.write(entry === null ? 'It was like that already.\n' : `${entry.label}. The next run reads it anew.\n`)
  return EXIT.done
}

/** Where a copy may go: a new file, in a folder that exists, outside the document folders. */
function copyTarget(io: Io, given: string, folders: readonly string[]): string {
  const target = realTarget(resolve(io.cwd, given))
  if (existsSync(target)) throw new AppError('OUTPUT_NOT_WRITABLE', `${given} exists already. Choose another name.`, { file: given })
  if (!existsSync(dirname(target)))
    throw new AppError('OUTPUT_NOT_WRITABLE', `There is no folder ${dirname(target)}. Make it first.`, { file: given })
  const inside = folders.find((folder) => isInside(target, folder))
  if (inside === undefined) return target
  throw new AppError('OUTPUT_INSIDE_DOCUMENTS', `${given} lies in the document folder ${inside}, and nothing is ever written there.`, {
    file: given,
  })
}

const duplicate: Command = async (app, io, invocation) => {
  const library = await openGiven(app, io, invocation)
  const target = copyTarget(io, invocation.positionals[1]!, await foldersOf(library))
  await library.duplicate(target)
  const { terms: counted } = await library.info()
  io.err.write(`Copied to ${target}: ${plural(counted.total, 'term')}.\n`)
  return EXIT.done
}

export const libraryCommands: Readonly<Record<string, Command>> = {
  'library info': info,
  'library terms': terms,
  'library problems': problems,
  'library exclude': listed('exclude'),
  'library require': listed('require'),
  'library add': addPaths,
  'library encoding': encoding,
  'library export': exportCommand,
  'library import': importIt,
  'library duplicate': duplicate,
}
