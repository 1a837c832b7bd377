import type { App } from '../app.ts'
import type { PassageView, TermDetail } from '../contract/library-api.ts'
import type { RunSettings } from '../contract/run-protocol.ts'
import type { Library } from '../library/library.ts'
import type { Invocation } from './args.ts'
import { documentFolder, openForFolder, scanInto } from './folder.ts'
import { EXIT, reporterFor, runAndFollow } from './follow-run.ts'
import type { Io } from './io.ts'

/** `terms` and `definitions`: a run of the folder's library, then lists for scripts and measurements. */

async function extracted(
  app: App,
  io: Io,
  { options, positionals }: Invocation,
  scope: 'extract' | 'full',
  settings: Partial<RunSettings>,
) {
  const reporter = reporterFor(io, options['json-logs'] === true)
  const folder = await documentFolder(io, positionals[0]!)
  const opened = await openForFolder(app, io, folder, options.library === undefined ? undefined : String(options.library))
  await scanInto(opened, folder, reporter)
  const { library } = opened
  const language = options.lang as RunSettings['language']
  return { library, code: await runAndFollow(io, library, scope, { ...settings, language }, reporter) }
}

const limitOf = ({ options }: Invocation): number => (options.limit === undefined ? Number.POSITIVE_INFINITY : Number(options.limit))

async function take(rows: AsyncIterable<TermDetail>, limit: number, wanted: (row: TermDetail) => boolean): Promise<TermDetail[]> {
  const taken: TermDetail[] = []
  for await (const row of rows) {
    if (wanted(row)) taken.push(row)
    if (taken.length >= limit) break
  }
  return taken
}

/** Every spelling of the terms, the headword first, each once. */
function surfaceForms(rows: readonly TermDetail[]): string[] {
  return [...new Set(rows.flatMap((row) => [row.headword, ...row.variants.map(({ surface }) => surface)]))]
}

const termJson = (row: TermDetail, rank: 'glossary' | 'termhood') => ({
  term: row.headword,
  rank: rank === 'glossary' ? row.glossaryRank : row.termhoodRank,
  score: rank === 'glossary' ? row.glossaryScore : row.termhoodScore,
  accepted: row.accepted,
  language: row.language,
  reading: row.reading,
  category: row.category,
  frequency: row.frequency,
  documents: row.documents,
  variants: row.variants.map(({ surface, rule, count }) => ({ surface, rule, count })),
})

/**
 * The rows of a ranking. `termhood` is the exhaustive list down to its cut-off; `glossary` every headword, best first. Terms people
 * dropped are in neither.
 */
function rankedTerms(library: Library, rank: 'glossary' | 'termhood', limit: number): Promise<TermDetail[]> {
  const rows = library.allTerms({ view: 'all', sort: rank === 'glossary' ? 'rank' : 'termhood', preview: false })
  const wanted = (row: TermDetail) => row.decision !== 'dropped' && (rank === 'glossary' ? row.glossaryRank !== null : row.accepted)
  return take(rows, limit, wanted)
}

/** `terms`: one term a line (or one surface form a line), or JSON. */
export async function terms(app: App, io: Io, invocation: Invocation): Promise<number> {
  const { options } = invocation
  const { library, code } = await extracted(app, io, invocation, 'extract', { includeEntities: options.entities === 'include' })
  if (code !== EXIT.done) return code
  const rank = options.rank === 'termhood' ? 'termhood' : 'glossary'
  const all = options.forms === 'all'
  const limit = limitOf(invocation)
  const rows = await rankedTerms(library, rank, all ? Number.POSITIVE_INFINITY : limit)
  const lines = all ? surfaceForms(rows).slice(0, limit) : rows.map(({ headword }) => headword)
  const json = all ? lines : rows.map((row) => termJson(row, rank))
  await io.out(options.format === 'json' ? `${JSON.stringify(json, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''))
  return code
}

const sourceJson = ({ path, line, part, start, end, quote }: PassageView) => ({
  ...{ file: path, line },
  ...(part === undefined ? {} : { part }),
  ...{ start, end, quote },
})

const definitionJson = (row: TermDetail) => {
  const definition = row.definitions[0]
  if (definition === undefined || definition.text === '') return []
  const variants = row.variants.map(({ surface }) => surface).filter((surface) => surface !== row.headword)
  return [{ term: row.headword, variants, definition: definition.text, kind: definition.kind, sources: definition.sources.map(sourceJson) }]
}

/** `definitions`: headwords of the glossary ranking that have a definition or at least a context, as JSON. */
export async function definitions(app: App, io: Io, invocation: Invocation): Promise<number> {
  const { library, code } = await extracted(app, io, invocation, 'full', {})
  if (code !== EXIT.done) return code
  const rows = await rankedTerms(library, 'glossary', limitOf(invocation))
  await io.out(`${JSON.stringify(rows.flatMap(definitionJson), null, 2)}\n`)
  return code
}
