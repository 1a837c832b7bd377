import { createHash } from 'node:crypto'
import { packItem } from '../../../src-main/contract/results.ts'
import { loadReference } from '../../../src-worker/language/reference/index.ts'
import { gather } from '../../../src-worker/pipeline/gather.ts'
import { MemorySession, plainContext } from '../../../src-worker/pipeline/memory-session.ts'
import { referencesOf } from '../../../src-worker/pipeline/references.ts'
import { conceptsOf, rankCorpus } from '../../../src-worker/terms/concepts.ts'
import { contextDocuments } from '../quality-data.ts'

/**
 * The whole extraction of a folder in a process of its own, without a library: `node extract.ts FOLDER THREADS` (`0` = everything in one thread,
 * `auto` = as a run has it). What a library would keep is dropped, as a run drops it. Prints one JSON line.
 */

export interface ExtractFigures {
  readonly documents: number
  readonly bytes: number
  readonly ms: number
  /** Processor time of all threads, garbage collectors among them, and of the run's main thread alone: what the load of the machine changes least. */
  readonly processorMs: number
  readonly mainProcessorMs: number
  /** Of the clock and of the main thread's processor time: until every document is merged, and from there on. */
  readonly gatherMs: number
  readonly gatherMainMs: number
  /** Of the text that rows were sent as. */
  readonly characters: number
  readonly concepts: number
  /** SHA-256 of the concepts: the same with any number of threads. */
  readonly digest: string
  /** Candidates in memory at the end, over all languages. */
  readonly candidates: number
  readonly peakRssBytes: number
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000

/** A session that keeps nothing. Rows are written out as text, as a run sends them: its threads have done so already, one thread does it here. */
class PassingSession extends MemorySession {
  override async emit(...[, items]: Parameters<MemorySession['emit']>): Promise<void> {
    for (const item of items) this.characters += (item.type === 'packed' ? item : packItem(item)).json.length
  }

  characters = 0
}

async function extract(folder: string, threads: number | undefined): Promise<ExtractFigures> {
  const documents = contextDocuments(folder)
  const began = performance.now()
  const session = new PassingSession(plainContext(documents))
  const { corpus } = await gather(session, { report: false, ...(threads === undefined ? {} : { threads }) })
  const [gatherMs, gatherMainMs] = [performance.now() - began, milliseconds(process.threadCpuUsage())]
  const constraints = { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] }
  const references = await referencesOf(corpus, loadReference)
  const concepts = conceptsOf(await rankCorpus(corpus, { references, constraints, includeEntities: false }))
  return {
    ms: performance.now() - began,
    processorMs: milliseconds(process.cpuUsage()),
    mainProcessorMs: milliseconds(process.threadCpuUsage()),
    documents: documents.length,
    bytes: documents.reduce((sum, { size }) => sum + size, 0),
    gatherMs,
    gatherMainMs,
    characters: session.characters,
    concepts: concepts.length,
    digest: createHash('sha256').update(JSON.stringify(concepts)).digest('hex'),
    candidates: [...corpus.languages.values()].reduce((sum, { candidates }) => sum + candidates.size, 0),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  }
}

if (import.meta.main) {
  const [folder, threads = 'auto'] = process.argv.slice(2)
  if (folder === undefined) throw new Error('Usage: node extract.ts FOLDER [THREADS]')
  process.stdout.write(`${JSON.stringify(await extract(folder, threads === 'auto' ? undefined : Number(threads)))}\n`)
}
