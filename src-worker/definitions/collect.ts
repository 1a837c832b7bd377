import type { Block, Language } from '../../src-main/contract/blocks.ts'
import { foldQuote } from '../../src-main/contract/text/fold.ts'
import { pairOf } from '../terms/abbreviations.ts'
import type { AnalysedBlock, AnalysedSentence, KeyedSpan } from '../terms/blocks.ts'
import { isGenericNoun } from '../terms/lists-english.ts'
import { rangeWithLine } from '../terms/source-map.ts'
import type { Tally } from '../terms/tally.ts'
import type { Hit, HitRule } from '../terms/types.ts'
import { cleanSentence } from './clean.ts'
import { englishAfter, englishBefore, type PatternMatch, SUBJECT_LEAD } from './english.ts'
import { fragmentQuality, isSentence } from './fragment.ts'
import { japaneseAfter, japaneseNaming, SUBJECT_LEAD_JA } from './japanese.ts'
import { closesRun, opensRun } from './noun-phrase.ts'
import { leadsSubject, otherMatch } from './other.ts'
import { barOf, raised } from './quotable.ts'
import { standAlone } from './stand-alone.ts'
import { type Expected, StructureReader } from './structure.ts'
import { definedVerb } from './verbs.ts'

/** Passages kept for one candidate of one document. */
const DEFINING_PER_TERM = 2
/** A pattern at least this trusted counts as definitional evidence for the ranking. */
const EVIDENCE_WEIGHT = 0.45
/** What an abbreviation stands for: better than a sentence about one of its sides, worse than what says what it is. */
const EXPANSION = 0.66
const PREDICATE =
  /^\s+(?:(?:also|often|usually|always|only|never|then)\s+)?(?:is|are|was|were|has|have|can|could|will|would|may|might|must|should|does|do)\s/iu
/** What is left under a heading of a sentence about its term that no pattern knows. */
const SUBJECT_FIT = 0.85
/** What is left of what a label written as code tells: a parameter's type or, less often, what a program is. */
const PARAMETER = 0.75
/** `To peel a tag means to …` */
const VERB = 0.9
const RUNNING = new Set<Block['kind']>(['paragraph', 'list-item', 'quote', 'definition', 'table-cell', 'caption'])

const RULE_BASE: Record<Exclude<HitRule, 'pattern' | 'alias' | 'context'>, number> = {
  glossary: 1,
  list: 0.85,
  table: 0.8,
  label: 0.55,
  heading: 0.6,
}

/** A sentence with everything a hit needs, made once and shared by its hits. */
interface Passage {
  readonly text: string
  readonly hit: Omit<Hit, 'key' | 'rule' | 'score'>
  readonly alone: number
}

/** Collects the passages of one document that define or show its candidates. Blocks are taken in document order. */
export class HitCollector {
  private readonly defining = new Map<string, Hit[]>()
  private readonly contexts = new Map<string, Hit>()
  readonly structure: StructureReader
  private readonly decoded: string
  private readonly lines: readonly number[]
  private readonly language: Language
  private readonly tally: Tally
  private readonly tag: string

  /** @param tag BCP 47 tag of the text: the patterns of languages without a tagger */
  constructor(decoded: string, lines: readonly number[], language: Language, tally: Tally, tag: string = language) {
    this.decoded = decoded
    this.lines = lines
    this.language = language
    this.tally = tally
    this.tag = tag
    this.structure = new StructureReader(language, tally)
  }

  /** A block outside the running text ends what a heading had announced. */
  skip(block: Block): void {
    if (block.kind !== 'code') this.structure.forget()
  }

  take(analysed: AnalysedBlock): void {
    const expected = this.structure.read(analysed)
    if (!RUNNING.has(analysed.block.kind)) return
    const passages = analysed.sentences.map((sentence) => this.passage(analysed.block, sentence.start, sentence.end))
    if (expected) this.structural(analysed, expected, passages)
    for (const [index, sentence] of analysed.sentences.entries()) {
      const passage = passages[index]
      if (!passage) continue
      this.sentence(analysed.block, sentence, passage, expected !== null && index === 0 ? expected : null)
      this.verb(analysed.block, sentence, passage)
    }
  }

  /** Scores are rounded as the cache rounds them: a first run and a cached one rank alike. */
  result(): Hit[] {
    const out: Hit[] = []
    for (const hits of this.defining.values()) out.push(...hits)
    for (const [key, hit] of this.contexts) if (!this.defining.has(key)) out.push(hit)
    return out.map((hit) => ({ ...hit, score: Math.round(raised(hit.rule, hit.score, this.placeBonus(hit)) * 1000) / 1000 }))
  }

  /** Terms are introduced early, and in the document that has a heading for them. */
  private placeBonus(hit: Hit): number {
    if (hit.rule === 'context') return 0
    const titled = (this.tally.candidates.get(hit.key)?.heading ?? 0) > 0
    return (hit.range.start < 2000 ? 0.05 : 0) + (titled ? 0.08 : 0)
  }

  private passage(block: Block, start: number, end: number): Passage | null {
    const range = rangeWithLine(block, this.lines, start, end)
    if (!range) return null
    const text = cleanSentence(block.text.slice(start, end))
    if (text.length < 4 || text.length > 1200) return null
    const quote = foldQuote(this.decoded.slice(range.start, range.end))
    return quote === '' ? null : { text, hit: { text, quote, range }, alone: standAlone(text, this.language) }
  }

  /** The first sentence after the place that announced a term: heading, list term, table row, bold label. Glossary entries are taken whole. */
  private structural(analysed: AnalysedBlock, expected: Expected, passages: readonly (Passage | null)[]): void {
    const whole = expected.rule === 'glossary' ? this.passage(analysed.block, expected.from, analysed.block.text.length) : null
    const passage =
      whole ??
      (expected.from > 0
        ? this.passage(analysed.block, expected.from, analysed.sentences[expected.sentence]?.end ?? analysed.block.text.length)
        : passages[0])
    if (!passage) return
    for (const key of expected.keys)
      this.add({ ...passage.hit, key, rule: expected.rule, score: this.structuralScore(analysed, expected, passage, key) })
  }

  /**
   * Lists, tables and labels announce what follows as a definition; how much it reads like one decides. Under a heading stands anything: only
   * a sentence about the term itself, or one in a glossary's form, counts.
   */
  private structuralScore(analysed: AnalysedBlock, expected: Expected, passage: Passage, key: string): number {
    const base = RULE_BASE[expected.rule]
    const sentence = analysed.sentences[expected.sentence]
    const subject = sentence !== undefined && this.isSubject(analysed.block, sentence, Math.max(expected.from, sentence.start), key)
    const quality = fragmentQuality(passage.text, this.language, subject)
    if (expected.rule === 'glossary') return base * (0.7 + 0.3 * quality)
    if (expected.rule !== 'heading') {
      const score = base * quality * (0.5 + 0.5 * passage.alone) * this.aboutAnother(analysed, expected, key)
      // `path`: The path to read from.
      return expected.parameter && expected.rule === 'list'
        ? Math.min(score, barOf(expected.rule) - 0.01)
        : score * (expected.parameter ? PARAMETER : 1)
    }
    // What the sentence defines by its own subject is another term: `Load` over `The safe working load is …`.
    const other =
      !subject &&
      sentence !== undefined &&
      sentence.spans.some((span) => span.key !== key && this.match(analysed.block, sentence, span) !== null)
    if (other) return base * 0.2
    // A caption or a list's first line is no sentence about the heading.
    const whole = /[.。]["'”」）)]*\s*$/u.test(passage.text)
    const fit = subject ? SUBJECT_FIT : !whole ? 0.3 : quality >= 0.7 && !isSentence(passage.text, this.language) ? quality : 0.55
    return base * fit * passage.alone * (analysed.block.kind === 'list-item' ? 0.6 : 1)
  }

  /** The term, whole, is the subject of the sentence from `from` on: not `console` of `The console exporter is …`. */
  private isSubject(block: Block, sentence: AnalysedSentence, from: number, key: string): boolean {
    return sentence.spans.some(
      (span) =>
        span.key === key &&
        span.start >= from &&
        this.leads(block.text.slice(from, span.start)) &&
        (this.language === 'other' || (opensRun(sentence, span) && closesRun(sentence, span))),
    )
  }

  /** What is left of an announced passage that opens with another subject, or only announces a list itself: `application: The agent will …`. */
  private aboutAnother(analysed: AnalysedBlock, expected: Expected, key: string): number {
    const { text } = analysed.block
    const sentence = analysed.sentences[expected.sentence]
    if (!sentence) return 1
    if (/[:：]\s*$/u.test(text.slice(0, sentence.end))) return 0.3
    const from = Math.max(expected.from, sentence.start)
    const another = sentence.spans.some(
      (span) =>
        span.key !== key &&
        span.maximal &&
        span.start >= from &&
        this.leads(text.slice(from, span.start)) &&
        this.hasPredicate(text.slice(span.end, sentence.end)),
    )
    return another ? 0.4 : 1
  }

  /** What stands before a term leaves it the subject of its sentence. */
  private leads(before: string): boolean {
    if (this.language === 'ja') return SUBJECT_LEAD_JA.test(before)
    return this.language === 'en' ? SUBJECT_LEAD.test(before) : leadsSubject(before, this.tag)
  }

  /** A finite verb or copula, or は／が, follows: what stands before it is a subject. */
  private hasPredicate(after: string): boolean {
    return this.language === 'ja' ? /^[」』）)]*[はが](?!\p{Script=Han})/u.test(after) : PREDICATE.test(after)
  }

  private sentence(block: Block, sentence: AnalysedSentence, passage: Passage, expected: Expected | null): void {
    const seen = new Set<string>()
    for (const span of sentence.spans) {
      if (seen.has(span.key)) continue
      const match = this.match(block, sentence, span)
      if (match) {
        seen.add(span.key)
        if (match.weight >= EVIDENCE_WEIGHT) this.tally.candidate(span.key, span.shape).defined++
        // An entry of a glossary is quoted whole.
        if (expected?.rule === 'glossary' && expected.keys.includes(span.key)) continue
        // The label's own hit is the same passage without the label.
        if (expected?.rule === 'label' && expected.keys.includes(span.key) && (match.name === 'dash' || match.name === 'label')) continue
        const heading = expected?.rule === 'heading' && expected.keys.includes(span.key) ? 0.2 : 0
        const score = Math.min(1, match.weight * (0.35 + 0.65 * passage.alone) + heading)
        this.add({ ...passage.hit, key: span.key, rule: 'pattern', score })
      } else if (span.maximal) {
        this.spelledOut(block, sentence, span, passage)
        this.context(span, sentence, passage, block.kind)
      }
    }
  }

  /** A verb becomes a candidate where a sentence defines it. */
  private verb(block: Block, sentence: AnalysedSentence, passage: Passage): void {
    const verb = definedVerb(block.text.slice(sentence.start, sentence.end), this.language)
    if (verb === null) return
    const candidate = this.tally.candidate(verb.key, '-')
    if (candidate.surfaces.length === 0) this.tally.surface(candidate, verb.key).initial++
    candidate.defined++
    this.add({ ...passage.hit, key: verb.key, rule: 'pattern', score: VERB * (0.35 + 0.65 * passage.alone) })
  }

  /**
   * A sentence that writes an abbreviation out says at least what it stands for: for the short form, whose glossary entries often say just
   * that, the two names alone; for the long form, the sentence. Both behind every strong definition.
   */
  private spelledOut(block: Block, sentence: AnalysedSentence, span: KeyedSpan, passage: Passage): void {
    const match = /^\s*[(（]([^()（）]{2,60})[)）]/u.exec(block.text.slice(span.end, Math.min(sentence.end, span.end + 64)))
    if (!match) return
    const pair = pairOf(block.text.slice(span.start, span.end), match[1]!)
    if (pair === null) return
    const other = sentence.spans.find((one) => one.start > span.end && block.text.slice(one.start, one.end) === pair)
    const names = this.passage(block, span.start, span.end + match[0].length)
    const isShort = span.end - span.start < pair.length
    for (const [key, short] of [[span.key, isShort] as const, ...(other ? [[other.key, !isShort] as const] : [])]) {
      if (short && names) this.add({ ...names.hit, key, rule: 'alias', score: EXPANSION })
      else this.add({ ...passage.hit, key, rule: 'alias', score: 0.4 + 0.1 * passage.alone })
    }
  }

  private match(block: Block, sentence: AnalysedSentence, span: KeyedSpan): PatternMatch | null {
    const match = this.rawMatch(block, sentence, span)
    if (match?.name !== 'label' && match?.name !== 'dash') return match
    // What follows a colon is a definition only if it reads like one: `gRPC: "http://localhost"` does not.
    const said = block.text.slice(span.end, sentence.end).replace(/^[^:：–—－-]*[:：–—－-]+\s*/u, '')
    return { ...match, weight: match.weight * fragmentQuality(said, this.language) }
  }

  private rawMatch(block: Block, sentence: AnalysedSentence, span: KeyedSpan): PatternMatch | null {
    const before = block.text.slice(Math.max(sentence.start, span.start - 200), span.start)
    const after = block.text.slice(span.end, sentence.end)
    // Only the whole noun phrase is a subject: a part of it that ends earlier or begins later is another thing.
    if (this.language === 'ja') {
      const naming = japaneseNaming(before, after)
      if (naming && opensRun(sentence, span)) return naming
      return SUBJECT_LEAD_JA.test(before) && closesRun(sentence, span) ? japaneseAfter(after) : null
    }
    if (this.language === 'other') return otherMatch(before, after, this.tag)
    if (!closesRun(sentence, span) || !opensRun(sentence, span)) return null
    if (SUBJECT_LEAD.test(before)) {
      const match = englishAfter(after, block.text.slice(span.start, span.end), this.isPluralOf(span))
      // `The hash is used …` speaks of one hash, `The value is the name …` surely; a bare or indefinite subject speaks of the kind.
      return match && /\bthe\s+["'“‘*]*$/iu.test(before)
        ? { ...match, weight: match.weight * (isGenericNoun(span.key) ? 0.4 : 0.85) }
        : match
    }
    return englishBefore(before, after)
  }

  /** The document writes the singular as well: `objects is …` is no sentence about objects, `ctypes is …` one about ctypes. */
  private isPluralOf({ key }: KeyedSpan): boolean {
    return this.tally.candidates.get(key)?.surfaces.some((one) => one.surface.toLowerCase().replace(/[-‐‑]/gu, ' ') === key) ?? false
  }

  private context(span: KeyedSpan, sentence: AnalysedSentence, passage: Passage, kind: Block['kind']): void {
    const place = (span.start - sentence.start) / Math.max(1, sentence.end - sentence.start)
    const score = 0.3 * passage.alone * (1 - 0.4 * place) * (kind === 'paragraph' || kind === 'definition' ? 1 : 0.7)
    const best = this.contexts.get(span.key)
    if (!best || score > best.score) this.contexts.set(span.key, { ...passage.hit, key: span.key, rule: 'context', score })
  }

  private add(hit: Hit): void {
    const hits = this.defining.get(hit.key)
    if (!hits) {
      this.defining.set(hit.key, [hit])
      return
    }
    const same = hits.findIndex((one) => one.range.start === hit.range.start)
    if (same >= 0) {
      if (hits[same]!.score < hit.score) hits[same] = hit
    } else hits.push(hit)
    hits.sort((a, b) => b.score - a.score || a.range.start - b.range.start)
    if (hits.length > DEFINING_PER_TERM) hits.pop()
  }
}
