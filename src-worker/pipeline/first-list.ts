import type { ConceptItem, ConceptRef } from '../../src-main/contract/results.ts'
import { loadReference } from '../language/reference/index.ts'
import type { RunSession } from '../session.ts'
import { conceptsOf, rankCorpus } from '../terms/concepts.ts'
import type { Corpus } from '../terms/corpus.ts'
import { referencesOf } from './references.ts'

/** When a list is due. */
export interface FirstListLimits {
  /** Bytes of documents after which the first list is shown; the next after four times as many. */
  readonly after: number
  /** With fewer bytes than this left to read the final list is there nearly as soon. */
  readonly left: number
}
const LIMITS: FirstListLimits = { after: 128 * 1024, left: 1024 * 1024 }
const FACTOR = 4
/** Terms of a first list: what fits on a few screens. */
const SHOWN = 300

const nameOf = (ref: ConceptRef): string => `${ref.language}\n${ref.key}\n${ref.sense}`
const refOf = ({ language, key, sense }: ConceptRef): ConceptRef => ({ language, key, sense })

/**
 * What people see while a large folder is read for the first time: the best terms of the documents read so far, staged as rows of the run's
 * revision, replaced by the next list and finally by the whole one. When it is due depends on bytes, not on time: same documents, same rows.
 */
export class FirstList {
  private readonly session: RunSession
  private readonly total: number
  private read = 0
  private due: number
  private readonly left: number
  private shown: readonly ConceptRef[] = []

  /** @param total bytes of all documents of the run. A library that has terms already shows those instead: nothing is staged early. */
  constructor(session: RunSession, total: number, limits = LIMITS) {
    this.session = session
    this.total = total
    this.due = session.context.liveDigests.extract === undefined ? limits.after : Number.POSITIVE_INFINITY
    this.left = limits.left
  }

  /** A document of `bytes` has been merged into the corpus. */
  async merged(corpus: Corpus, bytes: number, documents: number): Promise<void> {
    this.read += bytes
    if (this.read < this.due || this.total - this.read < this.left) return
    while (this.due <= this.read) this.due *= FACTOR
    await this.show(corpus, documents)
  }

  /** Takes back what the given concepts, which are staged next, do not hold. */
  async retractOthers(concepts: readonly ConceptItem[]): Promise<void> {
    const stay = new Set(concepts.map(nameOf))
    const gone = this.shown.filter((ref) => !stay.has(nameOf(ref)))
    this.shown = []
    if (gone.length > 0) await this.session.emit('extract', [{ type: 'retract', concepts: gone }])
  }

  private async show(corpus: Corpus, documents: number): Promise<void> {
    const { session } = this
    const { constraints, settings } = session.context
    const ranking = await rankCorpus(corpus, {
      references: await referencesOf(corpus, loadReference),
      // A required term may still come up in a document that is not read yet.
      constraints: { ...constraints, required: [] },
      includeEntities: settings.includeEntities,
      pause: session.checkpoint.bind(session),
    })
    const best = conceptsOf(ranking)
      .filter((concept) => concept.accepted)
      .slice(0, SHOWN)
    if (best.length === 0) return
    await this.retractOthers(best)
    this.shown = best.map(refOf)
    await session.emit('extract', best)
    session.log('info', `The best ${best.length} terms of the first ${documents} documents are shown; order and counts will still change.`)
  }
}
