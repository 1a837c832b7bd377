/** Who does what to whom and what is compared with what in Japanese: told by particles. */

const NOUN = '[一-鿿々ァ-ヺーa-z0-9]+(?:り手|い手|け手|し手)?'
const HAND = '[一-鿿](?:り|い|け|し)手'
const ADJECTIVE = /^[高低長短多少広狭早速遅大小強弱重軽新古良悪先約各]$/u
const RUN = /[一-鿿々ァ-ヺー]+/gu

/** Clauses with より: the things compared, in their order, and whether what is compared stands after it (AよりBを). */
function comparisons(text: string): { runs: string[]; after: boolean }[] {
  return text
    .split(/[、。]/u)
    .filter((clause) => /より(?!も?(?:前|後|多くの))/u.test(clause))
    .map((clause) => {
      const all = [...clause.matchAll(RUN)].map(([run]) => run)
      const rest = clause.slice(clause.indexOf('より'))
      return {
        runs: all.filter((run) => !ADJECTIVE.test(run) && all.indexOf(run) === all.lastIndexOf(run)),
        after: /[一-鿿ァ-ヺー][をがは]|[をがは]$/u.test(rest),
      }
    })
}

function orderTurned(sentence: string, parts: readonly string[]): boolean {
  const said = parts.flatMap(comparisons)
  return comparisons(sentence).some(({ runs, after }) =>
    said.some((one) => {
      const shared = runs.filter((run) => one.runs.includes(run))
      const [first, second] = [shared[0], shared[1]]
      if (first === undefined || second === undefined) return false
      const straight = one.runs.indexOf(first) < one.runs.indexOf(second)
      return after === one.after ? !straight : straight
    }),
  )
}

const TO = new RegExp(`(${HAND}|${NOUN})が(${HAND}|${NOUN})(?:に対して|[にへを])[^、。]{0,12}?([一-鿿]{1,3})(?=[ぁ-ん])`, 'gu')

/** 船主が傭船者に支払う for 傭船者が船主に支払う, also where 船主が支払う stands elsewhere. */
export function receiverTurned(sentence: string, parts: readonly string[]): string | null {
  const triples = (text: string): string[][] => [...text.matchAll(TO)].map(([, from, to]) => [from!, to!])
  const said = parts.flatMap(triples)
  const turned = triples(sentence).some(
    ([from, to]) => said.some(([one, other]) => one === to && other === from) && !said.some(([one, other]) => one === from && other === to),
  )
  return turned ? 'Its passages compare or order these the other way round.' : null
}

const TIMES = new RegExp(`(${NOUN})は(?:通常)?[、]?[^。]{0,14}?(${NOUN})の\\d+倍`, 'gu')
const LEFT_RIGHT = new RegExp(`(${NOUN})(?:の[一-鿿]+)?(?:は|が|を)[^。、は]{0,6}?(${NOUN})(?:の[一-鿿]+)?より`, 'gu')
const RIGHT_LEFT = new RegExp(`(${NOUN})(?:の[一-鿿]+)?よりも?(?:先に)?(${NOUN})(?:の[一-鿿]+)?[をが]`, 'gu')

const SILENT = new RegExp(`(?:^|[、。])(${NOUN})よりも?[一-鿿]{1,3}[いくけ]`, 'gu')

/** `BはAより長い` for `AはBより長い`, also where the passages say それ for one of them. */
export function comparedTheOtherWayJa(sentence: string, parts: readonly string[]): string | null {
  const pairs = (text: string): [string, string][] => [
    ...[...text.matchAll(LEFT_RIGHT)].map(([, over, under]): [string, string] => [over!, under!]),
    ...[...text.matchAll(TIMES)].map(([, over, under]): [string, string] => [over!, under!]),
    ...[...text.matchAll(RIGHT_LEFT)].map(([, under, over]): [string, string] => [over!, under!]),
    ...[...text.matchAll(new RegExp(`(${NOUN})(?:の[一-鿿]+)?は(?:それ|これ)より`, 'gu'))].map(([, over]): [string, string] => [over!, '']),
  ]
  // `溶岩流より速い` of the term, which is not named.
  const silent = parts.flatMap((part) => [...part.matchAll(SILENT)].map(([, under]) => under!))
  if (pairs(sentence).some(([over, under]) => silent.includes(over) && !silent.includes(under)))
    return 'Its passages compare or order these the other way round.'
  const said = parts.flatMap(pairs)
  if (orderTurned(sentence, parts)) return 'Its passages compare or order these the other way round.'
  for (const [over, under] of pairs(sentence)) {
    const turned = said.some(([more, less]) => more === under && (less === over || less === ''))
    if (turned && !said.some(([more]) => more === over)) return 'Its passages compare or order these the other way round.'
  }
  return null
}

const ALL = /すべて|全て|全員|あらゆる|必ず|常に/u
const SOME = /一部|多く|いくつか|ほとんど|通常|大半|主に|場合がある|ことがある/u
const OBLIGED = /必要|義務/u
const PERMITTED = /でき(?:る|ます)|可能|てよい|てもよい|られる|得る/u

/** Quantity and modality of the part that the sentence rewords. @param part plain, the closest one */
export function widenedJa(sentence: string, part: string): string | null {
  if (ALL.test(sentence) && SOME.test(part) && !ALL.test(part)) return 'Its passages don’t say this of all or always.'
  if (SOME.test(sentence) && ALL.test(part) && !SOME.test(part)) return 'Its passages say this of all, not of some.'
  if (/必要だ/u.test(sentence) && !OBLIGED.test(part) && PERMITTED.test(part)) return 'Its passages allow this, they don’t demand it.'
  if (/ことができ|ことが可能/u.test(sentence) && /必要だ/u.test(part) && !PERMITTED.test(part))
    return 'Its passages demand this, they don’t only allow it.'
  return null
}
