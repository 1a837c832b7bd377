import { LANGUAGES, type Language } from '../../src-main/contract/blocks.ts'
import { COUNTS, emptyCandidate } from './candidate.ts'
import { type AbbreviationPair, type AliasPair, type Candidate, type DocumentAnalysis, HIT_RULES, type Hit } from './types.ts'

/**
 * The cached form of a document's analysis: positional JSON, passages shared by their hits. Private to the engine and keyed by
 * ENGINE_VERSION, so that it may change with any release.
 */

/** Key, shape, counts, surfaces (text, count, count where the case says nothing), and reading (`?` = unsure), parts and place (base 36) parted by tabs. */
export type CandidateRow = readonly [key: string, shape: string, counts: number[], surfaces: (string | number)[], tail: string]
/** Start, end, line, cleaned text, quote (0 = the same text). */
export type PassageRow = readonly [start: number, end: number, line: number, text: string, quote: string | 0]
/** Index of the candidate, of the rule, score × 1000, index of the passage. */
export type HitRow = readonly [candidate: number, rule: number, score: number, passage: number]
export type PairRow = readonly [string, string, number]

/** Word, count, word, count: an object of thousands of names costs several times as much to make and to read. */
export type CountedWords = readonly (string | number)[]

interface Payload {
  /** Language. */
  readonly l: Language
  /** Tokens. */
  readonly t: number
  /** Words, each with its occurrences behind it. */
  readonly w: CountedWords
  /** Verbs, likewise. */
  readonly v: CountedWords
  /** Candidates. */
  readonly c: readonly CandidateRow[]
  /** Passages. */
  readonly p: readonly PassageRow[]
  /** Hits: which passage says what of which candidate. */
  readonly h: readonly HitRow[]
  /** Abbreviations. */
  readonly a: readonly PairRow[]
  /** Second names. */
  readonly n: readonly PairRow[]
  /** Keys that head one glossary entry together. */
  readonly g: readonly (readonly string[])[]
  /** Payloads of the parts in other languages. */
  readonly o?: readonly string[]
}

/** An analysis in rows, as the corpus merges it: nothing is made of a row that only adds to what is known. */
export interface PackedAnalysis extends Payload {
  /** The parts in other languages. */
  readonly others: readonly PackedAnalysis[]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Rows are not looked at one by one: a hundred thousand of them would cost more than the analysis is worth. */
function isPayload(value: unknown): value is Payload {
  if (!isRecord(value) || !(LANGUAGES as readonly unknown[]).includes(value.l) || typeof value.t !== 'number') return false
  if (![value.w, value.v, value.c, value.p, value.h, value.a, value.n, value.g].every(Array.isArray)) return false
  return value.o === undefined || (Array.isArray(value.o) && value.o.every((one) => typeof one === 'string'))
}

/** Trailing zeros cost nothing. */
function countsOf(candidate: Candidate): number[] {
  let last = COUNTS.length - 1
  while (last >= 0 && candidate[COUNTS[last]!] === 0) last--
  if (last < 0 && !candidate.weak) return []
  const values = [candidate.weak ? 1 : 0]
  for (let i = 0; i <= last; i++) values.push(candidate[COUNTS[i]!])
  return values
}

function surfacesRow({ surfaces }: Candidate): (string | number)[] {
  const [only] = surfaces
  if (surfaces.length === 1) return [only!.surface, only!.count, only!.initial]
  const row: (string | number)[] = []
  for (const { surface, count, initial } of surfaces) row.push(surface, count, initial)
  return row
}

function countedWords(counts: ReadonlyMap<string, number>): CountedWords {
  const row: (string | number)[] = []
  counts.forEach((count, word) => {
    row.push(word, count)
  })
  return row
}

function countsOfWords(words: CountedWords): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i + 1 < words.length; i += 2) counts.set(String(words[i]), Number(words[i + 1]))
  return counts
}

/** Reading, parts and place, parted by tabs; what is missing at the end costs nothing. */
function tailOf({ reading, readingSure, parts, place }: Candidate): string {
  return `${reading}${reading === '' || readingSure ? '' : '?'}\t${parts}\t${place === 0 ? '' : place.toString(36)}`.trimEnd()
}

function payloadOf(analysis: DocumentAnalysis): Payload {
  const index = new Map(analysis.candidates.map((candidate, i) => [candidate.key, i]))
  const passages: PassageRow[] = []
  const places = new Map<string, number>()
  const hits: HitRow[] = []
  for (const hit of analysis.hits) {
    const place = `${hit.range.start}-${hit.range.end}`
    let passage = places.get(place)
    if (passage === undefined) {
      passage = passages.push([hit.range.start, hit.range.end, hit.range.line, hit.text, hit.quote === hit.text ? 0 : hit.quote]) - 1
      places.set(place, passage)
    }
    const candidate = index.get(hit.key)
    if (candidate !== undefined) hits.push([candidate, HIT_RULES.indexOf(hit.rule), Math.round(hit.score * 1000), passage])
  }
  return {
    l: analysis.language,
    t: analysis.tokens,
    w: countedWords(analysis.words),
    v: countedWords(analysis.verbs),
    c: analysis.candidates.map((one) => [one.key, one.shape, countsOf(one), surfacesRow(one), tailOf(one)]),
    p: passages,
    h: hits,
    a: analysis.abbreviations.map((pair) => [pair.short, pair.long, pair.count]),
    n: analysis.aliases.map((pair) => [pair.left, pair.right, pair.count]),
    g: analysis.shared.map((keys) => [...keys]),
    ...(analysis.others?.length ? { o: analysis.others.map(encodeAnalysis) } : {}),
  }
}

/** The analysis as JSON text. */
export const encodeAnalysis = (analysis: DocumentAnalysis): string => JSON.stringify(payloadOf(analysis))

const unpacked = (payload: Payload): PackedAnalysis => ({ ...payload, others: payload.o?.map(unpackAnalysis) ?? [] })

/** The analysis in rows, exactly as it would come out of its text. */
export const packAnalysis = (analysis: DocumentAnalysis): PackedAnalysis => unpacked(payloadOf(analysis))

/**
 * The rows of an analysis' text. Only the outline is checked: the text comes from this engine's own cache under its own version.
 * @throws when the text is no payload of this version; the caller then analyses the document again.
 */
export function unpackAnalysis(text: string): PackedAnalysis {
  const payload: unknown = JSON.parse(text)
  if (!isPayload(payload)) throw new Error('The text is no analysis of this version.')
  return unpacked(payload)
}

/** What the end of a candidate's row holds. */
export interface Tail {
  readonly reading: string
  readonly readingSure: boolean
  readonly parts: string
}

/** Reading and parts of a candidate's row. */
export function readTail(tail: string): Tail {
  const [reading = '', parts = ''] = tail.split('\t')
  return { reading: reading.replace(/\?$/u, ''), readingSure: !(reading === '' || reading.endsWith('?')), parts }
}

/** The place of a candidate's row (types.ts); 0 = none. */
export function placeOf(tail: string): number {
  const at = tail.indexOf('\t', tail.indexOf('\t') + 1)
  return at <= 0 ? 0 : Number.parseInt(tail.slice(at + 1), 36)
}

function decodeCandidate([key, shape, counts, flat, tail]: CandidateRow): Candidate {
  const surfaces: Candidate['surfaces'] = []
  for (let i = 0; i + 2 < flat.length; i += 3)
    surfaces.push({ surface: String(flat[i]), count: Number(flat[i + 1]), initial: Number(flat[i + 2]) })
  const [weak = 0, ...numbers] = counts
  const candidate = emptyCandidate(key, shape, weak === 1)
  for (const [i, name] of COUNTS.entries()) candidate[name] = numbers[i] ?? 0
  return Object.assign(candidate, { surfaces, ...readTail(tail), place: placeOf(tail) })
}

/** The analysis of its text, row by row. @throws when the text is no payload of this version */
export const decodeAnalysis = (text: string): DocumentAnalysis => decodePacked(unpackAnalysis(text))

function decodePacked(payload: PackedAnalysis): DocumentAnalysis {
  const candidates = payload.c.map(decodeCandidate)
  const hits = payload.h.map(([candidate, rule, score, passage]): Hit => {
    const [start, end, line, cleaned, quote] = payload.p[passage]!
    return {
      key: candidates[candidate]!.key,
      rule: HIT_RULES[rule]!,
      score: score / 1000,
      text: cleaned,
      quote: quote === 0 ? cleaned : quote,
      range: { start, end, line },
    }
  })
  const abbreviations = payload.a.map(([short, long, n]): AbbreviationPair => ({ short, long, count: n }))
  const aliases = payload.n.map(([left, right, n]): AliasPair => ({ left, right, count: n }))
  return {
    language: payload.l,
    tokens: payload.t,
    words: countsOfWords(payload.w),
    verbs: countsOfWords(payload.v),
    candidates,
    hits,
    abbreviations,
    aliases,
    shared: [...payload.g],
    ...(payload.o ? { others: payload.others.map(decodePacked) } : {}),
  }
}
