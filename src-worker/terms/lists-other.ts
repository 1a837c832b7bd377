/** Function words of languages without a tagger here (our own short lists), by the first part of their BCP 47 tag. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/u))

const LISTS: Readonly<Record<string, ReadonlySet<string>>> = {
  nl: words(`
de het een en of van in op aan te met voor door bij uit om over naar tot onder tegen tussen na als dan dat die dit deze er is zijn was waren wordt
worden werd werden heeft hebben had hadden kan kunnen moet moeten mag mogen zal zullen zou zouden niet geen ook nog wel al maar want dus omdat
hij zij ze het we wij jij je u hun haar zich mijn uw ons onze wat wie waar hoe wanneer meer veel alle elke ieder andere mee af drie twee
`),
  fr: words(`
le la les un une des du de d l au aux et ou en dans sur sous par pour avec sans entre vers chez que qui quoi dont où ce cet cette ces son sa ses leur leurs
mon ma mes notre nos votre vos il elle ils elles on nous vous je tu se s ne n pas plus est sont était étaient être a ont avait avoir fait faire peut
peuvent doit doivent comme mais donc car si aussi très tout tous toute toutes même autre autres deux trois y à
`),
  de: words(`
der die das den dem des ein eine einen einem einer eines und oder in im an am auf aus bei beim mit nach von vom zu zum zur über unter vor zwischen durch
für gegen ohne um als wie wenn dass daß weil aber auch noch nur nicht kein keine sich ist sind war waren wird werden wurde wurden hat haben hatte kann
können muss müssen soll sollen darf er sie es wir ihr man dieser diese dieses jeder jede alle viele mehr sehr so ab hier dort zwei drei ihre seine
`),
  es: words(`
el la los las un una unos unas de del al y o u en por para con sin sobre entre hasta desde que quien cual cuyo donde como cuando este esta estos estas ese
esa eso aquel su sus mi tu se lo le les me te nos no es son era eran ser está están fue ha han hay puede pueden debe más muy también pero si ya todo toda
todos todas otro otra otros otras cada dos tres
`),
  it: words(`
il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel nella nei nelle con su sul sulla per tra fra
e o ed che chi cui non è sono era erano essere ha hanno può possono deve si ci ne lui lei loro questo questa questi queste suo sua come anche ma più molto
tutto tutti altra altro due tre se
`),
  pt: words(`
o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre até que quem qual onde como quando este esta isto esse
essa seu sua se lhe não é são era eram ser está estão foi tem têm há pode podem deve mais muito também mas já todo toda todos outro outra cada dois três e ou
`),
  zh: words(
    '的 了 是 在 和 有 为 由 把 从 到 与 及 个 这 那 上 下 中 内 外 被 将 对 等 也 都 就 而 或 其 之 以 于 不 可 会 能 让 使 用 一 两 三 我们 你 他 它 们 并 但 因 所 如果 可以 以及 位于 进行 通过',
  ),
  ko: words('있다 없다 하다 한다 되다 된다 이다 수 것 등 및 그 이 저 또는 그리고 때 위 위에 안 안에 함께 개 세 두 한 더 매우'),
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

/** Korean particles behind a noun of at least two syllables: 발전기는 → 발전기. */
export function withoutParticle(word: string, tag: string): string {
  if (primary(tag) !== 'ko') return word
  const stem = word.replace(/(?:에서는|으로는|에서|으로|에게|까지|부터|은|는|이|가|을|를|의|에|로|와|과|도|만)$/u, '')
  return stem.length >= 2 ? stem : word
}
