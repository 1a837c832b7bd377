/** Hand-written English word lists (our own; no source copied). Each says what being on it costs. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

/** Quantifiers and pointing words taggers call adjectives or nouns: never part of a term. */
const STOP_MODIFIERS = words(`
such many few several other others another same own any some all both each every either neither more most less least much
enough various certain numerous next last previous following above below first second third former latter further additional only
very just this that these those what which whose etc e.g i.e ie eg vs via per et al cf fig figs figure figures table tables section
sections chapter chapters page pages example examples instance thing things something anything nothing everything someone anyone
everyone one ones e.g. i.e. etc. cf. vs. resp. approx. incl. esp. lot lots kind kinds sort sorts bit way ways time times today tomorrow yesterday now then here there
january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
including excluding regarding concerning pursuant whilst aforementioned abovementioned alia inter bis according depending using
mr mrs ms dr prof please note notes yes no not ok self
`)

/** Adjectives that rarely begin a term: −0.8 as the first word. */
const GENERIC_ADJECTIVES = words(`
new old good bad better best worse worst great big large larger largest small smaller smallest little long longer short shorter high higher
highest low lower lowest different similar important main major minor possible impossible available unavailable necessary unnecessary
useful useless specific particular general common usual normal typical special simple easy difficult hard early late recent current
present past future real true false full empty whole entire complete incomplete total overall right wrong correct incorrect
appropriate suitable relevant significant considerable substantial sufficient essential crucial critical key basic fundamental
interesting popular famous well-known known unknown likely unlikely clear unclear obvious able unable free ready sure due necessary
actual potential respective corresponding related equal equivalent extra given desired required needed used based existing
resulting remaining underlying subsequent initial final original proper strong weak quick fast slow young modern traditional
annual daily weekly monthly yearly wide broad narrow deep top bottom left maximum minimum average multiple single double
arbitrary exact individual separate entire latter nice fine happy careful aware responsible ideal perfect excellent optional
bigger stronger easier tougher firmer slower quicker faster wider narrower deeper cheaper simpler safer harder softer heavier lighter
closer clearer greater smarter cleaner richer poorer earlier newer older younger warmer colder hotter nearer further biggest strongest
easiest fastest cheapest simplest safest latest newest oldest greatest nearest effective efficient official healthy steady proactive
speedy gradual sudden strict serious severe extreme intense constant consistent frequent rare regular
preferred recommended supported unsupported default additional alternative
`)

/** Nouns that head phrases without naming anything: −0.5 as the last word. */
const GENERIC_NOUNS = words(`
way thing kind type sort part number amount lot case example fact point problem issue question answer reason result effect
purpose goal aim objective use usage user people person man woman men group set list series range level degree rate size
length piece side area place position state status situation condition change difference increase decrease value name word
term title text information data detail description explanation discussion introduction conclusion overview summary background
year month week day hour minute second time period date moment beginning end start stage step process procedure method
approach technique system work job task activity action need requirement option choice possibility ability opportunity
chance idea view opinion role function feature property characteristic aspect factor element item object member unit form
version copy line row page section chapter article paper book report study document file research analysis test experiment
author reader help support access order basis base source origin cause matter world country city company
organization organisation department office service product quality quantity cost price money line project program
addition combination comparison relation relationship connection presence absence lack importance advantage disadvantage
benefit risk attempt effort practice rule law principle standard model theory concept note behavior behaviour
default option message error output input result content setting info update check entry tool format progress documentation guide
installation setup component detail environment capability mode instance implementation performance reason string syntax status
configuration progress topic matter sample solution success failure suggestion recommendation limitation scope focus context contents
`)

/** Units, section titles and document furniture: never a term alone. */
const FURNITURE = words(`
abstract acknowledgement acknowledgements acknowledgment acknowledgments next previous experimental stable deprecated beta alpha optional mandatory n/a tbd appendix appendices bibliography references reference
contents introduction conclusion conclusions discussion overview summary background methods results objective objectives synopsis
see also description usage example examples note notes warning tip caution important todo faq author authors copyright license licence
et al ibid km cm mm kg mg mw kw kwh gw hz khz mhz ghz rpm m/s ms secs mins hrs kb mb gb tb kib mib gib px pt db ppm usd eur pp vol no ed eds isbn issn https www com org net
doc txt jpg png gif md rst foo bar baz qux lorem ipsum none null true false
next-steps prerequisites requirements changelog readme prev favor favour regard sake behalf lieu accordance ctrl esc
`)

/** Titles every manual has. */
const FURNITURE_PHRASES = new Set([
  'getting started',
  'get started',
  'quick start',
  'next step',
  'release note',
  'table of content',
  'further reading',
  'see also',
])

export const isStopModifier = (word: string): boolean => STOP_MODIFIERS.has(word)
export const isGenericAdjective = (word: string): boolean => GENERIC_ADJECTIVES.has(word)
export const isGenericNoun = (word: string): boolean => GENERIC_NOUNS.has(word)
export const isFurniture = (key: string): boolean => FURNITURE.has(key) || FURNITURE_PHRASES.has(key)
