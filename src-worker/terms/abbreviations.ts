import type { Language } from '../../src-main/contract/blocks.ts'
import { hasCjk } from '../../src-main/contract/text/fold.ts'
import type { AbbreviationPair, AliasPair } from './types.ts'

/** Counts the pairs of one document. */
export class PairTally {
  private readonly pairs = new Map<string, AbbreviationPair>()
  private readonly names = new Map<string, AliasPair>()

  abbreviation(short: string, long: string): void {
    const key = `${short}\n${long.toLowerCase()}`
    const found = this.pairs.get(key)
    if (found) found.count++
    else this.pairs.set(key, { short, long, count: 1 })
  }

  alias(left: string, right: string): void {
    const key = `${left}\n${right}`
    const found = this.names.get(key)
    if (found) found.count++
    else this.names.set(key, { left, right, count: 1 })
  }

  abbreviations(): AbbreviationPair[] {
    return [...this.pairs.values()]
  }

  aliases(): AliasPair[] {
    return [...this.names.values()]
  }
}

const BRACKETED = /[(（]([^()（）\n]{1,100})[)）]/gu
const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character)

/**
 * A short form by Schwartz & Hearst (2003): 2–10 characters, at most two words, begins with a letter or digit, holds a letter. Capitals are
 * asked for besides (all-lower-case brackets are remarks, not abbreviations). A plural s is cut off: `APIs` → `API`.
 */
export function asShortForm(text: string): string | null {
  const trimmed = text
    .trim()
    .replace(/^(?:or|the|aka|a\.k\.a\.|hereinafter|hereafter|abbreviated(?: as)?|short:?|略称は?[、:：]?|略して|略)\s*/iu, '')
    .replace(/^["'“‘「]+|["'”’」]+$/gu, '')
  if (!/^[\p{L}\p{N}][\p{L}\p{N}&./+-]{1,9}(?: [\p{L}\p{N}]{1,9})?$/u.test(trimmed)) return null
  if (!/\p{Lu}/u.test(trimmed)) return null
  const capitals = (trimmed.match(/\p{Lu}/gu) ?? []).length
  if (capitals < 2 && (trimmed.length > 3 || trimmed.includes('/'))) return null
  return /^[\p{Lu}\d]{2,}s$/u.test(trimmed) ? trimmed.slice(0, -1) : trimmed
}

/**
 * Schwartz & Hearst's best long form for a short form, read from right to left: every letter or digit of the short form must be found in
 * the text in order, the first one at the start of a word. Null when there is none or it is no long form (shorter than the short form).
 */
export function bestLongForm(short: string, text: string): string | null {
  const initials = initialism(short, text)
  if (initials !== null) return initials
  let at = text.length - 1
  for (let s = short.length - 1; s >= 0; s--) {
    const wanted = short[s]!.toLowerCase()
    if (!isWordCharacter(wanted)) continue
    while (at >= 0 && (text[at]!.toLowerCase() !== wanted || (s === 0 && isWordCharacter(text[at - 1])))) at--
    if (at < 0) return null
    at--
  }
  const start = text.lastIndexOf(' ', at) + 1
  const long = text
    .slice(start)
    .trim()
    .replace(/^["'“‘(]+|["'”’]+$/gu, '')
  return long
}

/**
 * The last words of the text whose initials spell the short form, function words skipped: tried first, because reading letters from the right
 * finds `protective equipment` for PPE.
 */
function initialism(short: string, text: string): string | null {
  const letters = [...short.toLowerCase()].filter(isWordCharacter)
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  let at = words.length - 1
  for (let s = letters.length - 1; s >= 0; s--) {
    while (at >= 0 && FUNCTION_WORDS.test(words[at]![0]) && words[at]![0][0]!.toLowerCase() !== letters[s]) at--
    if (at < 0 || words[at]![0][0]!.toLowerCase() !== letters[s]) return null
    at--
  }
  return text
    .slice(words[at + 1]!.index)
    .trim()
    .replace(/["'”’]+$/gu, '')
}

const STOP_START = /^(?:the|an?|of|and|or|for|in|on|to|by|with|from|its|their|this|that|our|your)\s+/iu
const FUNCTION_WORDS =
  /^(?:the|an?|of|and|or|for|in|on|to|by|with|from|as|at|&|under|against|between|within|via|per|into|over|without|through)$/iu

/** Tests of a pair that keep precision high: length bound of the paper, every capital of the short form starting a word or standing inside one of its words. */
export function isPlausiblePair(short: string, long: string): boolean {
  const words = long.split(/[\s-]+/u).filter(Boolean)
  const letters = short.replace(/[^\p{L}\p{N}]/gu, '')
  // P&R is `park and ride`; M&M is no `morbidity meeting`.
  if (short.includes('&') && !/ (?:and|&) /iu.test(long)) return false
  if (long.length <= short.length + 1 || words.length > Math.min(letters.length + 5, letters.length * 2)) return false
  if (words.some((word) => word.toLowerCase() === short.toLowerCase())) return false
  if (/[.;:!?"“”()[\]{}<>=|]/u.test(long)) return false
  const content = words.filter((word) => !FUNCTION_WORDS.test(word))
  if (content.length === 0 || content.length > letters.length + 1) return false
  // At least half of the letters must be initials: `UTC` for `rUn The Class` style coincidences fall out.
  if (long.includes(',') && !/ (?:and|or|&) /u.test(long)) return false
  return (
    initialsFit(
      letters.toLowerCase(),
      content.map((word) => word[0]!.toLowerCase()),
    ) && letters[0]!.toLowerCase() === words[0]![0]!.toLowerCase()
  )
}

/**
 * How the letters of a short form meet the initials of the long form's content words: at least half of them, all of them for two letters over
 * several words (`EU` is not `ECB under Regulation`), and at most one word without its letter (`CVE` is not `contain unfixed security …`).
 */
function initialsFit(letters: string, initials: readonly string[]): boolean {
  const known = new Set(initials)
  const hits = [...letters].filter((letter) => known.has(letter)).length
  const unused = initials.filter((initial) => !letters.includes(initial)).length
  if (letters.length === 2 && initials.length > 1) return hits === 2
  return hits >= Math.ceil(letters.length / 2) && unused <= 1
}

const cleanLong = (long: string): string => {
  let text = long.trim()
  while (STOP_START.test(text)) text = text.replace(STOP_START, '')
  return text
}

/** The bracketed form when a name and the bracket behind it are long and short form, either way round; else null. */
export function pairOf(name: string, bracketed: string): string | null {
  const first = bracketed.split(/[,;，、]/u)[0]!.trim()
  const short = asShortForm(first)
  if (short && isPlausiblePair(short, name) && bestLongForm(short, name) !== null) return first
  const outer = asShortForm(name)
  return outer && first.includes(' ') && isPlausiblePair(outer, first) && bestLongForm(outer, first) !== null ? first : null
}

/** `long form (SF)` and `SF (long form)` around one bracket. */
function latinPair(before: string, inside: string, pairs: PairTally): boolean {
  const first = inside.split(/[,;，、]/u)[0]!.trim()
  const short = asShortForm(first)
  if (short) {
    const letters = short.replace(/[^\p{L}\p{N}]/gu, '').length
    const window = before
      .trimEnd()
      .split(/\s+/u)
      .slice(-Math.min(letters + 5, letters * 2))
      .join(' ')
    const long = bestLongForm(short, window.split(/[.;:!?]\s|[()（）[\]「」、。]/u).at(-1)!)
    if (long && isPlausiblePair(short, cleanLong(long))) {
      pairs.abbreviation(short, cleanLong(long))
      return true
    }
  }
  const outer = asShortForm(/([\p{L}\p{N}][\p{L}\p{N}&./+-]*)\s*$/u.exec(before)?.[1] ?? '')
  const words = first.split(/\s+/u)
  if (!outer || words.length < 2 || words.length > 10 || hasCjk(first)) return false
  const long = bestLongForm(outer, first)
  if (long && cleanLong(long).length >= cleanLong(first).length - 4 && isPlausiblePair(outer, cleanLong(first))) {
    pairs.abbreviation(outer, cleanLong(first))
    return true
  }
  return false
}

const JA_NAME = /([\p{Script=Katakana}\p{Script=Han}ーA-Za-z0-9・][\p{Script=Katakana}\p{Script=Han}ーA-Za-z0-9・ -]{1,30})\s*$/u
/** A name in brackets holds no kana of grammar: たとえば, のみ, など. */
const JA_TERM = /^[\p{Script=Katakana}\p{Script=Han}ーA-Za-z0-9・ -]{2,30}$/u
const NAMING = /^(?:英語?名?|英[:：]|略称|略語|略|別名|通称|または|あるいは|旧称)[:：はで]?\s*/u
const INTRODUCED =
  /^(?:以下|以降)[、，]?\s*(?:単に|略して)?\s*[「『“"]?([^「」『』“”"、，]{1,30}?)[」』”"]?\s*(?:と(?:いう|呼ぶ|略す|略記|表記|称する|言う|します|する|記す|いいます|呼びます)[^）)]*)?$/u

/** What stands before the last word of a longer name: の, and the ends of verbs and adjectives. */
const ATTRIBUTIVE = /[のるたないくっ]$/u
/** A name in front of 及び: what follows is half of a longer name. */
const COORDINATED = /[\p{Script=Katakana}\p{Script=Han}ー](?:及び|および|並びに|ならびに)$/u

/** Every character of the short name stands in the long one, in order: 協議会 of 安全協議会; not 個情法 of the 法律 that ends its full name. */
function isShortened(short: string, long: string): boolean {
  let at = 0
  for (const character of long) if (character === short[at]) at++
  return short.length < long.length && at === short.length
}

/** 「正式名（略称）」「（以下「X」という）」 and bracketed translations 属性（アトリビュート）, `Anchor Peer (アンカーピア)`. */
function japanesePair(before: string, inside: string, pairs: PairTally): void {
  const match = JA_NAME.exec(before)
  const left = match?.[1]?.trim()
  if (!match || !left) return
  const ahead = before.slice(0, match.index).trimEnd()
  const introduced = INTRODUCED.exec(inside.trim())
  if (introduced) {
    const right = introduced[1]!.trim()
    const isPart = COORDINATED.test(ahead) || ATTRIBUTIVE.test(ahead)
    if (right !== left && !(isPart && !isShortened(right, left))) pairs.abbreviation(right, left)
    return
  }
  // 是正処置及び予防処置（CAPA）: the bracket names both.
  if (COORDINATED.test(ahead)) return
  // 個人を特定できる情報（PII）: what the bracket names is more than its last word.
  if (ATTRIBUTIVE.test(ahead)) return
  const parts = inside.split(/[、，,;；]|\s\/\s/u).map((one) => one.trim())
  // A list in brackets gives examples (Jaeger、Zipkin) unless it says that it gives names (英語名、略称TOS).
  const isNaming = parts.length === 1 || parts.some((one) => NAMING.test(one))
  for (const part of isNaming ? parts : []) {
    const name = part.replace(NAMING, '')
    if (!JA_TERM.test(name) || /^[\d\s.-]+$/u.test(name)) continue
    // Said to be the short form: no need to see it twice.
    if (/^略/u.test(part)) pairs.abbreviation(name, left)
    else pairs.alias(left, name)
  }
}

/** A bracket that holds another one: `CRD (custom resource definition (of a cluster))`. */
const NESTED = /[(（]([^()（）\n]{1,100})[(（][^()（）\n]{1,100}[)）][^()（）\n]{0,60}[)）]/gu
const INNER = /\s*[(（][^()（）]*[)）]/gu

/** Finds the pairs of one block's text. */
export function collectPairs(text: string, language: Language, pairs: PairTally): void {
  for (const match of text.matchAll(BRACKETED)) {
    const before = text.slice(Math.max(0, match.index - 120), match.index)
    const inside = match[1]!
    // A name that holds a bracket itself: `service level objective (SLO) report (SLOR)`.
    const found = latinPair(before, inside, pairs) || (/[)）]/u.test(before) && latinPair(before.replace(INNER, ''), inside, pairs))
    if (!found && (language === 'ja' || hasCjk(before + inside))) japanesePair(before, inside, pairs)
  }
  for (const match of text.matchAll(NESTED)) latinPair(text.slice(Math.max(0, match.index - 120), match.index), match[1]!, pairs)
}
