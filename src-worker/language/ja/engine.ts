import { findRuns, type Run, type RunKind } from '../runs.ts'
import type { LanguageEngine, Sentence, Token } from '../types.ts'
import { readInContext } from './context-readings.ts'
import type { Dictionary } from './dictionary.ts'
import { type Folded, foldForDictionary } from './fold.ts'
import { type Span, splitJapanese } from './sentences.ts'
import { dictionary } from './shared-dictionary.ts'
import { type FlatTokens, Tokenizer } from './tokenizer.ts'
import { Vocabulary, type WordFeatures } from './vocabulary.ts'

const WORTH_LOOKING_FOR_RUNS = /[0-9A-Za-zＡ-Ｚａ-ｚ０-９]{2}|[A-Za-z][-/&+#.]/u
const NO_WORD = /^[^\p{L}\p{N}]+$/u
const LATIN = /^[A-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f]+$/u
const WHITE = /^\s+$/u
const RUN_FEATURES: Record<RunKind, { tag: string; pos: Token['pos'] }> = {
  latin: { tag: '名詞,英字', pos: 'NOUN' },
  number: { tag: '名詞,数', pos: 'NUM' },
  address: { tag: '記号,アドレス', pos: 'SYM' },
}

/**
 * Japanese: IPADIC by minimum cost, sentences by punctuation. White space is no token. Runs of Latin letters and digits are one token
 * (`名詞,英字`). A token's surface is the text without line breaks inside it and with half-width katakana widened; start and end are those
 * of the original.
 */
export class JapaneseEngine implements LanguageEngine {
  readonly language = 'ja'
  readonly #tokenizer: Tokenizer
  readonly #vocabulary: Vocabulary
  #flat: FlatTokens = []

  constructor(dictionary: Dictionary) {
    this.#tokenizer = new Tokenizer(dictionary)
    this.#vocabulary = new Vocabulary(dictionary)
  }

  analyse(text: string): Sentence[] {
    return splitJapanese(text).map((span) => ({ ...span, tokens: this.#tokens(text, span) }))
  }

  #tokens(text: string, { start, end }: Span): Token[] {
    const folded = foldForDictionary(text.slice(start, end))
    this.#flat.length = 0
    const flat = this.#tokenizer.tokenize(folded.text, 0, folded.text.length, this.#flat)
    if (!WORTH_LOOKING_FOR_RUNS.test(folded.text)) return this.#assemble(folded, start, flat, [])
    const runs = findRuns(folded.text)
    return this.#assemble(folded, start, cutUnknownAt(runs, flat), runs)
  }

  /** Dictionary words to tokens; words that exactly fill a run become one. */
  #assemble(folded: Folded, base: number, flat: FlatTokens, runs: readonly Run[]): Token[] {
    const tokens: Token[] = []
    let nextRun = 0
    for (let i = 0; i < flat.length; i += 3) {
      const from = flat[i + 1]!
      while (nextRun < runs.length && runs[nextRun]!.start < from) nextRun++
      const run = runs[nextRun]
      const last = run?.start === from ? lastOfRun(flat, i, run.end) : -1
      const to = flat[(last < 0 ? i : last) + 2]!
      const place = {
        surface: folded.text.slice(from, to),
        start: base + (folded.offsets ? folded.offsets[from]! : from),
        end: base + (folded.offsets ? folded.offsets[to]! : to),
      }
      if (last >= 0) {
        tokens.push(runToken(place, run!.kind))
        i = last
      } else if (flat[i]! >= 0) {
        const features = this.#vocabulary.features(flat[i]!)
        if (features.tag !== '記号,空白') tokens.push(knownToken(place, features))
      } else if (!WHITE.test(place.surface)) {
        tokens.push(unknownToken(place, this.#vocabulary.features(flat[i]!)))
      }
    }
    readInContext(tokens)
    return tokens
  }
}

type Place = Pick<Token, 'surface' | 'start' | 'end'>

/** Unknown words cut where a run starts or ends inside them: the dictionary groups `++、` after `C`. */
function cutUnknownAt(runs: readonly Run[], flat: FlatTokens): FlatTokens {
  const cuts = runs.flatMap((run) => [run.start, run.end])
  if (cuts.length === 0) return flat
  const out: FlatTokens = []
  let next = 0
  for (let i = 0; i < flat.length; i += 3) {
    const id = flat[i]!
    const end = flat[i + 2]!
    let start = flat[i + 1]!
    while (next < cuts.length && cuts[next]! <= start) next++
    for (let k = next; id < 0 && k < cuts.length && cuts[k]! < end; k++) {
      out.push(id, start, cuts[k]!)
      start = cuts[k]!
    }
    out.push(id, start, end)
  }
  return out
}

/** Index of the flat token that ends where the run ends, or −1 when a dictionary word crosses its end. */
function lastOfRun(flat: FlatTokens, first: number, end: number): number {
  for (let i = first; i < flat.length && flat[i + 2]! <= end; i += 3) if (flat[i + 2] === end) return i
  return -1
}

function knownToken({ surface, start, end }: Place, features: WordFeatures): Token {
  const { pos, tag, reading, readingSure } = features
  const lemma = (features.base ?? surface).toLowerCase()
  return reading === undefined
    ? { surface, start, end, pos, lemma, tag, known: true }
    : { surface, start, end, pos, lemma, tag, known: true, reading, readingSure }
}

/** Unknown symbols come out of IPADIC as 名詞,サ変接続, unknown words as names of a kind it can't know. */
function unknownToken({ surface, start, end }: Place, { pos, tag }: WordFeatures): Token {
  const lemma = surface.normalize('NFKC').toLowerCase()
  if (NO_WORD.test(surface)) return { surface, start, end, pos: 'SYM', lemma, tag: '記号,未知語', known: false }
  if (LATIN.test(surface)) return { surface, start, end, lemma, known: false, ...RUN_FEATURES.latin }
  if (tag.startsWith('名詞,固有名詞')) return { surface, start, end, pos: 'NOUN', lemma, tag: '名詞,未知語', known: false }
  return { surface, start, end, pos, lemma, tag, known: false }
}

function runToken({ surface, start, end }: Place, kind: RunKind): Token {
  return { surface, start, end, lemma: surface.normalize('NFKC').toLowerCase(), known: false, ...RUN_FEATURES[kind] }
}

/** Loads the dictionary (0.1–0.4 s, 90 MB) and gives the engine. */
export async function createJapaneseEngine(): Promise<JapaneseEngine> {
  return new JapaneseEngine(await dictionary())
}
