import type { Block, Language, ParsedDocument, Passage } from '../../../src-main/contract/blocks.ts'
import type { Variant } from '../../../src-main/contract/results.ts'
import { foldKey, foldQuote } from '../../../src-main/contract/text/fold.ts'
import { lineStarts } from '../../../src-main/contract/text/lines.ts'
import { definitionScore } from '../../definitions/sentence.ts'
import { rangeWithLine } from '../../terms/source-map.ts'
import { givesOrders } from '../neutralise.ts'
import { SurfaceMatcher } from './matcher.ts'

/** Passages of the documents that speak about each concept, for a model to write from. */

export interface Evidence {
  readonly source: Passage
  /** Running text without markup, one line. */
  readonly text: string
  /** What the passage stands under: the nearest heading, or the term of a definition list. */
  readonly heading: string
  readonly path: string
  /** How much it says about the concept. */
  readonly score: number
}

export interface Wanted {
  readonly language: Language
  readonly headword: string
  readonly variants: readonly Pick<Variant, 'surface'>[]
}

const KEPT = 12
const KEPT_PER_DOCUMENT = 4
const LONGEST = 600
/** Below this a passage gets the sentence after it too. */
const SHORT = 240
const RUNNING = new Set<Block['kind']>(['paragraph', 'list-item', 'definition', 'quote', 'caption', 'table-cell'])
const SENTENCE_END = /(?<=[.!?])\s+(?=["'“(]?[\p{Lu}\p{N}])|(?<=[。！？])\s*/u

export class EvidenceCollector {
  readonly #matcher = new SurfaceMatcher()
  readonly #found: Evidence[][]
  readonly #keys: readonly ReadonlySet<string>[]
  /** Passages left out because they speak to a model. */
  suspicious = 0

  constructor(wanted: readonly Wanted[]) {
    this.#found = wanted.map(() => [])
    this.#keys = wanted.map((one) => new Set([one.headword, ...one.variants.map(({ surface }) => surface)].map(foldKey)))
    for (const [index, one] of wanted.entries()) {
      this.#matcher.add(one.headword, index)
      for (const { surface } of one.variants) this.#matcher.add(surface, index)
    }
  }

  /** Takes every passage of a document. @param path what people call it */
  add(document: ParsedDocument, path: string): void {
    const lines = lineStarts(document.decoded)
    const seen = new Map<number, number>()
    let heading = ''
    let term = ''
    for (const block of document.blocks) {
      if (block.kind === 'heading') [heading, term] = [block.text, '']
      else if (block.kind === 'definition-term' || block.kind === 'glossary-term') term = block.text
      else if (RUNNING.has(block.kind)) {
        const under = block.kind === 'definition' && term !== '' ? term : heading
        this.#addBlock({ document, path, lines, seen }, block, under, under === term && term !== '')
      }
    }
  }

  /** The passages of a concept, best first; ties in the order of documents and places. */
  of(index: number): readonly Evidence[] {
    return this.#found[index] ?? []
  }

  #addBlock(at: At, block: Block, under: string, defines: boolean): void {
    const headed = under === '' ? new Map<number, number>() : this.#matcher.find(under)
    let start = 0
    const sentences = block.text.split(SENTENCE_END).map((text) => {
      const from = block.text.indexOf(text, start)
      start = from + text.length
      return { from, to: start, text }
    })
    for (const [i, sentence] of sentences.entries()) {
      const mentioned = this.#matcher.find(sentence.text)
      const owners = new Set(mentioned.keys())
      // What stands first under a heading that is the term speaks about it, also without its name.
      if (i === 0) for (const owner of headed.keys()) if (this.#keys[owner]!.has(foldKey(under))) owners.add(owner)
      if (owners.size === 0) continue
      const next = sentences[i + 1]
      const to = sentence.text.length < SHORT && next ? next.to : sentence.to
      this.#addPassage(at, block, { from: sentence.from, to: Math.min(to, sentence.from + LONGEST) }, under, owners, (owner) =>
        score(sentence.text, at.document.language, mentioned.get(owner), defines, this.#keys[owner]!.has(foldKey(under))),
      )
    }
  }

  #addPassage(
    at: At,
    block: Block,
    { from, to }: { from: number; to: number },
    heading: string,
    owners: ReadonlySet<number>,
    scoreOf: (owner: number) => number,
  ): void {
    const range = rangeWithLine(block, at.lines, from, to)
    if (range === null) return
    const text = foldQuote(block.text.slice(from, to))
    if (givesOrders(text) || givesOrders(heading)) {
      this.suspicious++
      return
    }
    const source = { contentHash: at.document.contentHash, ...range, quote: foldQuote(at.document.decoded.slice(range.start, range.end)) }
    for (const owner of owners) {
      const first = at.seen.has(owner) ? 0 : 0.2
      at.seen.set(owner, (at.seen.get(owner) ?? 0) + 1)
      this.#keep(owner, { source, text, heading: foldQuote(heading), path: at.path, score: scoreOf(owner) + first })
    }
  }

  #keep(owner: number, evidence: Evidence): void {
    const list = this.#found[owner]!
    if (list.some((one) => one.text === evidence.text)) return
    list.push(evidence)
    list.sort(better)
    const same = list.filter((one) => one.source.contentHash === evidence.source.contentHash)
    if (same.length > KEPT_PER_DOCUMENT) list.splice(list.indexOf(same.at(-1)!), 1)
    if (list.length > KEPT) list.pop()
  }
}

interface At {
  readonly document: ParsedDocument
  readonly path: string
  readonly lines: readonly number[]
  /** Passages of each concept in this document so far. */
  readonly seen: Map<number, number>
}

/** By path, not by content: a document that changes must not change the order of what the others say, or they are asked about again. */
const better = (a: Evidence, b: Evidence): number =>
  b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.source.start - b.source.start)

function score(sentence: string, language: Language, place: number | undefined, defines: boolean, underHeading: boolean): number {
  const defining = Math.min(1, definitionScore(sentence, language) / 1.5)
  // A definition of the term begins with it.
  const leads = place === undefined ? 0 : place <= 12 ? 1 : 0.4
  return defining * leads + (defines ? 1 : 0) + (underHeading ? 0.5 : 0)
}
