import { z } from 'zod'
import { LANGUAGES, type Language } from '../../src-main/contract/blocks.ts'
import { COUNTS, emptyCandidate } from './candidate.ts'
import { type AbbreviationPair, type AliasPair, type Candidate, type DocumentAnalysis, HIT_RULES, type Hit } from './types.ts'

/**
 * The cached form of a document's analysis: positional JSON, passages shared by their hits. Private to the engine and keyed by
 * ENGINE_VERSION, so that it may change with any release.
 */

/** Key, shape, counts, surfaces (text, count, count where the case says nothing), and reading (`?` = unsure), parts and place (base 36) parted by tabs. */
type CandidateRow = [string, string, number[], (string | number)[], string]
/** Start, end, line, cleaned text, quote (0 = the same text). */
type PassageRow = [number, number, number, string, string | 0]
/** Index of the candidate, of the rule, score × 1000, index of the passage. */
type HitRow = [number, number, number, number]
type PairRow = [string, string, number]

interface Payload {
  readonly l: Language
  readonly t: number
  readonly w: Record<string, number>
  readonly v: Record<string, number>
  readonly c: CandidateRow[]
  readonly p: PassageRow[]
  readonly h: HitRow[]
  readonly a: PairRow[]
  readonly n: PairRow[]
  readonly g: string[][]
  /** Payloads of the parts in other languages. */
  readonly o?: string[]
}

/** Rows are not looked at one by one: a hundred thousand of them would cost more than the analysis is worth. */
const outlineSchema = z.object({
  l: z.enum(LANGUAGES),
  t: z.number(),
  w: z.object({}),
  v: z.object({}),
  c: z.array(z.unknown()),
  p: z.array(z.unknown()),
  h: z.array(z.unknown()),
  a: z.array(z.unknown()),
  n: z.array(z.unknown()),
  g: z.array(z.unknown()),
  o: z.array(z.string()).optional(),
})

/** Trailing zeros cost nothing. */
function countsOf(candidate: Candidate): number[] {
  const values = [candidate.weak ? 1 : 0, ...COUNTS.map((name) => candidate[name])]
  while (values.at(-1) === 0) values.pop()
  return values
}

/** Reading, parts and place, parted by tabs; what is missing at the end costs nothing. */
function tailOf({ reading, readingSure, parts, place }: Candidate): string {
  return `${reading}${reading === '' || readingSure ? '' : '?'}\t${parts}\t${place === 0 ? '' : place.toString(36)}`.trimEnd()
}

/** The analysis as JSON text. */
export function encodeAnalysis(analysis: DocumentAnalysis): string {
  const index = new Map(analysis.candidates.map((candidate, i) => [candidate.key, i]))
  const passages: Payload['p'] = []
  const places = new Map<string, number>()
  const hits: Payload['h'] = []
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
  const payload: Payload = {
    l: analysis.language,
    t: analysis.tokens,
    w: Object.fromEntries(analysis.words),
    v: Object.fromEntries(analysis.verbs),
    c: analysis.candidates.map((one) => [
      one.key,
      one.shape,
      countsOf(one),
      one.surfaces.flatMap((s) => [s.surface, s.count, s.initial]),
      tailOf(one),
    ]),
    p: passages,
    h: hits,
    a: analysis.abbreviations.map((pair) => [pair.short, pair.long, pair.count]),
    n: analysis.aliases.map((pair) => [pair.left, pair.right, pair.count]),
    g: analysis.shared.map((keys) => [...keys]),
    ...(analysis.others?.length ? { o: analysis.others.map(encodeAnalysis) } : {}),
  }
  return JSON.stringify(payload)
}

function decodeCandidate([key, shape, counts, flat, tail]: Payload['c'][number]): Candidate {
  const surfaces: Candidate['surfaces'] = []
  for (let i = 0; i + 2 < flat.length; i += 3)
    surfaces.push({ surface: String(flat[i]), count: Number(flat[i + 1]), initial: Number(flat[i + 2]) })
  const [weak = 0, ...numbers] = counts
  const [reading = '', parts = '', place = ''] = tail.split('\t')
  const isUnsure = reading === '' || reading.endsWith('?')
  const candidate = emptyCandidate(key, shape, weak === 1)
  for (const [i, name] of COUNTS.entries()) candidate[name] = numbers[i] ?? 0
  return Object.assign(candidate, {
    surfaces,
    reading: reading.replace(/\?$/u, ''),
    readingSure: !isUnsure,
    parts,
    place: place === '' ? 0 : Number.parseInt(place, 36),
  })
}

/**
 * The analysis of a payload. Only the outline is checked: the text comes from this engine's own cache under its own version.
 * @throws when the text is no payload of this version; the caller then analyses the document again.
 */
export function decodeAnalysis(text: string): DocumentAnalysis {
  const payload = JSON.parse(text) as Payload
  outlineSchema.parse(payload)
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
    words: new Map(Object.entries(payload.w)),
    verbs: new Map(Object.entries(payload.v)),
    candidates,
    hits,
    abbreviations,
    aliases,
    shared: payload.g,
    ...(payload.o ? { others: payload.o.map(decodeAnalysis) } : {}),
  }
}
