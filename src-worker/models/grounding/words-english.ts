/** English words a definition may use without finding them in its passages: they carry form, not facts. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

export const FUNCTION_WORDS = list(`
a an the this that these those it its they them their he she his her him we us our you your i me my one ones who whom whose whoever which what
how else and or nor but so yet for of beneath in on at to from by with within without into onto over under between among through during before after above below
up down out off about against across along around as than then thus there here where when while if whether because since until unless although though
is are was were be been being am do does did done doing have has had having can could may might will would shall should must ought
not no never none neither cannot also too very more most less least much many few several some any all each every both either other another such same own
only just even still already again once ever s t d ll re ve m etc e.g i.e via per whereas unlike
`)

/** Words of the form of definitions. */
export const FORM_WORDS = list(`
something someone somebody single
use used uses using called known named termed referred refer refers mean meaning denote denotes describe describes described define defines defined definition
represent represents represented specify specifies specified indicate indicates contain contains containing contained include includes including included
consist consists consisting comprise comprises comprising make makes made making allow allows allowed allowing enable enables enabled let lets
provide provides provided provide give gives given giving get gets take takes taken certain specific particular general generally typically usually often
specifically especially particularly namely commonly respective corresponding serve serves act acts exist exists based relate related relates belong belongs hold holds holding held
`)

/** Words that are form where the genus stands, at the beginning; further on they say something: `computed from the name of a file`. */
export const GENUS_WORDS = list('term word name kind type sort form thing concept instance example case way means')
/** General nouns a definition may begin with though its passages only say what the thing does: they say next to nothing of their own. */
export const HYPERNYMS =
  list(`place point person thing area store state condition period method means member tool record document device component mechanism facility item object element technique procedure measure arrangement activity action act approach
process practice unit institution organisation organization body entity party person set group collection feature rule principle system`)

/** Where the genus ends, in words from the start. */
export const GENUS_REACH = 5

/** Words that change what a sentence claims: they must stand in the passages too. */
export const CLAIMS =
  list(`only always all every never none must cannot not no without exactly first last best worst fastest largest smallest mandatory required optional forbidden
guarantee guarantees guaranteed impossible unlimited unique automatically immediately permanently temporarily daily weekly monthly yearly hourly`)

export const NEGATIONS =
  /(?<![\p{L}])(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|n't|unable|unlike)(?![\p{L}])|n't(?![\p{L}])/u

const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const TEENS = 'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const MORE_NUMBERS = list('hundred thousand million billion dozen half twice thrice double triple quarter')

/** A number in words, as digits below a hundred; null for any other word. `one` is a pronoun as often as a number. */
export function numberOf(word: string): string | null {
  const index = NUMBER_WORDS.indexOf(word)
  if (index > 1 || index === 0) return String(index)
  const teen = TEENS.indexOf(word)
  if (teen >= 0) return String(13 + teen)
  const [ten, one] = word.split('-') as [string, string?]
  const tens = TENS.indexOf(ten)
  const ones = one === undefined ? 0 : NUMBER_WORDS.indexOf(one)
  if (tens >= 0 && ones >= 0 && ones < 10) return String(20 + 10 * tens + ones)
  return MORE_NUMBERS.has(word) ? word : null
}

/** Other forms of irregular verbs and nouns: `form base`. */
const IRREGULAR: Readonly<Record<string, string>> = Object.fromEntries(
  `paid pay,led lead,held hold,kept keep,sent send,built build,found find,written write,wrote write,given give,taken take,left leave,sold sell,bought buy,
known know,shown show,meant mean,began begin,begun begin,chosen choose,drawn draw,driven drive,grown grow,thrown throw,spent spend,lent lend,lost lose,
brought bring,thought think,taught teach,caught catch,told tell,said say,ran run,met meet,got get,seen see,done do,gone go,came come,became become,
broken break,spoken speak,hidden hide,bound bind,men man,women woman,children child,feet foot,fed feed,tying tie,ties tie,tied tie,lying lie,lies lie,lied lie,dying die,dies die,died die,
burnt burn,learnt learn,spelt spell,spilt spill,spoilt spoil,leant lean,bent bend,blown blow,flung fling,forgotten forget,forgiven forgive,frozen freeze,
hung hang,laid lay,lain lie,lit light,mown mow,ridden ride,rung ring,sewn sew,shed shed,shone shine,shot shoot,shrunk shrink,slid slide,sown sow,spun spin,split split,spread spread,
sprung spring,stung sting,sung sing,sunk sink,swollen swell,swum swim,swung swing,torn tear,wound wind,withdrawn withdraw,withdrew withdraw,
division divide,decision decide,provision provide,collision collide,erosion erode,conversion convert,extension extend,expansion expand,permission permit,admission admit,submission submit,
transmission transmit,omission omit,reduction reduce,production produce,destruction destroy,absorption absorb,consumption consume,explosion explode,conclusion conclude,
exclusion exclude,solution solve,failure fail,departure depart,arrival arrive,refusal refuse,removal remove,renewal renew,proposal propose,disposal dispose,birth born,proof prove,
delivery deliver,discovery discover,recovery recover,maintenance maintain,retention retain,detention detain,attention attend,suspension suspend,tension tense,response respond,defence defend,
pursuit pursue,complaint complain,entry enter,read read,sought seek,fought fight,stood stand,struck strike,stuck stick,swept sweep,slept sleep,dealt deal,felt feel,fell fall,fallen fall,
flew fly,flown fly,froze freeze,frozen freeze,rose rise,risen rise,stole steal,stolen steal,wore wear,worn wear,woken wake,chose choose,drew draw,
drove drive,gave give,took take,wrote write,threw throw,grew grow,knew know,broke break,spoke speak,hid hide,shook shake,shaken shake,
description describe,descriptions describe,prescription prescribe,subscription subscribe,reception receive,deception deceive,indices index,
vertices vertex,matrices matrix,analyses analysis,criteria criterion,data datum,yeasts yeast`
    .split(',')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)

/** A crude stem: endings of number, tense and adverb cut off. Two words of one family get the same one, or one that begins with the other. */
export function stem(word: string): string {
  const known = STEMS.get(word)
  if (known !== undefined) return known
  const made = stemOf(word)
  if (STEMS.size >= MOST_STEMS) STEMS.clear()
  STEMS.set(word, made)
  return made
}

/** Every check asks for the stems of the same words. */
const STEMS = new Map<string, string>()
const MOST_STEMS = 20_000

function stemOf(word: string): string {
  let out = word.replace(/'s?$/u, '')
  out = americanSpelling(IRREGULAR[out] ?? out)
  if (out.length === 4) out = out.replace(/(?<![su])s$/u, '')
  if (out.length > 4) out = out.replace(/ies$|(?<=[^aeiou])es$|(?<![su])s$/u, (ending) => (ending === 'ies' ? 'y' : ''))
  if (out.length > 9) out = out.replace(/ations?$/u, '')
  if (out.length === 5) out = out.replace(/(?<=[aeiou][^aeiou]|[^aeiou][aeiou][^aeiou]|[aeiou][^aeiou]{2})ed$/u, '')
  if (out.length > 5) out = out.replace(/(?:ing|edly|ed)$/u, '').replace(/([^aeiouls])\1$/u, '$1')
  if (out.length > 5) out = out.replace(/ly$/u, '')
  return out.length > 4 ? out.replace(/e$/u, '') : out
}

/** Shared beginning from which on two words count as one family: `execute`, `execution`. */
const FAMILY = 5
const ENDING = 4

/** An employer is no employee, an insurer no insured. Stems. */
const ROLE = /(?:er|or)$/u
const DONE_TO = /ee?$/u

export function sameFamily(a: string, b: string): boolean {
  if (a === b) return true
  if (ROLE.test(a) !== ROLE.test(b) && (DONE_TO.test(a) || DONE_TO.test(b))) return false
  if (a.length < FAMILY || b.length < FAMILY) return false
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return shared >= FAMILY && a.length - shared <= ENDING && b.length - shared <= ENDING && shared >= Math.max(a.length, b.length) * 0.6
}

/** `colour`, `organise`, `centre`, `catalogue` as Americans write them; both sides of a comparison go through it. @param word lower case */
export const americanSpelling = (word: string): string =>
  word
    .replace(/(?<=[a-z]{3})our(?=$|s$|ed$|ing$|ful$|able$|ite$)/u, 'or')
    .replace(/(?<=[a-z]{3}[^aeiou])is(?=e$|es$|ed$|ing$|er$|ers$|ation$|ations$)/u, 'iz')
    .replace(/(?<=[a-z]l)ys(?=e$|es$|ed$|ing$)/u, 'yz')
    .replace(/(?<=[a-z]{2}[^aeiou])re(?=s?$)/u, 'er')
    .replace(/(?<=[a-z]{3}[ao])gue(?=s?$)/u, 'g')
    .replace(/(?<=[a-z]{2}[ae]l)l(?=ed$|ing$|er$)/u, '')
