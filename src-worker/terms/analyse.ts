import type { InlineSpan, Language, ParsedDocument } from '../../src-main/contract/blocks.ts'
import { lineAt, lineStarts } from '../../src-main/contract/text/lines.ts'
import { HitCollector } from '../definitions/collect.ts'
import { toSource } from '../documents/source-map.ts'
import { type Reading, type ReadingPart, readingOf } from '../language/readings.ts'
import type { LanguageEngine } from '../language/types.ts'
import { collectPairs, PairTally } from './abbreviations.ts'
import { type AnalysedBlock, type AnalysedSentence, analyseBlock, type KeyedSpan } from './blocks.ts'
import { pieces } from './long-blocks.ts'
import { bracketedReadings, rubyReading } from './readings.ts'
import { fingerprint } from './repeated.ts'
import { RunningText } from './running-text.ts'
import { isWeakRun } from './shapes-japanese.ts'
import { Tally } from './tally.ts'
import type { Candidate, DocumentAnalysis, OccurrenceList, TermToken } from './types.ts'

const isWholeHeading = (analysed: AnalysedBlock, span: KeyedSpan): boolean => {
  if (analysed.block.kind !== 'heading' || analysed.sentences.length !== 1) return false
  const { text } = analysed.block
  const rest = text.slice(0, span.start) + text.slice(span.end)
  return /^(?:[\s\d.)('"“”:-]|the|an?\b|\([^()]*\)|（[^（）]*）|とは|について|の概要)*[？?]?$/iu.test(rest)
}

/** An inline span that marks just this candidate, quotation marks allowed. */
const isWhole = (one: InlineSpan, span: KeyedSpan): boolean =>
  one.start <= span.start && one.end >= span.end && one.end - one.start <= span.end - span.start + 2

const capitalised = /^\p{Lu}/u

/** Counts words and candidates of one sentence. */
function tallySentence(tally: Tally, analysed: AnalysedBlock, sentence: AnalysedSentence, lines: readonly number[], place: number): void {
  const { block } = analysed
  const emphasised = (block.spans ?? []).filter((span) => span.kind === 'emphasis' || span.kind === 'strong')
  const links = (block.spans ?? []).filter((span) => span.kind === 'link')
  const title = block.kind !== 'paragraph' && block.kind !== 'list-item' && block.kind !== 'quote' && block.kind !== 'definition'
  for (const token of sentence.tokens) {
    if (/[\p{L}\p{N}]/u.test(token.surface)) tally.tokens++
    if (token.shape !== '-' && token.shape !== 'O') tally.word(token.norm, 'words')
  }
  for (const verb of sentence.verbs) tally.word(verb, 'verbs')
  for (const span of sentence.spans) {
    const first = sentence.tokens[span.from]!
    const surface = block.text.slice(span.start, span.end)
    const initial = title || span.from === 0
    const candidate = candidateOf(tally, analysed, sentence, span)
    tally.see(candidate, {
      surface,
      shape: span.shape,
      maximal: span.maximal,
      place,
      code: first.code,
      initial,
      proper: !initial && /^P+$/u.test(span.shape) && capitalised.test(first.surface),
      emphasis: emphasised.some((one) => isWhole(one, span)),
      linked: links.some((one) => isWhole(one, span)),
      heading: block.kind !== 'heading' ? 'none' : isWholeHeading(analysed, span) ? 'whole' : 'part',
    })
    const range = toSource(block, span.start, span.end)
    if (range) tally.occurrence(surface, range.start, range.end, lineAt(lines, range.start))
  }
}

/** The candidate of a span with what is told of it once: only the first occurrence, or the first that tells it, is looked at for that. */
function candidateOf(tally: Tally, analysed: AnalysedBlock, sentence: AnalysedSentence, span: KeyedSpan): Candidate {
  const japanese = analysed.language === 'ja'
  const candidate = tally.candidates.get(span.key) ?? tally.candidate(span.key, span.shape, japanese && isWeakRun(sentence.tokens, span))
  if (candidate.parts === '' && analysed.language !== 'en' && span.to - span.from > 1) candidate.parts = partsOf(sentence, span)
  if (!japanese || candidate.reading !== '') return candidate
  const told = spanReading(analysed, sentence, span)
  if (told) {
    candidate.reading = told.reading
    candidate.readingSure = told.sure
  }
  return candidate
}

/** Normal forms of a compound's tokens; a bracket or space inside them is none of ours. */
const partsOf = (sentence: AnalysedSentence, span: KeyedSpan): string =>
  sentence.tokens
    .slice(span.from, span.to)
    .flatMap((token) => (token.shape === '-' ? [] : token.norm.replace(/\s+/gu, '')))
    .join(' ')

const readingPart = ({ surface, reading, readingSure }: TermToken): ReadingPart => ({
  surface,
  ...(reading === undefined ? {} : { reading, readingSure: readingSure ?? false }),
})

/** The reading of a Japanese candidate: ruby before the dictionary. */
const spanReading = (analysed: AnalysedBlock, sentence: AnalysedSentence, span: KeyedSpan): Reading | undefined =>
  rubyReading(analysed.block, span.start, span.end) ??
  readingOf(
    sentence.tokens
      .slice(span.from, span.to)
      .filter((token) => token.surface !== '・')
      .map(readingPart),
  ) ??
  undefined

/** Readings the text gives in brackets win over every other; the longest candidate that ends the name is meant. */
function applyBracketedReadings(text: string, tally: Tally): void {
  for (const { name, reading } of bracketedReadings(text)) {
    const candidate = tally.candidates.get(name.toLowerCase())
    if (candidate) Object.assign(candidate, { reading, readingSure: true })
  }
}

/** Characters between two calls of `pause`: about 20 ms of work. */
const PAUSE_EVERY = 20_000

/** What one document tells the corpus, and the positions the window shows. */
export interface AnalysedDocument {
  readonly analysis: DocumentAnalysis
  readonly occurrences: readonly OccurrenceList[]
}

/**
 * Analyses one parsed document: candidates with counts, abbreviation pairs, passages that define or show a candidate.
 * `pause` is called between blocks and may suspend the work (cancellation, a turn for the event loop). Linear in the text's length.
 */
export async function analyseDocument(
  document: ParsedDocument,
  engine: LanguageEngine,
  pause: () => Promise<void>,
): Promise<AnalysedDocument> {
  const lines = lineStarts(document.decoded)
  const tally = new Tally()
  const pairs = new PairTally()
  const hits = new HitCollector(document.decoded, lines, engine.language, tally, document.tag)
  const running = new RunningText(document)
  const length = document.blocks.reduce((sum, block) => sum + block.text.length, 0)
  let since = 0
  for (const block of document.blocks) {
    const accepted = running.accepts(block)
    if (!accepted) hits.skip(block)
    // What makes up most of a document is its subject, however many documents say the same.
    const place = accepted && block.text.length <= length / 2 ? fingerprint(block) : 0
    for (const piece of accepted ? pieces(block) : []) {
      since += piece.text.length
      if (since > PAUSE_EVERY) {
        since = 0
        await pause()
      }
      const analysed = analyseBlock(piece, engine, document.tag)
      for (const sentence of analysed.sentences) tallySentence(tally, analysed, sentence, lines, place)
      collectPairs(piece.text, engine.language, pairs)
      if (engine.language === 'ja') applyBracketedReadings(piece.text, tally)
      hits.take(analysed)
    }
  }
  return { analysis: analysisOf(engine.language, tally, pairs, hits), occurrences: tally.occurrences() }
}

function analysisOf(language: Language, tally: Tally, pairs: PairTally, hits: HitCollector): DocumentAnalysis {
  return {
    language,
    tokens: tally.tokens,
    words: tally.words,
    verbs: tally.verbs,
    candidates: [...tally.candidates.values()],
    hits: hits.result(),
    abbreviations: pairs.abbreviations(),
    aliases: pairs.aliases(),
    shared: hits.structure.shared,
  }
}
