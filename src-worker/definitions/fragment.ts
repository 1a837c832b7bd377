import type { Language } from '../../src-main/contract/blocks.ts'

/**
 * How much a text that stands in a definition's place (list entry, table cell, after a bold label, under a heading) reads like a definition:
 * glossaries say what a thing is; option tables and manuals say what to do.
 */

const COMMANDS = new Set(
  (
    'add allow append apply ask be build cache call change check choose clear clone close compare configure connect convert copy create define delete ' +
    'deploy describe disable display do download edit enable ensure enter execute export fetch find fix force generate get give go ignore import ' +
    'include initialize insert install keep leave let limit list load look make manage merge modify move open output override parse pass perform ' +
    'prevent print process provide push put query read rebuild record reduce refresh register reload remove rename replace report reset resolve ' +
    'restart restore return run save search see select send set show skip sort specify start stop store support switch sync take tell test try turn ' +
    'unset update upgrade use validate verify view wait write'
  ).split(' '),
)

/** A row of links or values, no sentence: `Home | Guide | About`. */
const SEPARATED = /\s[|·»›→]\s/u

const ENGLISH: readonly (readonly [RegExp, number])[] = [
  [/^(?:see|cf\.?|default|deprecated|required|optional|example|e\.g\.|i\.e\.|for example|yes|no|n\/a|same as|todo)\b/iu, 0.2],
  [
    /^(?:an?|any|one of the|the (?:act|action|process|set|collection|part|number|amount|study|name|state|ability|method|practice|group|result|type|unit|person|place|point|time|way|component|mechanism|concept|idea|property|process|term))\b/iu,
    1,
  ],
  [
    /^(?:refers to|short for|abbreviation (?:of|for)|acronym for|synonym (?:of|for)|another (?:name|word|term) for|stands for|denotes|means|used to (?:refer|describe|denote))\b/iu,
    1,
  ],
  [/^the\s+[\p{L}-]+(?:\s+[\p{L}-]+){0,3}\s+(?:of|that|which|who|in|by|where|used|to)\b/iu, 0.8],
  [
    /^(?:represents|describes|denotes|identifies|occurs|happens|specifies|indicates|contains|holds|provides|controls|determines|defines|measures|records)\s/iu,
    0.7,
  ],
  // What a command or an option does: `Shows the history of …`.
  [/^[\p{L}-]+s\s+(?:an?|the|how|what|whether|one|all|each|its)\s/iu, 0.45],
  [/^[\p{L}-]+(?:\s+[\p{L}-]+){0,4}\s+(?:that|which|who|used|of|for|containing|consisting)\b/iu, 0.75],
]

/** The number of a figure or table: a caption, no text. */
const CAPTION = /^(?:図|表|写真|fig(?:ure)?\.?|table)\s*\d/iu
/** What will, can or must be, or is done: no copula, behind which a genus may stand. */
const FINITE =
  /^(?:an?|any|all|the|each|every|this|these|one)\s[^,.;:()]{1,70}?\s(?:(?:will|can|could|may|might|must|should|would|does|do)\s|(?:is|are|was|were|has been|have been)\s(?:\p{Ll}+ly\s|not\s|then\s|also\s)?\p{Ll}+(?:ed|wn|ten|ken|ven|den)\b)/iu
const RELATIVE = /\s(?:that|which|who|whose|whom|where|when|if|as|how|what)\s/iu

/** With the copula as well. */
const COPULA = /^(?:an?|any|all|the|each|every|this|these|one)\s[^,.;:()]{1,70}?\s(?:is|are|was|were|has|have)\s/iu

/** Whether a text is a whole sentence, with a subject and what is said of it, and no noun phrase. English; other languages: false. */
export function isSentence(text: string, language: Language): boolean {
  const opening = (FINITE.exec(text) ?? COPULA.exec(text))?.[0]
  return language === 'en' && opening !== undefined && !RELATIVE.test(opening)
}

/** A whole sentence about something, no noun phrase: `A conflict will be reported for such paths.` */
function isClause(text: string): boolean {
  const opening = FINITE.exec(text)?.[0]
  return opening !== undefined && !RELATIVE.test(opening)
}

/**
 * 0–1; a text that says nothing about its own form gets 0.55.
 * @param subject it is a sentence whose subject is the term
 */
export function fragmentQuality(text: string, language: Language, subject = false): number {
  if (CAPTION.test(text)) return 0.1
  if (language === 'ja') return japaneseFragment(text, subject)
  // An adverb may stand before what is to be done: `Opportunistically remove files`.
  const first = /^(?:\p{L}{3,}ly\s+)?([\p{L}'-]+)/u.exec(text)?.[1]?.toLowerCase() ?? ''
  if (COMMANDS.has(first)) return 0.3
  if (!/^[\p{L}"“‘'(]/u.test(text)) return 0.3
  if (SEPARATED.test(text)) return 0.1
  if (subject) return 0.7
  if (isClause(text)) return 0.45
  for (const [pattern, quality] of ENGLISH) if (pattern.test(text)) return quality
  return 0.55
}

function japaneseFragment(text: string, subject: boolean): number {
  if (!/[ぁ-んァ-ヺ\p{Script=Han}]/u.test(text) || /^["'“]?(?:https?:|[\d./~-])/u.test(text)) return 0.2
  if (SEPARATED.test(text)) return 0.1
  if (/(?:ください|下さい|参照|ましょう|しません|できません)。?$|^(?:はい|いいえ|必須|任意|デフォルト|既定)/u.test(text)) return 0.25
  if (
    /(?:のこと|を指す|を指します|をいう|をいいます|の総称|の略|の略称|の一種|の集合|の単位|仕組み|もの|こと|機能|概念|である|です)。?$/u.test(
      text,
    )
  )
    return 1
  if (/(?:する|した|される|された|ための|できる)[\p{Script=Han}\p{Script=Katakana}ー]{2,}。?$/u.test(text)) return 0.9
  // A verb at the end tells what one does or what happens, unless the term does it.
  if (/(?:ます|する|した)。?$/u.test(text)) return subject ? 0.55 : 0.42
  return 0.6
}
