import { stem } from './words-english.ts'

/** Common verbs, adverbs and light nouns that say the same: a closed list; the words of a field are never in it. One group a line, stems compared. */
const GROUPS = `
begin begins begun start starts commence commences beginning
end ends finish finishes cease ceases
stay remain stays remains
rest remaining remainder
need require needs requires requiring needed required necessary
usually normally generally typically commonly ordinarily most
often frequently
everybody everyone
die dies died death
sell sale sold selling sells sales
buy purchase bought buys
choose choice chosen select selection
lose loss lost
grow growth
arise occur happen occurs happens
obtain receive get
show indicate
prevent avoid
large big
final last
consecutive successive
quick fast rapid quickly rapidly
raise increase raises increases raised increased
lower reduce decrease lowered reduced decreased
last take lasts takes
quarter quarterly
month monthly
week weekly
day daily
year yearly annual annually
hour hourly
near close
permit allow
start-up startup
share percentage proportion
say tell
rarely seldom
make produce create
make build construct erect
remove eliminate
keep retain preserve
keep store
send transmit
put place lay
give supply
use employ utilise apply
check verify examine inspect
join combine merge unite
divide split separate
carry transport bear
break fracture
heat warm
cool chill
faint dim
damage harm
hurt injure
heal cure
note write record
rotate turn
shut close
press push
pull draw
lift raise
mix blend
spread distribute
arrive reach
depart leave
feed eat
cheap inexpensive
expensive costly
doctor physician
picture image photograph photo
ground land
small little tiny
pair couple
aim goal
cause reason
result outcome consequence
rule regulation
duty obligation
consent permission approval
agreement contract
firm company
alike similar
main chief principal primary
essential necessary
secure safe
dangerous hazardous
simple easy
difficult hard
hidden concealed
exact precise accurate
steady constant
sudden abrupt
jointly together
distant far
cover protect
spread extend
burst break rupture
stick adhere
empty vacant
usual customary
fall drop
tell report inform notify
see visible
answer reply respond
continue proceed
assist help aid
sufficient enough
attach fasten fix
repair mend
purpose aim
error mistake
correct right
incorrect wrong
rapid swift
whole entire complete
part portion
happen occur
demand request
gather collect
link connect
forbid prohibit ban
people persons
client customer
located situated
identical same
entire whole
halt stop
different differ
long length
wide width
strong strength
deep depth
high height
`

const FAMILIES: ReadonlyMap<string, readonly string[]> = (() => {
  const map = new Map<string, string[]>()
  for (const line of GROUPS.trim().split('\n')) {
    const group = [...new Set(line.split(' ').map(stem))]
    for (const one of group) map.set(one, [...(map.get(one) ?? []), ...group])
  }
  return map
})()

/** Stems that say the same as the word, without its own. @param word folded */
export function sameInOtherWords(word: string): readonly string[] {
  const own = stem(word)
  return [...(FAMILIES.get(own) ?? []), ...derived(word)].filter((one) => one !== own)
}

/** Whoever does it for what is done (`holder` – `holds`), `repaid` – `repay`. */
function derived(word: string): string[] {
  const out: string[] = []
  const agent = /^(\p{L}{4,})(?:er|or)s?$/u.exec(word)?.[1]
  if (agent !== undefined) out.push(stem(agent), stem(`${agent}e`))
  const again = /^re(\p{L}{4,})$/u.exec(word)?.[1]
  if (again !== undefined && stem(again) !== again) out.push(`re${stem(again)}`, `re${stem(again)}ment`)
  return out
}

/** Turns of phrase without a fact of their own, brought to their shortest form. @param text folded */
export const plainEnglish = (text: string): string =>
  text
    .replace(/(?<=do|does|did|is|are|was|were)n['’]t\b/gu, ' not')
    .replace(/\bin order (?:to|for)\b/gu, (turn) => (turn.endsWith('to') ? 'to' : 'for'))
    .replace(/\bfailure of ((?:\p{L}+ ){1,3})to (?=\p{L})/gu, '$1not ')
    .replace(/\b(else|somebody|someone|anybody|anyone)['’]s\b/gu, '$1')
    .replace(/\bnot exceed\b/gu, 'be at most')
    .replace(/\bexceed(?:s|ed|ing)?\b/gu, 'above')
    .replace(/\b(?:beneath|underneath)\b/gu, 'under')
    .replace(/\b(?:rather than|in place of)\b/gu, 'instead of')
    .replace(/\b(?:in the absence of|with no)\b/gu, 'without')
    .replace(/\bon behalf of\b/gu, 'for')
    .replace(/\bon (the |an? |its |their )?(\p{L}+)['’]s? behalf\b/gu, 'for $1$2')
    .replace(/\baccording to\b/gu, 'by')
    .replace(/\b(?:in addition to|over and above)\b/gu, 'beyond')
    .replace(/\bbetween (\d[\d.]*) and (?=\d)/gu, 'from $1 to ')
    .replace(/\b(\p{L}+|\d+) (\p{L}+) in a row\b/gu, '$1 consecutive $2')
    .replace(/\b(?:every|each) (day|week|month|year|hour)\b/gu, (_all, unit: string) => (unit === 'day' ? 'daily' : `${unit}ly`))
    .replace(/\bonce an? (week|month|year)\b/gu, '$1ly')
    .replace(/\bkeep(s?)\b(?= [^,.;]{1,40}? from \p{L}+ing\b)/gu, 'prevent$1')
    .replace(/\bin between\b/gu, 'between')
    .replace(/\b(?:the )?(?:process|act|practice) of (?=\p{L}+ing\b)/gu, '')
    .replace(/\bas (?:long|many|much|high) as (?=(?:about )?\d)/gu, 'up to ')
    .replace(/\b(?:do|does|did)(?:n't| not) (?:have|need) to\b|\bneed(?:s)? not\b|\bneedn't\b/gu, 'without')
    .replace(/\bwithout (?:requiring|needing) /gu, 'without ')
    .replace(/\b(?:have|has|had) to\b|\b(?:is|are) (?:required|obliged) to\b/gu, 'must')
    .replace(/\b(?:for example|for instance)\b/gu, 'such as')
    .replace(/\b(?:is|are|was|were) unable to\b/gu, 'cannot')
    .replace(/\b(?:is|are|was|were) able to\b/gu, 'can')
    .replace(/\bgo(?:es)? on\b(?= (?:after|until|while|when|if|to)\b|[,.;]|$)/gu, (turn) =>
      turn.startsWith('goes') ? 'continues' : 'continue',
    )
    .replace(/\b(?:as soon as)\b/gu, 'when')
    .replace(/\bas well as\b/gu, 'and')
    .replace(/\b(?:kept |keep |keeps )?free of\b/gu, 'without')
    .replace(/\binside\b(?= (?:of )?(?:an?|the|it|its|their|them)\b)/gu, 'in')
    .replace(/\bwhereas\b/gu, 'while')
    .replace(/\bupon\b/gu, 'on')
    .replace(/\b(?:two times)\b/gu, 'twice')
    .replace(/\b(each|every|per|a|an|by the|last) quarter\b/gu, '$1 quarterly')
