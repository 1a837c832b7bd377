import type { MapLinkKind, TermMap } from '../../../src-main/contract/term-map.ts'
import { fakeTerm } from '../fake-host.ts'

/** A map of sixty terms, as many as there ever are: a few strong links in the middle, two or three more per term around it. */

const KINDS: readonly MapLinkKind[] = ['related', 'nested', 'mentions', 'together']
const DECISIONS = ['undecided', 'accepted', 'dropped'] as const

/** @param size terms in all */
export function mapScene(concept: number, size: number): TermMap {
  const ids = [concept, ...Array.from({ length: size - 1 }, (_, n) => ((concept + n * 7) % 50_000) + 1)]
  const nodes = ids.map((id, n) => ({
    ...fakeTerm(id),
    decision: n === 0 ? ('accepted' as const) : DECISIONS[n % 11 === 5 ? 2 : n % 2]!,
    step: n === 0 ? (0 as const) : n < size * 0.6 ? (1 as const) : (2 as const),
  }))
  const links = nodes.slice(1).flatMap(({ id, step }, n) => {
    const kind = KINDS[n < 2 ? 0 : 1 + (n % 3)]!
    const to = step === 1 ? concept : ids[1 + (n % Math.floor(size / 3))]!
    const more = n % 4 === 0 ? [{ a: id, b: ids[1 + ((n * 5) % (size - 1))]!, kind: 'mentions' as const, weight: 0.5 }] : []
    return [{ a: to, b: id, kind, weight: 1 / (1 + n / 10) }, ...more.filter(({ a, b }) => a !== b)]
  })
  const forms = [{ surface: `terms ${concept}`, rule: 'inflection' as const }]
  return { nodes, links, forms, neighbours: Math.floor(size * 0.6), next: null }
}
