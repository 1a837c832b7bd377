import type { ParsedDocument } from '../../src-main/contract/blocks.ts'
import type { ConceptRef, ProblemItem } from '../../src-main/contract/results.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { PARSER_VERSION } from '../../src-main/contract/version.ts'
import type { RunSession } from '../session.ts'

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
 * One problem for each definition that cites a passage which no document holds now. Documents are read only when a cited content is gone, from
 * the cache; what moved to another place or document is no finding.
 * @throws when the run is cancelled
 */
export async function sourceChangedProblems(session: RunSession, rows: Iterable<Cited>): Promise<ProblemItem[]> {
  const current = new Set(session.context.documents.map(({ hash }) => hash))
  const stale = staleOf(rows, current)
  if (stale.length === 0) return []
  const wanted = new Set(stale.flatMap(({ passages }) => passages.map(({ quote }) => plain(quote))))
  await takeFound(session, [...current], wanted)
  return stale.flatMap(({ row, passages }) => {
    const gone = passages.filter(({ quote }) => wanted.has(plain(quote)))
    return gone.length === 0 ? [] : [problem(row, gone)]
  })
}

/** Takes out of `wanted` what the documents hold. */
async function takeFound(session: RunSession, contentHashes: readonly string[], wanted: Set<string>): Promise<void> {
  for await (const row of session.pull({ source: 'parsed', parserVersion: PARSER_VERSION, contentHashes: [...contentHashes] })) {
    await session.checkpoint()
    const text = (row as ParsedDocument).blocks.map((block) => plain(block.text)).join('\n')
    for (const quote of wanted) if (text.includes(quote)) wanted.delete(quote)
    if (wanted.size === 0) return
  }
}

const problem = ({ concept, headword }: Cited, evidence: ProblemItem['evidence']): ProblemItem => ({
  type: 'problem',
  kind: 'source-changed',
  severity: 'warning',
  concepts: [concept],
  message: `The definition of “${headword}” cites a passage that the documents, as far as they were read, no longer hold. Define it again, or edit it.`,
  evidence: [...evidence],
  action: 'edit-definition',
})
