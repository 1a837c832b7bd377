import type { ConceptItem, ConceptRef } from '../../src-main/contract/results.ts'
import type { Ranked } from './concepts.ts'

/** Related concepts shown per concept. */
const MOST = 8

const partsOf = (ranked: Ranked): string[] => {
  const leader = ranked.group.members[0]!
  return (leader.parts || leader.key).split(' ')
}

/**
 * Narrower and broader terms by their words (TermSuite's expansion and insertion): `wind speed` and `wind speed variation`. Shown, never
 * merged. Both directions, in glossary order.
 */
export function relate(concepts: readonly { readonly ranked: Ranked; readonly item: ConceptItem }[]): ConceptItem[] {
  const byWords = new Map<string, number>()
  for (const [i, { ranked, item }] of concepts.entries()) byWords.set(`${item.language}\n${partsOf(ranked).join(' ')}`, i)
  const related = concepts.map(() => new Set<number>())
  for (const [i, { ranked, item }] of concepts.entries()) {
    const parts = partsOf(ranked)
    for (let from = 0; from < parts.length; from++) {
      for (let to = from + 1; to <= parts.length; to++) {
        const other = to - from === parts.length ? undefined : byWords.get(`${item.language}\n${parts.slice(from, to).join(' ')}`)
        if (other === undefined || other === i) continue
        related[i]!.add(other)
        related[other]!.add(i)
      }
    }
  }
  const ref = ({ language, key, sense }: ConceptItem): ConceptRef => ({ language, key, sense })
  return concepts.map(({ item }, i) => ({
    ...item,
    related: [...related[i]!]
      .sort((a, b) => a - b)
      .slice(0, MOST)
      .map((other) => ref(concepts[other]!.item)),
  }))
}
