/** English words a definition may use without finding them in its passages: they carry form, not facts. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

export const FUNCTION_WORDS = list(`
a an the this that these those it its they them their he she his her him we us our you your i me my one ones who whom whose which what
and or nor but so yet for of in on at to from by with within without into onto over under between among through during before after above below
up down out off about against across along around as than then thus there here where when while if whether because since until unless although though
is are was were be been being am do does did done doing have has had having can could may might will would shall should must ought
not no never none neither cannot also too very more most less least much many few several some any all each every both either other another such same own
only just even still already again once ever s t d ll re ve m etc e.g i.e via per
`)

/** Words of the form of definitions. */
export const FORM_WORDS = list(`
term word name kind type sort form thing concept instance example case way means something someone somebody single
use used uses using called known named termed referred refer refers mean meaning denote denotes describe describes described define defines defined definition
represent represents represented specify specifies specified indicate indicates contain contains containing contained include includes including included
consist consists consisting comprise comprises comprising make makes made making allow allows allowed allowing enable enables enabled let lets
provide provides provided provide give gives given giving get gets take takes taken certain specific particular general generally typically usually often
specifically especially particularly namely commonly respective corresponding serve serves act acts exist exists based relate related relates belong belongs
`)

/** Words that change what a sentence claims: they must stand in the passages too. */
export const CLAIMS =
  list(`only always all every never none must cannot not no without exactly first last best worst fastest largest smallest mandatory required optional forbidden
guarantee guarantees guaranteed impossible unlimited unique automatically immediately permanently temporarily daily weekly monthly yearly hourly`)

export const NEGATIONS = /(?<![\p{L}])(?:not|no|never|none|neither|nor|without|cannot|n't|unable|unlike)(?![\p{L}])|n't(?![\p{L}])/u

const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const MORE_NUMBERS = list(
  'thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half twice thrice double triple quarter',
)

/** A number in words, as digits where it is small; null for any other word. `one` is a pronoun as often as a number. */
export function numberOf(word: string): string | null {
  const index = NUMBER_WORDS.indexOf(word)
  if (index > 1 || index === 0) return String(index)
  return MORE_NUMBERS.has(word) ? word : null
}

/** Other forms of irregular verbs and nouns: `form base`. */
const IRREGULAR: Readonly<Record<string, string>> = Object.fromEntries(
  `paid pay,led lead,held hold,kept keep,sent send,built build,found find,written write,wrote write,given give,taken take,left leave,sold sell,bought buy,
known know,shown show,meant mean,began begin,begun begin,chosen choose,drawn draw,driven drive,grown grow,thrown throw,spent spend,lent lend,lost lose,
brought bring,thought think,taught teach,caught catch,told tell,said say,ran run,met meet,got get,seen see,done do,gone go,came come,became become,
broken break,spoken speak,hidden hide,bound bind,men man,women woman,children child,feet foot`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)

/** A crude stem: endings of number, tense and adverb cut off. Two words of one family get the same one, or one that begins with the other. */
export function stem(word: string): string {
  let out = word.replace(/'s?$/u, '')
  out = IRREGULAR[out] ?? out
  if (out.length > 4)
    out = out
      .replace(/(?:ies)$/u, 'y')
      .replace(/(?<=[^aeiou])(?:es)$/u, '')
      .replace(/(?<![su])s$/u, '')
  if (out.length > 5) out = out.replace(/(?:ing|edly|ed)$/u, '').replace(/([^aeiouls])\1$/u, '$1')
  if (out.length > 5) out = out.replace(/ly$/u, '')
  return out.length > 4 ? out.replace(/e$/u, '') : out
}

/** Shared beginning from which on two words count as one family: `execute`, `execution`. */
const FAMILY = 5
const ENDING = 4

export function sameFamily(a: string, b: string): boolean {
  if (a === b) return true
  if (a.length < FAMILY || b.length < FAMILY) return false
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return shared >= FAMILY && a.length - shared <= ENDING && b.length - shared <= ENDING && shared >= Math.max(a.length, b.length) * 0.6
}
