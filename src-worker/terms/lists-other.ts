/** Function words of languages without a tagger here (our own short lists), by the first part of their BCP 47 tag. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

const LISTS: Readonly<Record<string, ReadonlySet<string>>> = {
  nl: words(`
de het een en of van in op aan te met voor door bij uit om over naar tot onder tegen tussen na als dan dat die dit deze er is zijn was waren wordt
worden werd werden heeft hebben had hadden kan kunnen moet moeten mag mogen zal zullen zou zouden niet geen ook nog wel al maar want dus omdat
hij zij ze het we wij jij je u hun haar zich mijn uw ons onze wat wie waar hoe wanneer meer veel alle elk elke ieder iedere andere mee af drie twee
per tijdens volgens zonder sinds binnen buiten zowel beide zoals
`),
  fr: words(`
le la les un une des du de d l au aux et ou en dans sur sous par pour avec sans entre vers chez que qui quoi dont où ce cet cette ces son sa ses leur leurs
mon ma mes notre nos votre vos il elle ils elles on nous vous je tu se s ne n pas plus est sont était étaient être a ont avait avoir fait faire peut
peuvent doit doivent comme mais donc car si aussi très tout tous toute toutes même autre autres deux trois y à
pendant lors après avant depuis selon chaque ainsi afin durant lorsque
`),
  de: words(`
der die das den dem des ein eine einen einem einer eines und oder in im an am auf aus bei beim mit nach von vom zu zum zur über unter vor zwischen durch
für gegen ohne um als wie wenn dass daß weil aber auch noch nur nicht kein keine sich ist sind war waren wird werden wurde wurden hat haben hatte kann
können muss müssen soll sollen darf er sie es wir ihr man dieser diese dieses jeder jede alle viele mehr sehr so ab hier dort zwei drei ihre seine
je pro während seit bis sowie bzw gemäß laut außer jedem jeden beide
`),
  es: words(`
el la los las un una unos unas de del al y o u en por para con sin sobre entre hasta desde que quien cual cuyo donde como cuando este esta estos estas ese
esa eso aquel su sus mi tu se lo le les me te nos no es son era eran ser está están fue ha han hay puede pueden debe más muy también pero si ya todo toda
todos todas otro otra otros otras cada dos tres durante según tras mediante antes después
`),
  it: words(`
il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel nella nei nelle con su sul sulla per tra fra
e o ed che chi cui non è sono era erano essere ha hanno può possono deve si ci ne lui lei loro questo questa questi queste suo sua come anche ma più molto
tutto tutti altra altro due tre se durante secondo dopo prima ogni mentre
`),
  pt: words(`
o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre até que quem qual onde como quando este esta isto esse
essa seu sua se lhe não é são era eram ser está estão foi tem têm há pode podem deve mais muito também mas já todo toda todos outro outra cada dois três e ou durante segundo após antes depois enquanto
`),
  zh: words(
    '的 了 是 在 和 有 为 由 把 从 到 与 及 个 这 那 上 下 中 内 外 被 将 对 等 也 都 就 而 或 其 之 以 于 不 可 会 能 让 使 用 一 两 三 我们 你 他 它 们 并 但 因 所 如果 可以 以及 位于 进行 通过',
  ),
  ko: words(
    '있다 없다 하다 한다 되다 된다 이다 수 것 등 및 그 이 저 또는 그리고 때 위 위에 안 안에 함께 개 세 두 한 더 매우 것이다 것을 것이 것은',
  ),
}

/** Languages whose terms hold function words inside: énergie du vent. */
const LINKING = new Set(['fr', 'es', 'it', 'pt'])
const LINKS = words('de du des d’ d l la le les del della dello di da do dos das à au aux en')

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

/** What a word is for the n-grams: `stop` ends them, `link` may stand inside, `word` may be part of a term. */
export function roleOf(word: string, tag: string): 'stop' | 'link' | 'word' {
  const language = primary(tag)
  if (LINKING.has(language) && LINKS.has(word)) return 'link'
  return LISTS[language]?.has(word) ? 'stop' : 'word'
}

/** Korean verbs in the forms of running text: at the end of a clause, or before what they describe. */
const KOREAN_VERB = /.(?:[한된있없했됐니는른린친킨준운룬온본인]다|하[고며여면는]|되[고며면는어]|해야|했던|으면|으며|으로서)$/u

/** A form of a verb, and so no part of a term. */
export const isVerbForm = (word: string, tag: string): boolean => primary(tag) === 'ko' && KOREAN_VERB.test(word)

/** 란 behind a vowel names the topic of a definition (수위차란); behind a consonant it is part of a word or of 이란. */
const endsInTopic = (word: string): boolean =>
  word.length >= 4 && word.endsWith('란') && (word.charCodeAt(word.length - 2) - 0xac00) % 28 === 0

/** Korean particles behind a noun of at least two syllables: 발전기는 → 발전기. */
export function withoutParticle(word: string, tag: string): string {
  if (primary(tag) !== 'ko') return word
  const stem = word.replace(/(?:이라는|이란|에서는|으로는|에서|으로|에게|까지|부터|은|는|이|가|을|를|의|에|로|와|과|도|만)$/u, '')
  if (stem.length >= 2 && stem !== word) return stem
  return endsInTopic(word) ? word.slice(0, -1) : word
}
