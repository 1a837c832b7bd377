import { access } from 'node:fs/promises'
import { AppError } from '../contract/errors.ts'
import type { HostParsed, ReaderTerm } from '../contract/host-api.ts'
import type { TermQuery } from '../contract/library-api.ts'
import type { RunRow } from '../contract/run.ts'
import type { Library } from '../library/library.ts'
import { placeOf } from '../library/single-files.ts'
import type { ControlAnswer } from '../runs/api.ts'
import type { Calls, HostParts } from './host.ts'
import { occurrencesOf, searchDocuments } from './passages.ts'

type Topic = 'folders' | 'documents' | 'reader' | 'search' | 'runs' | 'terms' | 'problems' | 'lists' | 'filters' | 'commands'
type Elsewhere = 'folders.match' | 'runs.modelLog'
type WorkCalls = Pick<Calls, Exclude<Extract<keyof Calls, `${Topic}.${string}`>, Elsewhere>>

/** Work in an open library: documents, runs, terms, decisions. */
export function workCalls(parts: HostParts): WorkCalls {
  return { ...documentCalls(parts), ...readerCalls(parts), ...runCalls(parts), ...termCalls(parts) }
}

/** @param folder null in a copy that was made to share */
async function isMissing(folder: string | null): Promise<boolean> {
  if (folder === null) return true
  return access(folder).then(
    () => false,
    () => true,
  )
}

type Part<T extends Topic> = Pick<WorkCalls, Extract<keyof WorkCalls, `${T}.${string}`>>

function documentCalls({ open }: HostParts): Part<'folders' | 'documents'> {
  return {
    'folders.list': async ({ library }) => {
      const roots = await open.get(library).roots()
      return Promise.all(
        roots.map(async ({ id, path, files }) => ({ id, path: path ?? '', missing: await isMissing(path), ...(files ? { files } : {}) })),
      )
    },
    'folders.add': async ({ library, paths }) => {
      const sum = await open.get(library).sources.addPlaces(await Promise.all(paths.map(placeOf)))
      open.watch(library)
      return sum
    },
    'folders.relocate': async ({ library, root, path }) => {
      const scan = await open.get(library).relocateRoot(root, path)
      open.watch(library)
      return scan
    },
    'documents.scan': async ({ library }) => open.get(library).rescan(),
    'documents.list': async ({ library }) => open.get(library).documents(),
    'documents.remove': async ({ library, documents }) => {
      await open.get(library).removeDocuments(documents)
      return null
    },
    'documents.leftOut': async ({ library }) => open.get(library).sources.leftOut(),
    'documents.leaveOut': async ({ library, rules }) => open.get(library).sources.leaveOut(rules),
    'documents.encoding': async ({ library, documents, encoding }) => {
      await open.get(library).setEncoding(documents, encoding)
      return null
    },
  }
}

const HITS = 100

function readerCalls({ open }: HostParts): Part<'reader' | 'search'> {
  return {
    'reader.open': async ({ library, document, content }) => open.get(library).openDocument(document, content),
    'reader.blocks': async ({ library, contentHash, from }) => open.get(library).documentBlocks(contentHash, from),
    'reader.terms': async ({ library }) => readerTerms(open.get(library)),
    'reader.occurrences': async ({ library, concept }) => occurrencesOf(open.get(library), concept),
    'reader.passages': async ({ library, passages }) => open.get(library).passages(passages),
    'search.documents': async ({ library, query, limit }) => searchDocuments(open.get(library), query, limit ?? HITS),
  }
}

/** Forms the reader marks: everything in the glossary. Junk candidates would only be noise in the text. */
async function readerTerms(library: Library): Promise<readonly ReaderTerm[]> {
  const terms: ReaderTerm[] = []
  for await (const { id, headword, language, decision, variants } of library.allTerms({ view: 'glossary', sort: 'rank' })) {
    terms.push({ id, headword, language, decision, surfaces: [...new Set([headword, ...variants.map(({ surface }) => surface)])] })
  }
  return terms
}

function runCalls({ open }: HostParts): Part<'runs'> {
  return {
    'runs.start': async ({ library, ...wanted }) => startRun(open, open.get(library), wanted),
    'runs.cancel': async ({ library, run }) => answered(await open.get(library).runs.cancel(run)),
    'runs.pause': async ({ library, run }) => answered((await open.get(library).runs.pause(run)).answer),
    'runs.resume': async ({ library, run }) => answered((await open.get(library).runs.resume(run)).answer),
    'runs.revert': async ({ library, run }) => open.get(library).revertRun(run),
    'runs.finished': async ({ library, run }) => open.get(library).finishedItems(run),
    'runs.keepFinished': async ({ library, run }) => open.get(library).keepFinished(run),
    'runs.list': async ({ library, limit, before }) => open.get(library).runs.list(limit, before),
    'runs.get': async ({ library, run }) => open.get(library).runs.get(run),
    'runs.logs': async ({ library, run, after, limit }) => open.get(library).runs.logs(run, after, limit),
  }
}

/** Scopes that read documents look at the folders first: a run reads what the last look found. */
async function startRun(open: HostParts['open'], library: Library, wanted: Omit<HostParsed<'runs.start'>, 'library'>): Promise<RunRow> {
  const { scope, concepts, again, retryOf } = wanted
  library.mustOwn()
  if ((scope === 'full' || scope === 'extract') && library.runs.activeId() === null) await library.rescan()
  const run = await library.runs.start(
    scope,
    {},
    {
      ...(concepts === undefined ? {} : { concepts }),
      ...(again === undefined ? {} : { again }),
      ...(retryOf === undefined ? {} : { retryOf }),
    },
  )
  await open.follow(library, run.id)
  return run
}

function answered(answer: ControlAnswer['answer']): null {
  if (answer === 'unknown') throw new AppError('RUN_UNKNOWN', 'This run is not active any more. See the list of runs.')
  if (answer === 'not-ours') throw new AppError('NOT_OWNER', 'Another program runs this. Stop it there.')
  return null
}

const HISTORY = 2000

function termCalls({ open }: HostParts): Part<'terms' | 'problems' | 'lists' | 'filters' | 'commands'> {
  return {
    'terms.page': async ({ library, query }) => open.get(library).terms(query as TermQuery),
    'terms.ids': async ({ library, query }) =>
      open
        .get(library)
        .storedTerms()
        .ids(query as TermQuery),
    'terms.indexOf': async ({ library, query, concept }) =>
      open
        .get(library)
        .storedTerms()
        .indexOf(query as TermQuery, concept),
    'terms.topOf': async ({ library, query, concept }) =>
      open
        .get(library)
        .storedTerms()
        .topOf(query as TermQuery, concept),
    'terms.map': async ({ library, query }) => open.get(library).storedTerms().map(query),
    'terms.alike': async ({ library, ...query }) => open.get(library).storedTerms().alike(query),
    'terms.alikeIds': async ({ library, rule, decision }) => open.get(library).storedTerms().alikeIds(rule, decision),
    'terms.detail': async ({ library, concept }) => open.get(library).term(concept),
    'terms.history': async ({ library, concept }) => open.get(library).historyOf(concept, HISTORY),
    'terms.named': async ({ library, surface }) => open.get(library).named(surface),
    'problems.list': async ({ library }) => open.get(library).problems({ includeIgnored: true }),
    'lists.get': async ({ library }) => open.get(library).lists(),
    'filters.list': async ({ library }) => open.get(library).filters.list(),
    'filters.counts': async ({ library }) => open.get(library).filters.counts(),
    'filters.change': async ({ library, change }) => open.get(library).filters.change(change),
    'commands.do': async ({ library, command }) => open.get(library).do(command),
    'commands.undo': async ({ library }) => open.get(library).undo(),
    'commands.redo': async ({ library }) => open.get(library).redo(),
    'commands.state': async ({ library }) => open.get(library).undoState(),
  }
}
