import { loadReference } from '../../src-worker/language/reference/index.ts'
import { gather } from '../../src-worker/pipeline/gather.ts'
import { MemorySession, plainContext } from '../../src-worker/pipeline/memory-session.ts'
import { referencesOf } from '../../src-worker/pipeline/references.ts'
import { type Ranking, rankCorpus } from '../../src-worker/terms/concepts.ts'
import type { Corpus } from '../../src-worker/terms/corpus.ts'
import { contextDocuments } from './quality-data.ts'

/** The whole statistical engine over a folder of the repository, nothing decided by people. @param folder absolute path */
export async function analyseFolder(folder: string): Promise<{ corpus: Corpus; ranking: Ranking }> {
  const session = new MemorySession(plainContext(contextDocuments(folder)), { keepOccurrences: false })
  const { corpus } = await gather(session, { report: false })
  const constraints = { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] }
  const ranking = await rankCorpus(corpus, {
    references: await referencesOf(corpus, loadReference),
    constraints,
    includeEntities: false,
  })
  return { corpus, ranking }
}
