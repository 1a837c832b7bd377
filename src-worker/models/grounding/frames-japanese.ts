import { FAMILIES } from './japanese-equivalents.ts'
import { withoutInnerOkurigana } from './japanese-forms.ts'
import { type Chunk, TERM_JA } from './reading-japanese.ts'

/** Who does what to what in Japanese: predicates with their arguments by particle. */

export interface Frame {
  readonly predicate: string
  readonly negated: boolean
  readonly modality: Chunk['modality']
  /** Head nouns by role; `topic` may stand for any role. */
  readonly roles: ReadonlyMap<string, readonly string[]>
}

/** Verbs that say nothing alone. */
export const LIGHT =
  /^(?:する|なる|いる|ある|行う|できる|いう|言う|呼ぶ|よる|応じる|対する|用いる|使う|いく|くる|もつ|指す|示す|かかる|要する|要す|おく|設ける|含む|含まれる|占める)$/u
const ROLES = ['が', 'を', 'に', 'で', 'から', 'まで', 'より', 'によって']
/** Words that point: they may stand for anything. */
const POINTS = /^(?:それ|これ|あれ|ここ|そこ|その|この|もの|こと|一方|他方)$/u
/** When and how much: no partners of a predicate. */
const ADJUNCTS = /\d|(?:前|後|際|時|間|場合|とき|ごと|以内|以上|以下|未満|最長|最短|最大|最小|通常|最初|最後|先|的|余分)$/u
/** `A や B を`: A is as much an object as B. */
const LISTED = /(?:や|と|、|・|及び|および|または|又は|とか|か)$/u

/** 被保険者 is no 保険者, 非会員 no 会員. */
const CONTRARY = /^[被非不未無反]/u
const without = (word: string): string => word.replace(/ー$/u, '')

function endsAlike(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length > 1 && long.includes(short) && !(long.endsWith(short) && CONTRARY.test(long.slice(0, long.length - short.length)))
}

const sayTheSame = (a: string, b: string): boolean =>
  a === b ||
  endsAlike(without(a), without(b)) ||
  FAMILIES.some((group) => [a, b].every((word) => group.some((one) => word.startsWith(one)))) ||
  sameVerb(a, b)

/** 止まる – 止める, 増える – 増やす: the same kanji, another ending. */
function sameVerb(a: string, b: string): boolean {
  const [one, other] = [a, b].map((word) => /^([一-鿿]+)[ぁ-ん]+$/u.exec(withoutInnerOkurigana(word))?.[1])
  return one !== undefined && one === other
}

/** The predicates say the same. Dictionary forms. */
export const samePredicate = (a: string, b: string): boolean => sayTheSame(a, b)

/** Frames of a sentence; light verbs say nothing alone and have none. */
export function framesOf(chunks: readonly Chunk[]): Frame[] {
  return chunks.flatMap((chunk, at): Frame[] => {
    const { predicate } = chunk
    if (
      predicate === null ||
      predicate.includes(TERM_JA) ||
      (LIGHT.test(predicate) && !/^(?:ある|なる|使う|用いる|行う)$/u.test(predicate))
    )
      return []
    let from = at
    // What a comma parts from a predicate before a noun belongs to a later one.
    const whole = chunk.link !== 'noun'
    while (from > 0 && chunks[from - 1]!.predicate === null && (whole || !chunks[from - 1]!.comma)) from--
    const roles = new Map<string, string[]>()
    const add = (role: string, noun: string): void => void roles.set(role, [...(roles.get(role) ?? []), noun])
    for (const [index, one] of chunks.slice(from, at).entries()) {
      const role = roleOf(one, chunk.passive)
      if (role === null || POINTS.test(one.head) || ADJUNCTS.test(one.head)) continue
      for (const noun of listed(chunks, from + index)) add(role, noun)
    }
    const described = chunk.link === 'noun' && !chunk.comma ? chunks[at + 1] : undefined
    if (described !== undefined && described.predicate === null) add('topic', described.head)
    return [{ predicate, negated: chunk.negated, modality: chunk.modality, roles }]
  })
}

/** `ほかの客` are not the one the term is. */
const OTHERS = /^(?:ほか|他|別)の$/u
/** `働き蜂の約半数を`: the bees are as much the object as half of them. */
const QUANTITY = /^(?:約)?(?:半数|半分|一部|大部分|大半|多く|全部|全員|残り|\d)/u

/** The head of a phrase and of those listed before it. */
function listed(chunks: readonly Chunk[], at: number): string[] {
  const before = chunks[at - 1]
  const more =
    before !== undefined &&
    before.predicate === null &&
    LISTED.test(before.text) &&
    (before.particle === '' || before.particle === 'と') &&
    !before.topic
  const owned = before !== undefined && before.predicate === null && /の$/u.test(before.text) && QUANTITY.test(chunks[at]!.head)
  const head = before !== undefined && OTHERS.test(before.text) ? `他の${chunks[at]!.head}` : chunks[at]!.head
  return [head, ...(more || owned ? listed(chunks, at - 1) : [])]
}

function roleOf({ particle, topic }: Chunk, passive: boolean): string | null {
  if (particle === '' || (topic && particle === '')) return topic ? 'topic' : null
  const role = particle === 'へ' ? 'に' : particle
  if (!ROLES.includes(role)) return null
  if (passive && role === 'が') return 'を'
  if (role === 'によって') return passive ? 'が' : null
  return passive && role === 'に' ? 'topic' : role
}

const meet = (one: readonly string[], other: readonly string[]): boolean => one.some((a) => other.some((b) => sayTheSame(a, b)))

/** The passage's frame does not give a role of the sentence's frame to something else, nor its noun another role. */
function fits(said: Frame, known: Frame): boolean {
  for (const [role, nouns] of said.roles) {
    if (role === 'topic') continue
    const theirs = known.roles.get(role)
    if (theirs !== undefined && !meet(nouns, theirs)) return false
    if (theirs !== undefined || said.predicate !== known.predicate || /い$/u.test(said.predicate)) continue
    const elsewhere = ['が', 'を', 'に', 'から'].filter((one) => one !== role && meet(nouns, known.roles.get(one) ?? []))
    if (elsewhere.length > 0 && !meet(nouns, known.roles.get('topic') ?? [])) return false
  }
  return true
}

/** Nouns both have, leaving out what is only spoken of: a topic may be anything's. */
function shared(said: Frame, known: Frame): number {
  const theirs = [...known.roles].flatMap(([role, nouns]) => (role === 'topic' ? [] : nouns))
  const mine = [...said.roles].flatMap(([role, nouns]) => (role === 'topic' ? [] : nouns))
  return mine.filter((noun) => noun !== TERM_JA && theirs.some((one) => sayTheSame(one, noun))).length
}

/** The term for what it is said to be: `一覧にない` for `termxにない`, where the passage calls it a 一覧. */
function asTerm(frame: Frame, kinds: ReadonlySet<string>): Frame {
  return {
    ...frame,
    roles: new Map([...frame.roles].map(([role, nouns]) => [role, nouns.map((noun) => (kinds.has(noun) ? TERM_JA : noun))])),
  }
}

/** What a passage says the term is: the last noun of a sentence about it. */
export function kindsOf(passages: readonly (readonly Chunk[])[]): ReadonlySet<string> {
  return new Set(
    passages.flatMap((chunks) => {
      const last = chunks.at(-1)
      return chunks[0]?.head === TERM_JA && chunks[0].topic && last !== undefined && last.predicate === null ? [last.head] : []
    }),
  )
}

/**
 * Who, to what, denied or not, must or may: each frame of the sentence against those of its passages.
 * @param kinds nouns that stand for the term
 * @returns a sentence for people, or null
 */
export function framesTurned(sentence: readonly Frame[], passages: readonly Frame[], kinds: ReadonlySet<string>): string | null {
  const known = passages.map((frame) => asTerm(frame, kinds))
  for (const frame of sentence.map((one) => asTerm(one, kinds))) {
    const same = known.filter(({ predicate }) => samePredicate(predicate, frame.predicate))
    if (same.length === 0) continue
    const fitting = same.filter((one) => fits(frame, one))
    if (fitting.length === 0 && LIGHT.test(frame.predicate) && !same.some((one) => otherDoer(frame, one))) continue
    if (fitting.length === 0) return `Its passages say “${frame.predicate}” of other things.`
    const reason = meantOtherwise(frame, fitting)
    if (reason !== null) return reason
  }
  return null
}

/** `ほかの客が問答を行う` for `問答は正客が行う`: the same is done, by somebody else. */
function otherDoer(said: Frame, known: Frame): boolean {
  const [mine, theirs] = [said.roles.get('が'), known.roles.get('が')]
  const things = (frame: Frame): readonly string[] => [...(frame.roles.get('を') ?? []), ...(frame.roles.get('topic') ?? [])]
  return mine !== undefined && theirs !== undefined && !meet(mine, theirs) && meet(things(said), things(known))
}

const nounsOf = ({ roles }: Frame): string[] => [...roles.values()].flat().filter((noun) => noun !== TERM_JA)

function meantOtherwise(frame: Frame, fitting: readonly Frame[]): string | null {
  const most = (frames: readonly Frame[]): number => Math.max(-1, ...frames.map((one) => shared(frame, one)))
  // ある and なる say too little to be compared without a thing they are said of.
  if (LIGHT.test(frame.predicate) && !fitting.some((one) => meet(nounsOf(frame), nounsOf(one)))) return null
  if (most(fitting.filter(({ negated }) => negated !== frame.negated)) > most(fitting.filter(({ negated }) => negated === frame.negated)))
    return frame.negated
      ? 'The sentence denies something that none of its passages denies.'
      : 'Its passages say the opposite: the sentence leaves out their negation.'
  const closest = fitting.filter((one) => shared(frame, one) === most(fitting))
  if (frame.modality === 'must' && closest.every(({ modality }) => modality === 'may'))
    return 'Its passages allow this, they don’t demand it.'
  if (frame.modality === 'may' && closest.every(({ modality }) => modality === 'must'))
    return 'Its passages demand this, they don’t only allow it.'
  return null
}

/** What is done first and what then: 切った後、焼く. */
function sequences(chunks: readonly Chunk[]): [string, string][] {
  return chunks.flatMap((chunk, at): [string, string][] => {
    if (chunk.predicate === null) return []
    const next = chunks.slice(at + 1).find(({ predicate }) => predicate !== null)?.predicate
    if (next == null) return []
    const marker = chunk.text + (chunks[at + 1]?.predicate === null ? chunks[at + 1]!.text : '')
    if (/た?後(?:に|で|、|，)*$/u.test(marker) || (chunk.link === 'clause' && chunk.comma)) return [[chunk.predicate, next]]
    return /前(?:に|、|，)*$/u.test(marker) ? [[next, chunk.predicate]] : []
  })
}

/** 冷やした後ゆでる for ゆでた後冷やす. @returns a sentence for people, or null */
export function sequenceTurned(sentence: readonly (readonly Chunk[])[], passages: readonly (readonly Chunk[])[]): string | null {
  const known = passages.flatMap(sequences)
  const has = (first: string, then: string): boolean =>
    known.some(([one, other]) => samePredicate(one, first) && samePredicate(other, then))
  const turned = sentence.flatMap(sequences).some(([first, then]) => !samePredicate(first, then) && has(then, first) && !has(first, then))
  return turned ? 'Its passages compare or order these the other way round.' : null
}
