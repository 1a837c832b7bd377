import type { ConceptId } from '../contract/library-api.ts'
import { type MapLink, type MapLinkKind, type MapNode, type MapQuery, MOST_ON_MAP, type TermMap } from '../contract/term-map.ts'
import { rootOf } from './concepts.ts'
import type { Db } from './connection.ts'
import { relatedByPeople } from './human-related.ts'
import { importedRecord, importedView } from './imported-record.ts'
import { mentionedIn, mentioning, mentionsKey } from './map-mentions.ts'
import { nearConcepts } from './map-near.ts'
import { isPartOf, nestedWith, quickNested } from './map-nested.ts'
import { definitionOf, type MapTerm, mapTerm, mapTerms, type Neighbour } from './map-terms.ts'
import { fieldsOf, type Sight, saidOfTerm, sightOf } from './term-rows.ts'
import { variantsOf } from './variants.ts'

/** The surroundings of one term: what it is linked with, by kind, strongest first, at most MOST_ON_MAP terms. */

/** Of the terms shown with two steps, the share that is linked with the middle itself. */
const FIRST_SHARE = 0.6
/** Neighbours of the first step that are looked at for a second one, and what each may bring. */
const LOOKED_AT = 16
const BROUGHT = 4
/** Other spellings shown. */
const MOST_FORMS = 6

/** Null when the library has no such concept. A merged concept answers as the one it was merged into. */
export function termMap(db: Db, query: MapQuery): TermMap | null {
  const centre = rootOf(db, query.concept)
  const sight = sightOf(db, true)
  const middle = mapTerm(db, sight.extract, centre)
  if (middle === null) return null
  const limit = Math.max(2, Math.min(MOST_ON_MAP, query.limit ?? MOST_ON_MAP))
  const from = query.from ?? 0
  const byKind = new Map(query.kinds.map((kind) => [kind, neighbours(db, sight, middle, kind)] as const))
  const order = interleaved([...byKind.values()])
  const first = order.slice(from, from + Math.max(1, Math.floor((limit - 1) * (query.steps === 2 ? FIRST_SHARE : 1))))
  const terms = new Map(mapTerms(db, sight.extract, [...first, centre]).map((term) => [term.concept, term]))
  const shown = first.flatMap((id) => terms.get(id) ?? [])
  const second = query.steps === 2 ? secondStep(db, sight, query.kinds, middle, shown, limit - 1 - shown.length) : []
  const nodes = [nodeOf(db, middle, 0), ...shown.map((term) => nodeOf(db, term, 1)), ...second.map((term) => nodeOf(db, term, 2))]
  const links = withoutDetours([
    ...centreLinks(centre, byKind, new Set(first)),
    ...linksAmong(db, sight, query.kinds, [...shown, ...second]),
  ])
  const forms = variantsOf(db, sight.extract, centre).filter(({ surface }) => surface !== nodes[0]!.headword)
  return {
    nodes,
    links,
    forms: forms.slice(0, MOST_FORMS).map(({ surface, rule }) => ({ surface, rule })),
    neighbours: order.length,
    next: from + first.length < order.length ? from + first.length : null,
  }
}

/** Neighbours of a term by one kind, strongest first. */
function neighbours(db: Db, sight: Sight, term: MapTerm, kind: MapLinkKind): readonly Neighbour[] {
  if (kind === 'related') return relatedTo(db, sight, term.concept)
  if (kind === 'nested') return nestedWith(db, sight, term)
  if (kind === 'together') return nearConcepts(db, sight, term.concept)
  const out = mentionedIn(db, sight, term).map((id, at) => ({ id, weight: 1 / (1 + at / 8), out: true }))
  return [...out, ...mentioning(db, sight, term).map((id, at) => ({ id, weight: 1 / (1 + at / 8), out: false }))]
}

function relatedTo(db: Db, sight: Sight, concept: ConceptId): Neighbour[] {
  const imported = importedView(db, importedRecord(db, concept), (other) => rootOf(db, other)).imported?.related ?? []
  const ids = new Set([...relatedByPeople(db, concept), ...imported.flatMap(({ id }) => (id === null || id === concept ? [] : [id]))])
  const there = new Set(mapTerms(db, sight.extract, [...ids]).map((term) => term.concept))
  return [...ids].filter((id) => there.has(id)).map((id) => ({ id, weight: 1, out: true }))
}

/** Each neighbour once: the strongest of every kind, then the second of every kind, so that no kind crowds out another. */
function interleaved(kinds: readonly (readonly Neighbour[])[]): ConceptId[] {
  const order = new Set<ConceptId>()
  const longest = Math.max(0, ...kinds.map(({ length }) => length))
  for (let at = 0; at < longest; at++) for (const kind of kinds) if (at < kind.length) order.add(kind[at]!.id)
  return [...order]
}

function centreLinks(centre: ConceptId, byKind: ReadonlyMap<MapLinkKind, readonly Neighbour[]>, shown: ReadonlySet<ConceptId>): MapLink[] {
  const links: MapLink[] = []
  for (const [kind, all] of byKind)
    for (const { id, weight, out } of all) if (shown.has(id)) links.push({ a: out ? centre : id, b: out ? id : centre, kind, weight })
  return links
}

/** Terms linked with neighbours, a few of each, by the kinds that cost no search through documents or definitions. */
function secondStep(
  db: Db,
  sight: Sight,
  kinds: readonly MapLinkKind[],
  middle: MapTerm,
  first: readonly MapTerm[],
  room: number,
): readonly MapTerm[] {
  const known = new Set([middle.concept, ...first.map(({ concept }) => concept)])
  const found: ConceptId[] = []
  for (const term of first.slice(0, LOOKED_AT)) {
    const all = [
      ...(kinds.includes('related') ? relatedTo(db, sight, term.concept).map(({ id }) => id) : []),
      ...(kinds.includes('nested') ? quickNested(db, sight, term) : []),
      ...(kinds.includes('mentions') ? mentionedIn(db, sight, term) : []),
    ]
    for (const id of new Set(all.filter((one) => !known.has(one)).slice(0, BROUGHT))) {
      known.add(id)
      found.push(id)
    }
  }
  const terms = new Map(mapTerms(db, sight.extract, found).map((term) => [term.concept, term]))
  return found.flatMap((id) => terms.get(id) ?? []).slice(0, Math.max(0, room))
}

/** Links between the terms around the middle. */
function linksAmong(db: Db, sight: Sight, kinds: readonly MapLinkKind[], terms: readonly MapTerm[]): MapLink[] {
  const links: MapLink[] = []
  const definitions = kinds.includes('mentions') ? terms.map((term) => definitionOf(db, sight, term.concept)) : []
  const shown = new Set(terms.map(({ concept }) => concept))
  for (const [i, term] of terms.entries()) {
    if (kinds.includes('related'))
      for (const { id } of relatedTo(db, sight, term.concept))
        if (shown.has(id) && term.concept < id) links.push({ a: term.concept, b: id, kind: 'related', weight: 1 })
    for (const other of terms) {
      if (other === term) continue
      const { concept: a } = term
      const { concept: b } = other
      if (kinds.includes('nested') && isPartOf(term, other))
        links.push({ a, b, kind: 'nested', weight: term.key.length / other.key.length })
      if (kinds.includes('mentions') && mentionsKey(definitions[i]!, other.key)) links.push({ a, b, kind: 'mentions', weight: 0.5 })
    }
  }
  return links
}

/** Of nested terms only the next longer one is linked: wind → wind speed → wind speed variation. What can be reached over others needs no line. */
function withoutDetours(links: readonly MapLink[]): MapLink[] {
  const longer = new Map<ConceptId, Set<ConceptId>>()
  for (const { a, b, kind } of links) if (kind === 'nested') longer.set(a, (longer.get(a) ?? new Set()).add(b))
  const isDetour = ({ a, b, kind }: MapLink): boolean =>
    kind === 'nested' && [...longer.get(a)!].some((between) => between !== b && longer.get(between)?.has(b) === true)
  return links.filter((link) => !isDetour(link))
}

function nodeOf(db: Db, term: MapTerm, step: 0 | 1 | 2): MapNode {
  const { id, headword, language, reading, decision, frequency } = saidOfTerm(term, fieldsOf(db, term.concept))
  return { id, headword, language, reading, decision, frequency, step }
}
