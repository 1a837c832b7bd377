import { hasCjk } from '../../../src-main/contract/text/fold.ts'
import type { LanguageEngine } from '../../language/types.ts'
import { isNoun, isVerb, masked, means, type ReadWord, readEnglish, TERM } from './reading-english.ts'
import { type Chunk, maskedJa, readJapanese, TERM_JA } from './reading-japanese.ts'
import { comparable, RUNS, unsupportedRun } from './runs-japanese.ts'
import { fold, type Subject } from './types.ts'

/** Whose fact a part of a passage is: what it says is said of its subject, and a sentence may say it of that, or of nobody else. */

/** Whom a part speaks of, each by the words that name it; null where that is the term, something of the term's, or nobody. */
export type Owners = readonly (readonly string[])[] | null

const POINTS =
  /^(?:it|they|them|he|she|this|these|those|that|there|its|their|his|her|such|both|each|one|ones|nobody|nothing|who|which|what)$/u
const LEADS =
  /^(?:if|when|while|once|unless|until|because|although|since|as|before|after|for|in|on|at|by|with|under|during|from|to|without|where)$/u

/** Sentences of one answer are checked against the same parts: what is known of a subject's parts is kept while the subject is. */
const known = new WeakMap<Subject, Map<string, Owners>>()

/** @param part folded */
export function ownerOf(part: string, subject: Subject, engine: LanguageEngine): Owners {
  const kept = known.get(subject) ?? new Map<string, Owners>()
  known.set(subject, kept)
  const found = kept.get(part)
  if (found !== undefined) return found
  const made = ownersIn(part, subject, engine)
  kept.set(part, made)
  return made
}

function ownersIn(part: string, subject: Subject, engine: LanguageEngine): Owners {
  if (subject.language === 'ja' && engine.language === 'ja') return hasCjk(part) ? ownerJa(part, subject, engine) : null
  return subject.language === 'en' && engine.language === 'en'
    ? ownerEn(readEnglish(engine, masked(part, subject)), fold(subject.headword).split(' ').at(-1)!)
    : null
}

function ownerEn(words: readonly ReadWord[], head: string): Owners {
  let at = 0
  while (at < words.length && (/^(?:CONJ|ADV|PUNCT)$/u.test(words[at]!.pos) || /^(?:and|but|or|so|however)$/u.test(words[at]!.text))) at++
  if (words[at]?.text === 'as' && words[at + 2]?.text === 'rule') at += 3
  if (LEADS.test(words[at]?.text ?? '')) {
    const comma = words.findIndex(({ text }, index) => index > at && text === ',')
    if (comma < 0) return null
    at = comma + 1
  }
  const end = words.findIndex((word, index) => index >= at && (isVerb(word) || word.pos === 'ADP' || word.pos === 'PUNCT'))
  const core = words.slice(at, end < 0 ? words.length : end)
  if (end < 0 || core.length === 0 || core.some(({ text }) => text.includes(TERM) || POINTS.test(text)) || !core.some(isNoun)) return null
  // `A narrow spread` of the bid-ask spread: which kind it is, others tell.
  if (means(core.findLast(isNoun)!.text, head)) return null
  return [core.filter((word) => isNoun(word) || word.pos === 'ADJ').map(({ text }) => text)]
}

const isPlainTopic = ({ topic, particle, text }: Chunk): boolean => topic && particle === '' && /は[、，]?$/u.test(text)

function ownerJa(part: string, subject: Subject, engine: LanguageEngine): Owners {
  const [chunks = []] = readJapanese(engine, maskedJa(part, surfacesOf(subject)))
  const at = chunks.findIndex(isPlainTopic)
  // A topic behind the first clause is that of another.
  if (at < 0 || chunks.slice(0, at).some(({ predicate, link, comma }) => predicate !== null && link === 'clause' && comma)) return null
  const phrase = chunks.slice(firstOfPhrase(chunks, at), at + 1)
  if (
    phrase.some(
      ({ head, text }) => head.includes(TERM_JA) || text.includes(TERM_JA) || /^(?:これ|それ|この|その|ここ|そこ|同|本)/u.test(text),
    )
  )
    return null
  const head = chunks[at]!.head
  // 末席の客 beside the term 正客: which of them is told by what stands before it.
  if (head !== '' && fold(subject.headword).endsWith(head)) return phrase.length > 1 ? [phrase.map((one) => one.head)] : null
  return head === '' || /^(?:もの|こと|場合|とき|際|時|前|後|ため|間|日|方|の|人|者)$/u.test(head)
    ? null
    : chunks
        .slice(at)
        .filter(isPlainTopic)
        .map((one) => [one.head])
}

/** `恒星までの距離は`: phrases that hang on the next by の. */
function firstOfPhrase(chunks: readonly Chunk[], at: number): number {
  let from = at
  while (from > 0 && chunks[from - 1]!.predicate === null && /の$/u.test(chunks[from - 1]!.text)) from--
  return from
}

const surfacesOf = ({ headword, surfaces }: Subject): string[] =>
  [...new Set([headword, ...surfaces].map(fold))].sort((a, b) => b.length - a.length)

/** The sentence names one of them. @param sentence folded */
export function names(sentence: string, owners: NonNullable<Owners>, subject: Subject, engine: LanguageEngine): boolean {
  if (subject.language === 'ja') {
    const plain = comparable(sentence)
    return owners.some((owner) => owner.every((word) => sentence.includes(word) || isIn(word, plain)))
  }
  const words = readEnglish(engine, masked(sentence, subject))
  const has = (word: string): boolean => words.some(({ text }) => means(text, word))
  // `The floor wardens report to …`: a verb taken for a noun is no part of the name.
  return owners.some((owner) => owner.every(has) || (owner.length > 2 && owner.slice(0, -1).every(has)))
}

/** 所持人 for 所持する人: every run of it, or the run and the person it makes. */
const isIn = (word: string, plain: string): boolean =>
  [...word.matchAll(RUNS)].every(
    ([run]) =>
      unsupportedRun(run, '', plain) === null || (/[人者]$/u.test(run) && plain.includes(run.slice(0, -1)) && /[人者]/u.test(plain)),
  )

const BE = /^(?:is|are|was|were|be|been|being|gets?|got)$/u

/** The sentence says what is done, not by whom: it may leave out whoever its passage names. @param sentence folded */
export function leavesOutDoer(sentence: string, subject: Subject, engine: LanguageEngine): boolean {
  if (subject.language === 'ja')
    return readJapanese(engine, maskedJa(sentence, surfacesOf(subject))).some(
      (chunks) =>
        chunks.findLast(({ predicate }) => predicate !== null)?.passive === true ||
        chunks.some(({ passive, link }) => passive && link === 'clause'),
    )
  const words = readEnglish(engine, masked(sentence, subject))
  const verb = words.findIndex(({ pos }) => pos === 'VERB')
  // `… marks the commit that was delivered` has a doer.
  if (verb < 0 || words.slice(0, verb).some(({ text }) => /^(?:that|which|who)$/u.test(text))) return false
  return !words.some(({ text }) => text === 'by') && words.slice(Math.max(0, verb - 3), verb).some(({ text }) => BE.test(text))
}

/** What of a Japanese part is not its topic's: a later clause with a subject of its own. */
export function restOf(part: string, subject: Subject, engine: LanguageEngine): string {
  if (subject.language !== 'ja') return ''
  const [chunks = []] = readJapanese(engine, maskedJa(part, surfacesOf(subject)))
  const end = chunks.findIndex(({ predicate, link, comma }) => predicate !== null && link === 'clause' && comma)
  const rest = end < 0 ? [] : chunks.slice(end + 1)
  return rest.some(({ particle, predicate }) => particle === 'が' && predicate === null) ? rest.map(({ text }) => text).join('') : ''
}
