import { toHiragana } from '../../language/readings.ts'
import type { LanguageEngine, Token } from '../../language/types.ts'
import { withoutInnerOkurigana } from './japanese-forms.ts'
import { remembered } from './remembered.ts'
import { escaped } from './types.ts'

/** Japanese text as phrases (文節): what each says, by which particle it hangs on its predicate, and how a predicate is meant. */

/** What every surface of the term is read as. */
export const TERM_JA = 'termx'

export type Modality = 'must' | 'may' | null

export interface Chunk {
  readonly text: string
  /** Head noun of the phrase, or the predicate's dictionary form. */
  readonly head: string
  /** Case particle: が を に へ で から まで より と の; '' where there is none. */
  readonly particle: string
  /** Marked by は or も. */
  readonly topic: boolean
  /** Verb, adjective or する-noun; null for any other phrase. */
  readonly predicate: string | null
  /** How its last word is read, in hiragana; '' where nobody knows. */
  readonly kana: string
  /** Ends in a noun written in kana, which no run of kanji tells. */
  readonly kanaNoun: boolean
  readonly passive: boolean
  readonly negated: boolean
  readonly modality: Modality
  /** How it goes on: before a noun, as a condition, as a clause of its own, or not a predicate at all. */
  readonly link: 'noun' | 'condition' | 'clause' | 'none'
  /** A comma follows. */
  readonly comma: boolean
}

const HOLDS = /^(?:NOUN|PROPN|NUM|ADJ|ADV|AFFIX|SYM)$/u
const isDependent = (token: Token): boolean => /非自立|接尾/u.test(token.tag) && !/^名詞,接尾/u.test(token.tag)
const isVerb = (token: Token): boolean => token.pos === 'VERB' && !isDependent(token)
const isAdjective = (token: Token): boolean => /^形容詞,自立/u.test(token.tag)
const isAdverb = (token: Token): boolean => token.pos === 'ADV' || /^副詞/u.test(token.tag)
/** Days and years count as nouns, also where the dictionary calls them dependent. */
const isDate = (token: Token): boolean => /^名詞,非自立/u.test(token.tag) && /^[日月年週]$/u.test(token.surface)
const isNominal = (token: Token): boolean =>
  isDate(token) ||
  ((HOLDS.test(token.pos) || /^名詞,(?!非自立)/u.test(token.tag) || token.pos === 'OTHER') &&
    !isAdjective(token) &&
    !/^助/u.test(token.tag) &&
    !/^記号,[句読括]/u.test(token.tag))

const CASES = ['から', 'まで', 'より', 'が', 'を', 'に', 'へ', 'で', 'と', 'の'] as const
const MUST = /^(?:[ぁ-ん]{0,9}?)な(?:ければ|くては|いと)(?:なら|いけ)/u
const FORBIDS = /[てで]は(?:なら|いけ)/u
const NEEDLESS = /なくて(?:も)?(?:よい|いい|良い)/u
const MAY = /[てで]も?(?:よい|いい|良い|よく)/u
const DENIES = /な(?:い|く|かっ|けれ|さ)|ませ?ん|(?:^|[^ま])ず(?:に|$|、)|ぬ/u
const CONDITION = /(?:ば|たら|なら|ても|でも|と)$/u
const AND_ON = /^(?:[てで]|し|が|けれど|ながら|つつ)?$/u
const CONDITION_NOUNS = /^(?:とき|時|際|場合|前|後|間|まで|ため|ので|限り|うち|たび|と)/u

interface Piece {
  readonly tokens: Token[]
  tail: Token[]
}

/** Tokens grouped: what says something, then the particles and endings behind it. */
function pieces(tokens: readonly Token[]): Piece[] {
  const out: Piece[] = []
  for (const [at, token] of tokens.entries()) {
    const last = out.at(-1)
    const says = isVerb(token) || isAdjective(token) || isNominal(token) || /^(?:連体詞|副詞)/u.test(token.tag)
    const previous = tokens[at - 1]
    const joins =
      last !== undefined &&
      last.tail.length === 0 &&
      previous !== undefined &&
      !isVerb(previous) &&
      !isAdjective(previous) &&
      !isAdverb(previous)
    const verbOfNoun =
      isVerb(token) && /^(?:する|できる|できる)$/u.test(token.lemma) && joins && previous !== undefined && isNominal(previous)
    if (says && joins && (isNominal(token) ? isNominal(previous!) && !isAdverb(token) : verbOfNoun)) last!.tokens.push(token)
    else if (says) out.push({ tokens: [token], tail: [] })
    else if (last) last.tail.push(token)
  }
  return out
}

/** @param text folded and masked, without a full stop's rest */
export const readJapanese: (engine: LanguageEngine, text: string) => readonly Chunk[][] = remembered(chunksIn)

/** 重 + さ is a noun. */
function nominalised(tokens: readonly Token[]): Token[] {
  const out: Token[] = []
  for (const token of tokens) {
    const last = out.at(-1)
    if (last !== undefined && token.surface === 'さ' && /^名詞,接尾/u.test(token.tag) && isAdjective(last))
      out[out.length - 1] = {
        ...last,
        surface: `${last.surface}さ`,
        end: token.end,
        pos: 'NOUN',
        tag: '名詞,一般',
        lemma: `${last.surface}さ`,
      }
    else out.push(token)
  }
  return out
}

function chunksIn(engine: LanguageEngine, text: string): Chunk[][] {
  return engine.analyse(text).map(({ tokens }) => {
    const list = pieces(nominalised(tokens))
    return fused(list.map((piece, at) => chunkOf(piece, list[at + 1])))
  })
}

function chunkOf({ tokens, tail }: Piece, next: Piece | undefined): Chunk {
  const last = tokens.at(-1)!
  const after = tail.map(({ surface }) => surface).join('')
  const bare = after.replace(/[、，。]/gu, '')
  const ofNoun = tokens.length > 1 && isVerb(last)
  const predicate = ofNoun ? tokens.at(-2)!.surface : isVerb(last) || isAdjective(last) ? last.lemma : null
  const lacks = predicate === 'ない'
  const nominal = predicate === null
  const noun = tokens
    .filter((token) => isNominal(token) || token.pos === 'AFFIX' || token.pos === 'PRON')
    .map(({ surface }) => surface)
    .join('')
  const denied = nominal ? /^(?:だけ)?(?:で|じゃ)は?な[いくか]/u.test(bare) : DENIES.test(bare.replace(MUST, '')) || FORBIDS.test(bare)
  const particle = CASES.find((one) => (nominal ? bare : '').replace(/^(?:だけ|のみ|など|等|ほど)/u, '').startsWith(one)) ?? ''
  return {
    text: tokens.map(({ surface }) => surface).join('') + after,
    head: predicate ?? (noun === '' ? last.lemma : noun),
    particle: /^(?:によって|により)/u.test(bare) ? 'によって' : particle,
    topic: nominal && /[はも]$/u.test(bare),
    predicate: lacks ? 'ある' : predicate,
    kana: toHiragana(last.reading ?? ''),
    kanaNoun: nominal && /^[ぁ-ん]{2,}$/u.test(last.surface) && /^名詞,一般/u.test(last.tag),
    passive: tail.some(({ tag, lemma }) => /^動詞,接尾/u.test(tag) && /れる$/u.test(lemma)),
    negated: lacks ? !denied : denied && !MUST.test(bare),
    modality: MUST.test(bare) ? 'must' : MAY.test(bare) || NEEDLESS.test(bare) || (ofNoun && last.lemma === 'できる') ? 'may' : null,
    link: nominal ? 'none' : linkOf(bare, tail, next, last),
    comma: /[、，]/u.test(after),
  }
}

function linkOf(bare: string, tail: readonly Token[], next: Piece | undefined, last: Token): Chunk['link'] {
  const marks = tail.find(({ tag }) => /^名詞,非自立/u.test(tag))
  if (CONDITION.test(bare) || /^[ぁ-ん]{0,3}(?:とき|場合|ため|うち|たび|まで|ので|から)/u.test(bare)) return 'condition'
  if (marks !== undefined) return 'noun'
  const upcoming = next?.tokens[0]?.surface
  const joins = tail.at(-1)
  if (upcoming !== undefined && CONDITION_NOUNS.test(upcoming) && AND_ON.test(bare) === false) return 'condition'
  if (upcoming !== undefined && CONDITION_NOUNS.test(upcoming) && tail.length === 0) return 'condition'
  if (AND_ON.test(bare) && (joins !== undefined || !/[るうくすつぬぶむぐいた]$/u.test(last.surface))) return 'clause'
  return next === undefined ? 'clause' : 'noun'
}

const SUPPRESSES = /^(?:防ぐ|防止|抑える|抑制|避ける|回避|止める|予防)$/u

/** `増えるのを抑える`, `ことができる`, `必要がある`, `おそれがある`: what is said of a predicate becomes part of it. */
function fused(chunks: readonly Chunk[]): Chunk[] {
  const out: Chunk[] = []
  let onlyThat = false
  for (const one of chunks) {
    // Aしか来ない says that A comes.
    const chunk = onlyThat && one.predicate !== null ? { ...one, negated: !one.negated } : one
    onlyThat = /しか$/u.test(one.text) || (onlyThat && one.predicate === null)
    const before = out.at(-1)
    const toldOf = before?.predicate != null && /(?:こと|の)[をがはも]$/u.test(before.text)
    const link = chunk.link
    if (toldOf && SUPPRESSES.test(chunk.predicate ?? ''))
      out[out.length - 1] = { ...before!, negated: !before!.negated, link, comma: chunk.comma }
    else if (before?.predicate != null && /こと[がはも]?$/u.test(before.text) && chunk.predicate === 'ある')
      out[out.length - 1] = { ...before, negated: before.negated !== chunk.negated, link, comma: chunk.comma }
    else if (toldOf && /^(?:できる|可能)$/u.test(chunk.head))
      out[out.length - 1] = { ...before!, modality: 'may', negated: before!.negated !== chunk.negated, link, comma: chunk.comma }
    else if (before?.head === '必要' && out.at(-2)?.predicate != null && chunk.predicate === 'ある') {
      out.pop()
      const told = out.pop()!
      out.push({ ...told, modality: chunk.negated ? 'may' : 'must', negated: chunk.negated, link, comma: chunk.comma })
    } else out.push(chunk)
  }
  return out
}

/** The text with every surface of the term as one word. @param own folded surfaces, longest first */
export const maskedJa = (text: string, own: readonly string[]): string =>
  [...own, ...own.map(withoutInnerOkurigana)].reduce(
    (out, surface) => (surface === '' ? out : out.replace(new RegExp(escaped(surface), 'gu'), TERM_JA)),
    text,
  )
