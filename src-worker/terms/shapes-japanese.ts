import type { Sentence, Token } from '../language/types.ts'
import { isJapaneseStopNoun } from './lists-japanese.ts'
import { isNoise } from './noise.ts'
import type { Shape, Span, TermToken } from './types.ts'

const LATIN = /^[A-Za-z][A-Za-z0-9.+#_'’&/-]*$/u
const KATAKANA = /^[ァ-ヺ][ァ-ヺー・ヽヾ]*$/u
const DIGITS = /^[0-9０-９]+$/u
const WORD = /[\p{L}\p{N}]/u

/** IPADIC sub-classes of 名詞 a term never holds. */
const DROPPED = /^名詞,(?:非自立|代名詞|副詞可能|特殊|接続詞的|動詞非自立的|引用文字列|数)/u
/** Nouns that are noise alone: サ変 verbs' stems and 形容動詞 stems. */
const WEAK = /^名詞,(?:サ変接続|形容動詞語幹|ナイ形容詞語幹)/u
/** Prefixes that point or count as a determiner does: 各コンポーネント is every component, no kind of one. */
const DETERMINER = /^[各当本同両毎某諸]$/u
/** Suffixes that belong to compounds: 計装済み, 自動化, 安全性; counters and name suffixes do not. */
const SUFFIX = /^名詞,接尾,?(?:一般|サ変接続|形容動詞語幹|\*|$)/u

function shapeOf(token: Token): Shape {
  const { surface, tag } = token
  if (!WORD.test(surface)) return '-'
  if (LATIN.test(surface)) return 'N'
  if (tag.startsWith('接頭詞')) return tag.startsWith('接頭詞,数接続') || DETERMINER.test(surface) ? '-' : 'A'
  if (tag.startsWith('名詞,接尾')) return SUFFIX.test(tag) ? 'X' : '-'
  if (!tag.startsWith('名詞') || DROPPED.test(tag)) return '-'
  if (isJapaneseStopNoun(surface)) return '-'
  if (/^[ぁ-ん]$/u.test(surface)) return '-'
  return tag.startsWith('名詞,固有名詞') && !KATAKANA.test(surface) ? 'P' : 'N'
}

const isMiddleDot = (surface: string): boolean => surface === '・' || surface === '･'

const joinedReading = (first: Token, second: Token): string | undefined =>
  first.reading === undefined || second.reading === undefined ? undefined : first.reading + second.reading

type CodeAt = (start: number, end: number) => 'word' | 'identifier' | null

/** What counts, right behind a number: 26番|ブロック. */
const isCounter = (token: Token, before: Token | undefined): boolean =>
  before !== undefined &&
  token.start - before.end <= 1 &&
  /[\d０-９一二三四五六七八九十百千万]$/u.test(before.surface) &&
  COUNTERS.test(token.surface)
const COUNTERS = /^[番号個本台枚回件名人冊基隻頭匹羽杯便列段階項章節条巻版]$/u

function shapeIn(token: Token, surface: string, joined: boolean, code: ReturnType<CodeAt>): Shape {
  if (code === 'identifier' || surface.includes('/') || isNoise(surface)) return '-'
  if (joined) return 'N'
  const shape = LATIN.test(surface) ? latinShape(surface) : shapeOf(token)
  const isWord = WORD.test(surface) && !DIGITS.test(surface) && !/^[ぁ-ん]+$/u.test(surface)
  return shape === '-' && code === 'word' && isWord ? 'N' : shape
}

/** The tokens of a Japanese sentence for the noun-run patterns. */
export function japaneseTokens(sentence: Sentence, text: string, codeAt: CodeAt): TermToken[] {
  const out: TermToken[] = []
  const { tokens } = sentence
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    // Words the dictionary lacks come out as single kanji: 計|装. Two of them that touch are one word.
    const joined = (isSingleKanji(token) && isLonePair(tokens, i)) || isTornKatakana(token, tokens[i + 1])
    const end = joined ? tokens[++i]!.end : token.end
    const surface = text.slice(token.start, end)
    const code = codeAt(token.start, end)
    out.push({
      surface,
      norm: surface.normalize('NFKC').toLowerCase(),
      start: token.start,
      end,
      shape: !joined && isCounter(token, tokens[i - 1]) ? '-' : shapeIn(token, surface, joined, code),
      weak: !joined && WEAK.test(token.tag),
      code: code === 'word',
      reading: joined ? joinedReading(token, tokens[i]!) : token.reading,
      readingSure: !joined && token.readingSure === true,
    })
  }
  return out
}

const isSingleKanji = (token: Token): boolean => /^\p{Script=Han}$/u.test(token.surface) && /^(?:名詞|接頭詞)/u.test(token.tag)

/** Tokens i and i + 1 are single kanji that touch, and neither neighbour is one more. */
function isLonePair(tokens: readonly Token[], i: number): boolean {
  const [before, first, second, after] = [tokens[i - 1], tokens[i]!, tokens[i + 1], tokens[i + 2]]
  if (!second || second.start !== first.end || !isSingleKanji(second)) return false
  if (/^名詞,(?:数|非自立|代名詞)/u.test(first.tag) || /^名詞,(?:数|接尾,助数詞|非自立)/u.test(second.tag)) return false
  const touches = (token: Token | undefined, at: 'before' | 'after'): boolean =>
    token !== undefined && isSingleKanji(token) && (at === 'before' ? token.end === first.start : token.start === second.end)
  return !touches(before, 'before') && !touches(after, 'after')
}

/** The dictionary tears words younger than itself at the names it knows: クラ|ウド. */
function isTornKatakana(first: Token, second: Token | undefined): boolean {
  if (!second || second.start !== first.end || !KATAKANA.test(first.surface) || !KATAKANA.test(second.surface)) return false
  const isShortName = (token: Token): boolean => token.surface.length <= 2 && token.tag.startsWith('名詞,固有名詞')
  return isShortName(first) || isShortName(second)
}

/** English function words inside Japanese text end a run. */
const LATIN_STOP =
  /^(?:the|a|an|of|to|in|on|for|and|or|is|are|be|with|by|from|at|as|it|this|that|not|you|your|we|can|will|if|vs|etc|eg|ie|no|x+|these|those|its|their|they|them|he|she|who|which|when|while|where|how|what|why|there|here|than|then|so|such|may|might|must|should|would|could|do|does|did|has|have|had|was|were|been|being|into|onto|over|under|about|after|before|between|during|through|because|until|also|only|more|most|less|very|some|any|each|every|all|both|other|another|just|but)$/iu
const latinShape = (surface: string): Shape => (LATIN_STOP.test(surface) ? '-' : 'N')

const isLatin = (token: TermToken): boolean => /^[A-Za-z]/u.test(token.surface)
const isKatakana = (token: TermToken): boolean => KATAKANA.test(token.surface)

/** Whether two neighbouring tokens may stand in one compound: touching, or one space apart with a Latin word on one side. */
function joins(left: TermToken, right: TermToken): 'touch' | 'bridge' | null {
  if (left.code !== right.code && left.end !== right.start) return null
  if (left.end === right.start) return 'touch'
  return right.start - left.end === 1 && (isLatin(left) || isLatin(right)) ? 'bridge' : null
}

const MAX_TOKENS = 6

/** A run of compound members as [from, to), and the places where a space or middle dot was bridged. */
interface Run {
  readonly from: number
  readonly to: number
  readonly seams: ReadonlySet<number>
}

function runs(tokens: readonly TermToken[]): Run[] {
  const out: Run[] = []
  for (let i = 0; i < tokens.length; ) {
    if (tokens[i]!.shape === '-') {
      i++
      continue
    }
    const seams = new Set<number>()
    let end = i + 1
    while (end < tokens.length) {
      const left = tokens[end - 1]!
      const right = tokens[end]!
      if (isMiddleDot(right.surface) && isKatakana(left) && tokens[end + 1] && isKatakana(tokens[end + 1]!)) {
        end += 2
        continue
      }
      const how = right.shape === '-' ? null : joins(left, right)
      if (how === null) break
      if (how === 'bridge') seams.add(end)
      end++
    }
    out.push({ from: i, to: end, seams })
    i = end
  }
  return out
}

const canOpen = (token: TermToken): boolean => token.shape === 'N' || token.shape === 'P' || token.shape === 'A'
const canClose = (token: TermToken): boolean => token.shape === 'N' || token.shape === 'P' || token.shape === 'X'

/**
 * Candidates of a Japanese sentence: noun runs with prefixes and suffixes, Latin and katakana words included, and their parts. Where a
 * space beside a Latin word was bridged the parts on both sides count as standing free: the space rarely joins every time.
 */
export function nounRunSpans(tokens: readonly TermToken[]): Span[] {
  const out: Span[] = []
  for (const run of runs(tokens)) {
    const edges = [run.from, ...[...run.seams].sort((a, b) => a - b), run.to]
    for (let i = run.from; i < run.to; i++) {
      if (!canOpen(tokens[i]!)) continue
      for (let j = i + 1; j <= Math.min(run.to, i + MAX_TOKENS); j++) {
        const last = tokens[j - 1]!
        if (!canClose(last) || (j - i === 1 && last.shape === 'A')) continue
        out.push({ from: i, to: j, maximal: edges.includes(i) && edges.includes(j) })
      }
    }
  }
  return out
}

/**
 * A stem of a verb or 形容動詞, prefixes before it or not, or what 化 ends: 設定, 再起動, 有効化. Other suffixes make a thing of it: 請求書, 運転者.
 */
export function isWeakRun(tokens: readonly TermToken[], span: Pick<Span, 'from' | 'to'>): boolean {
  const run = tokens.slice(span.from, span.to)
  const cores = run.filter((token) => token.shape === 'N' || token.shape === 'P')
  return cores.length === 1 && (run.at(-1)!.surface === '化' || (cores[0]!.weak && run.at(-1) === cores[0]))
}
