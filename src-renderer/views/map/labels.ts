import type { MapLink, MapLinkKind, MapNode, TermMap } from '../../../src-main/contract/term-map.ts'
import { i18n } from '../../i18n/index.ts'

/** Words for the links of a map. */

export function linkLabel(kind: MapLinkKind): string {
  const labels: Record<MapLinkKind, () => string> = {
    related: () => i18n._('Related by people'),
    nested: () => i18n._('Broader and narrower'),
    mentions: () => i18n._('In the definition'),
    together: () => i18n._('Near in the text'),
  }
  return labels[kind]()
}

export function linkHint(kind: MapLinkKind): string {
  const hints: Record<MapLinkKind, () => string> = {
    related: () => i18n._('You or an import said that these belong together'),
    nested: () => i18n._('One term is part of the other'),
    mentions: () => i18n._('The definition of one mentions the other'),
    together: () => i18n._('The documents use them near each other'),
  }
  return hints[kind]()
}

/** How a link leads from a term to the one in the middle, as part of a list. */
function relationOf({ a, kind }: MapLink, middle: MapNode): string {
  const centre = { term: middle.headword }
  if (kind === 'related') return i18n._('related to “{term}”', centre)
  if (kind === 'together') return i18n._('near “{term}” in the text', centre)
  if (kind === 'nested') return a === middle.id ? i18n._('contains “{term}”', centre) : i18n._('part of “{term}”', centre)
  return a === middle.id ? i18n._('in the definition of “{term}”', centre) : i18n._('its definition mentions “{term}”', centre)
}

/** How a term is linked with the one in the middle; for one that is not, over which others. */
export function relations(map: TermMap, node: MapNode): string {
  const middle = map.nodes[0]!
  if (node.id === middle.id) return i18n._('in the middle')
  const links = map.links.filter(({ a, b }) => a === node.id || b === node.id)
  const direct = links.filter(({ a, b }) => a === middle.id || b === middle.id)
  if (direct.length > 0) return direct.map((link) => relationOf(link, middle)).join(i18n._(', '))
  const over = new Set(links.map(({ a, b }) => (a === node.id ? b : a)))
  const names = map.nodes.filter(({ id, step }) => over.has(id) && step === 1).map(({ headword }) => i18n._('“{term}”', { term: headword }))
  return names.length === 0 ? i18n._('two steps away') : i18n._('over {terms}', { terms: names.slice(0, 3).join(i18n._(', ')) })
}

export function decisionLabel(decision: MapNode['decision']): string {
  if (decision === 'accepted') return i18n._('Accepted')
  return decision === 'dropped' ? i18n._('Dropped') : i18n._('To review')
}
