import type { ConceptItem } from '../../../src-main/contract/results.ts'
import type { Evidence } from '../../models/evidence/collect.ts'
import { EvidenceCollector } from '../../models/evidence/collect.ts'
import type { CheckedPassage, Subject } from '../../models/grounding/types.ts'
import type { ShownPassage } from '../../models/prompt.ts'
import type { RunSession } from '../../session.ts'
import { pullParsed } from '../documents.ts'
import { workOrder } from '../work-order.ts'

/** Documents asked for together: little text in memory at once. */
const CHUNK = 8

/** Passages of all documents about these concepts, by their place in the list. Documents without a kept text are left out, said in the log. */
export async function collectEvidence(session: RunSession, concepts: readonly ConceptItem[]): Promise<EvidenceCollector> {
  const collector = new EvidenceCollector(concepts)
  const documents = workOrder(session.context.documents)
  // In the order of paths: neighbours in the folder are neighbours in the prompts.
  documents.sort((a, b) => (a.path < b.path ? -1 : 1))
  for (let i = 0; i < documents.length; i += CHUNK) {
    const chunk = documents.slice(i, i + CHUNK)
    const parsed = await pullParsed(
      session,
      chunk.map(({ hash }) => hash),
    )
    for (const { hash, path } of chunk) {
      await session.checkpoint()
      const document = parsed.get(hash)
      if (document) collector.add(document, path)
    }
  }
  if (collector.suspicious > 0) {
    session.log(
      'warn',
      `${collector.suspicious} passages were left out because they give orders to a model instead of telling readers something.`,
    )
  }
  return collector
}

export const subjectOf = (concept: ConceptItem): Subject => ({
  headword: concept.headword,
  surfaces: concept.variants.map(({ surface }) => surface),
  language: concept.language,
})

export const shown = (id: string, { text, heading, path }: Evidence): ShownPassage => ({
  id,
  from: heading === '' ? path : `${path} > ${heading}`,
  text,
})

export const checked = ({ text, heading, source }: Evidence): CheckedPassage & { readonly source: Evidence['source'] } => ({
  text,
  heading,
  source,
})
