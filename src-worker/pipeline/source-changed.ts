import type { ParsedDocument } from '../../src-main/contract/blocks.ts'
import type { ConceptRef, ProblemItem } from '../../src-main/contract/results.ts'
import { stagesOf } from '../../src-main/contract/run.ts'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { PARSER_VERSION } from '../../src-main/contract/version.ts'
import type { RunSession } from '../session.ts'
import { gather } from './gather.ts'

/** Definitions whose cited passages changed or vanished since they were made (users-and-exports.md (e), flow 4). */

export interface Cited {
  readonly concept: ConceptRef
  readonly headword: string
  /** Passages the definition people see cites; empty for a text of their own. */
  readonly sources: ProblemItem['evidence']
}

/** A passage is found again whatever its white space and width are now, in whatever document. */
const plain = (text: string): string => foldKey(text).replace(/\s/gu, '')

interface Stale {
  readonly row: Cited
  readonly passages: ProblemItem['evidence']
}

/** Per definition its passages of contents that no document of the run has any more. */
function staleOf(rows: Iterable<Cited>, current: ReadonlySet<string>): Stale[] {
  const out: Stale[] = []
  for (const row of rows) {
    const passages = row.sources.filter(({ contentHash }) => !current.has(contentHash))
    if (passages.length > 0) out.push({ row, passages })
  }
  return out
}

/**
 * One problem for each definition that cites a passage which no document holds now. Documents are looked into only when a cited content is gone; those
 * not read since they changed are read for it. What moved to another place or document is no finding.
 * @throws when the run is cancelled
 */
export async function sourceChangedProblems(session: RunSession, rows: Iterable<Cited>): Promise<ProblemItem[]> {
  const { documents } = session.context
  const stale = staleOf(rows, new Set(documents.map(({ hash }) => hash)))
  if (stale.length === 0) return []
  const wanted = new Set(stale.flatMap(({ passages }) => passages.map(({ quote }) => plain(quote))))
  const read = await takeFound(session, documents, wanted)
  const unread = documents.filter(({ hash }) => !read.has(hash))
  // A run that extracts has tried them all already.
  if (wanted.size > 0 && unread.length > 0 && !stagesOf(session.context.scope).includes('extract')) {
    await gather(sessionOf(session, unread), { report: false, stage: 'review' })
    await session.flush()
    await takeFound(session, unread, wanted)
  }
  return stale.flatMap(({ row, passages }) => {
    const gone = passages.filter(({ quote }) => wanted.has(plain(quote)))
    return gone.length === 0 ? [] : [problem(row, gone)]
  })
}

/** Takes out of `wanted` what the documents hold, as far as they are in the cache. @returns hashes of those looked into; it ends when nothing is wanted any more */
async function takeFound(session: RunSession, documents: readonly ContextDocument[], wanted: Set<string>): Promise<Set<string>> {
  const contentHashes = [...new Set(documents.map(({ hash }) => hash))]
  const read = new Set<string>()
  for await (const row of session.pull({ source: 'parsed', parserVersion: PARSER_VERSION, contentHashes })) {
    await session.checkpoint()
    const { contentHash, blocks, decoded } = row as ParsedDocument
    read.add(contentHash)
    // A quote is the passage as it stands in the file, with its marks of emphasis and links, which the blocks no longer have.
    for (const text of [blocks.map((block) => plain(block.text)).join('\n'), plain(decoded)])
      for (const quote of wanted) if (text.includes(quote)) wanted.delete(quote)
    if (wanted.size === 0) break
  }
  return read
}

/** The same run, as if it had only these documents. */
const sessionOf = (session: RunSession, documents: ContextDocument[]): RunSession => ({
  context: { ...session.context, documents },
  signal: session.signal,
  log: (level, message) => session.log(level, message),
  progress: (progress) => session.progress(progress),
  connected: (reports) => session.connected(reports),
  emit: (stage, items) => session.emit(stage, items),
  flush: () => session.flush(),
  pull: (pull) => session.pull(pull),
  checkpoint: () => session.checkpoint(),
})

const problem = ({ concept, headword }: Cited, evidence: ProblemItem['evidence']): ProblemItem => ({
  type: 'problem',
  kind: 'source-changed',
  severity: 'warning',
  concepts: [concept],
  message: `The definition of “${headword}” cites a passage that the documents, as far as they were read, no longer hold. Define it again, or edit it.`,
  evidence: [...evidence],
  action: 'edit-definition',
})
