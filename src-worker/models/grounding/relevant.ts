import { hasCjk } from '../../../src-main/contract/text/fold.ts'
import type { LanguageEngine } from '../../language/types.ts'
import { leavesOutDoer, names, ownerOf, restOf } from './owners.ts'
import { type CheckedPassage, escaped, fold, type Subject, type Support } from './types.ts'
import { stem } from './words-english.ts'

/**
 * Which parts of passages speak about a term. A passage that defines another term and only mentions ours must not lend it that definition:
 * of such a sentence only the clause with our term counts.
 */

const SENTENCES = /(?<=[.!?])(?<!\b(?:[ap]\.m|e\.g|i\.e|etc|approx|nos?|vol|figs?|vs|dr|mrs?|ms|st|sec)\.)\s+|(?<=[。！？])/u
/** Where a sentence turns to another subject. */
const TURNS =
  /;\s*|；|:\s+(?=(?:an?|the)\s)|,\s+(?=(?:while|whereas|but|unlike|and|or|nor)\b)|,\s+(?=(?:an?|the|each|every)\s[\p{L}\p{N} -]{1,40}?\s(?:is|are|means|refers to|denotes)\b)|(?:のに対し(?:て)?|一方(?:で|、)?|であり|ですが|だが|であるが)[、，]\s*/u
const CLAUSES_EN = /,\s*|\s+(?=(?:that|which|who|whose|where|when|while|because|if|so that|in which|by which)\b)/u
const CLAUSES_JA = /[、，]\s*/u

/** `A spool is a …`: another thing is being defined or described as what it is. Group 1 is the subject. */
const DEFINES_EN =
  /^(?:(?:unlike|like|while|whereas|but|and|or|nor|also|in contrast|by contrast|similarly|however),?\s+)*(?:an?\s|the\s|each\s|every\s)?(.{1,60}?)\s+(?:is|are|was|were|means?|refers? to|denotes?|stands? for)\s/u
/** What a sentence about another thing says that thing to be; `bolts are tightened with a wrench` says something about both. */
const GIVES_GENUS = /\s(?:is|are|was|were)\s+(?:an?|the|one of|any|part of)\s|\s(?:means?|refers? to|denotes?|stands? for)\s/u
/** `With a direct debit, on the other hand, …`: the sentence turns to another thing. Group 1 is that thing. */
const TURNS_TO =
  /^(?:with|in|for|under|by|at) (?:an?\s|the\s)?([^,]{1,60}?), (?:on the other hand|by contrast|in contrast|however|conversely),/u
/** What follows these is said of another thing. */
const CONTRASTS_JA = /^(?:これに対して?|逆に|反対に)[、，]?/u
const TOPIC_JA = /^(?:これに対して?|逆に|反対に|また|なお|一方|ただし|さらに|そして|しかし)?[、，]?(.{1,40}?)(?:とは|というのは|は)[、，]?/u
const POINTS_BACK =
  /^(?:it|they|there|this|these|that|those|its|their|such|each of|both)\b|^(?:これ|それ|この|その|ここ|そこ|こう|そう|同|本)/u
/** `by default it is …`; `既定では…`, `サーバーには…`: a circumstance, no subject of its own. */
const ENDS_POINTING = /\s(?:it|they|he|she)$|(?:で|に|から|へ|まで|より)$/u
const IS_A_JA = /(?:である|です|だ|であった|でした|をいう|を指す|のこと|の一種|の総称|と呼ぶ|と呼ばれる|という)。?$/u

const mentions = (surfaces: readonly RegExp[], text: string): boolean => surfaces.some((one) => one.test(text))

/** Patterns of the folded surfaces; Latin ones as whole words, with a plural. */
export function surfacePatterns(subject: Subject): RegExp[] {
  const folded = [...new Set([subject.headword, ...subject.surfaces].map(fold))].filter((one) => one !== '')
  return folded
    .sort((a, b) => b.length - a.length)
    .map((one) =>
      hasCjk(one)
        ? new RegExp(escaped(one), 'u')
        : new RegExp(`(?<![\\p{L}\\p{N}])${escaped(one).replace(/[ -]/gu, '[ -]')}(?:e?s|e?d|ing)?(?![\\p{L}\\p{N}])`, 'u'),
    )
}

/** Everything in the passages that may support a sentence about the subject. */
export function supportOf(passages: readonly CheckedPassage[], subject: Subject, engine: LanguageEngine, sentence: string): Support {
  const surfaces = surfacePatterns(subject)
  const named = spelledOut(subject)
  const parts = passages.flatMap((passage) => partsOf(passage, { surfaces, named, subject, engine, sentence: fold(sentence) }))
  return { parts, text: parts.join(' \n ') }
}

/** `the wrench` for a torque wrench that was named before: the whole name is put in. Other languages have no article to tell it by. */
function spelledOut({ headword }: Subject): (part: string) => string {
  const words = fold(headword).split(' ')
  const [head] = words.slice(-1)
  if (words.length < 2 || head === undefined || hasCjk(head)) return (part) => part
  const again = new RegExp(`^(?:the|this) ${escaped(head)}(?![\\p{L}\\p{N}])`, 'u')
  return (part) => part.replace(again, `the ${words.join(' ')}`)
}

/** `光害の原因`, `the cause of light pollution`: the term only says whose. */
const withoutPossessor = (text: string, surfaces: readonly RegExp[]): string =>
  surfaces.reduce(
    (out, one) =>
      out.replace(new RegExp(`(?:of|in|for|with) (?:an? |the )?(?:${one.source})|(?:${one.source})(?:'s?|の)(?=[ 一-鿿ァ-ヺ])`, 'gu'), ' '),
    text,
  )

interface Asked {
  readonly surfaces: readonly RegExp[]
  readonly named: (part: string) => string
  readonly subject: Subject
  readonly engine: LanguageEngine
  /** The sentence to be supported, folded. */
  readonly sentence: string
}

/**
 * What of a part that speaks of somebody else the sentence may use: what is said of another thing may be said of that thing, by its name.
 * @returns null where the part is the term's
 */
function saidOfOthers(part: string, { surfaces, subject, engine, sentence }: Asked): string[] | null {
  const owners = ownerOf(part, subject, engine)
  if (owners === null) return null
  const defines = definesOther(part)
  if (names(sentence, owners, subject, engine) && (!defines || !mentions(surfaces, withoutPossessor(sentence, surfaces)))) return [part]
  if (mentions(surfaces, part)) return null
  if (!defines && leavesOutDoer(sentence, subject, engine)) return [part]
  return [restOf(part, subject, engine)].filter((rest) => rest !== '')
}

function partsOf({ text, heading }: CheckedPassage, asked: Asked): string[] {
  const { surfaces, named, subject, engine } = asked
  if (!mentions(surfaces, fold(text)) && !isSurface(surfaces, fold(heading))) return []
  const headed = isSurface(surfaces, fold(heading))
  const out: string[] = []
  let before = headed
  for (const sentence of fold(text).split(SENTENCES)) {
    const about: string[] = []
    for (const piece of sentence.split(TURNS)) {
      const part = out.length + about.length > 0 ? named(piece.trim()) : piece.trim()
      const others = saidOfOthers(part, asked)
      if (others !== null) {
        about.push(...others)
        continue
      }
      const kind = sibling(part, surfaces, subject.headword, engine)
      if (kind !== null && !mentions(surfaces, part)) {
        if (asked.sentence.includes(kind)) about.push(part)
        continue
      }
      const goesOn = about.length > 0 && pointsBack(part, surfaces)
      about.push(...relevantPart(part, surfaces, before || goesOn))
    }
    out.push(...about)
    before ||= about.length > 0
  }
  return out
}

/** The part goes on about what the part before it was about: `; by default it is …`, `…であり、既定では…`. */
function pointsBack(part: string, surfaces: readonly RegExp[]): boolean {
  if (hasCjk(part)) return otherSubject(part, surfaces) === null
  return POINTS_BACK.test(part) || ENDS_POINTING.test(DEFINES_EN.exec(part)?.[1]?.trim() ?? '')
}

/** The part, what of it is about the term, or nothing. @param follows the sentence before was about the term */
function relevantPart(part: string, surfaces: readonly RegExp[], follows: boolean): string[] {
  if (part === '') return []
  const named = mentions(surfaces, part)
  const other = otherSubject(part, surfaces)
  // A passage about the term goes on about it: who handles it and what is done with it. What defines another thing is that thing's.
  if (other !== null && !named && follows && !definesOther(part)) return [part]
  if (other !== null) return named ? [narrowed(part, other, surfaces)] : []
  return named || follows ? [part] : []
}

/** The part says what another thing is. */
const definesOther = (part: string): boolean =>
  TURNS_TO.test(part) ||
  (hasCjk(part)
    ? (IS_A_JA.test(part) && !/\d[^、]{0,8}(?:である|です)。?$/u.test(part)) || /とは|というのは/u.test(part)
    : GIVES_GENUS.test(part) || /\s(?:is|are|was|were)\s\p{L}+(?:er|est)\s/u.test(part))

const KIND_EN = /^(?:the |an? )?(\p{L}+(?:-\p{L}+)?) (\p{L}+)(?= )/u
const IN_CONTRAST = /\b(?:in contrast|by contrast|on the other hand|conversely|whereas|unlike)\b/u

/** `Peak load …` beside base load, 間仕切り壁は… beside 耐力壁: another kind of the same, so what is said of it is not said of the term. */
function sibling(part: string, surfaces: readonly RegExp[], headword: string, engine: LanguageEngine): string | null {
  const name = fold(headword)
  if (hasCjk(part)) {
    const subject = (TOPIC_JA.exec(part)?.[1] ?? '').trim().replace(/(?:で|に|から|へ)$/u, '')
    const ends = /[一-鿿ァ-ヺー]{2}$/u.exec(name)?.[0] ?? ''
    const last = name.slice(-1)
    const alike =
      (ends !== '' && subject.endsWith(ends)) || (/[一-鿿]/u.test(last) && !/[者人物時間]/u.test(last) && subject.endsWith(last))
    return alike &&
      name.length > 2 &&
      /^[一-鿿ァ-ヺーぁ-ん]{3,}$/u.test(subject) &&
      !/[のたる]/u.test(subject) &&
      !mentions(surfaces, subject)
      ? subject
      : null
  }
  const words = name.split(' ')
  const [, modifier, head] = KIND_EN.exec(part) ?? []
  if (modifier === undefined || head === undefined || words.length < 2 || stem(head) !== stem(words.at(-1)!)) return null
  if (mentions(surfaces, `${modifier} ${head}`)) return null
  // An adjective says which of them (`old flags`), unless it is set against ours.
  const tagOf = (text: string, word: string): string | undefined =>
    engine.analyse(text)[0]?.tokens.find(({ surface }) => surface === word)?.pos
  const tag = tagOf(part, modifier)
  // … and unless an adjective makes our own term what it is: a cold front beside a warm one.
  const ours = tagOf(`the ${name} is`, words.at(-2)!)
  return tag === 'NOUN' || (tag === 'ADJ' && (IN_CONTRAST.test(part) || ours === 'ADJ')) ? `${modifier} ${head}` : null
}

/** The subject a part declares, when that is not our term and points back to nothing; else null. */
function otherSubject(part: string, surfaces: readonly RegExp[]): string | null {
  const match = hasCjk(part) ? TOPIC_JA.exec(part) : (TURNS_TO.exec(part) ?? DEFINES_EN.exec(part))
  const subject = match?.[1]?.trim()
  if (subject === undefined || POINTS_BACK.test(subject) || ENDS_POINTING.test(subject) || POINTS_BACK.test(part.replace(CONTRASTS_JA, '')))
    return null
  return mentions(surfaces, subject) || /^\d[\d.,]*$/u.test(subject) ? null : subject
}

/** Of a sentence about another thing: its subject, and the clause in which our term stands, without that sentence's own genus. */
function narrowed(part: string, subject: string, surfaces: readonly RegExp[]): string {
  const japanese = hasCjk(part)
  const clauses = part.split(japanese ? CLAUSES_JA : CLAUSES_EN)
  const mine = clauses.filter((clause) => mentions(surfaces, clause))
  if (japanese) {
    const said = mine.map((clause) => (IS_A_JA.test(clause) ? adnominal(clause, surfaces) : clause)).join('、')
    // A clause with a topic of its own is not about the subject of the sentence.
    return said.includes(subject) ? said : `${subject}${/^[^、てで]{1,20}は/u.test(said) ? '。' : 'は、'}${said}`
  }
  // A clause that begins with the copula's subject holds the genus: what stands before the term in it belongs to the other thing.
  return [subject, ...mine.map((clause) => (GIVES_GENUS.test(clause) && otherSubject(clause, surfaces) !== null ? '' : clause))].join(' ')
}

/** `リースが保護するキューである` → `リースが保護する`: the head noun is the other thing's genus. */
function adnominal(clause: string, surfaces: readonly RegExp[]): string {
  const at = Math.max(...surfaces.map((one) => one.exec(clause)).map((match) => (match ? match.index + match[0].length : 0)))
  const rest = clause.slice(at)
  const verb = /^.*?[るたいうくすつぬぶむぐ](?=[\u3400-\u9fffァ-ヺ々])/u.exec(rest)
  return clause.slice(0, at) + (verb?.[0] ?? '')
}

const isSurface = (surfaces: readonly RegExp[], text: string): boolean =>
  surfaces.some((one) => {
    const match = one.exec(text)
    return match !== null && match[0].length >= text.replace(/[\s\p{P}]+$/u, '').length - 2
  })
