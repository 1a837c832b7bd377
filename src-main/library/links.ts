import { AppError } from '../contract/errors.ts'
import type { ConceptId } from '../contract/library-api.ts'
import type { ConceptRef } from '../contract/results.ts'
import { foldKey } from '../contract/text/fold.ts'
import type { ConceptRefs } from '../store/api.ts'
import { type CommandStore, headwordOf, type Plan, type Wanted, withBefore } from './changes.ts'

/** Merging concepts and splitting them again: links that later runs must obey (design §3), plus the move in what is shown now. */

async function refsOf(store: CommandStore, concept: ConceptId): Promise<ConceptRefs> {
  const refs = await store.terms.refs(concept)
  if (refs === null) throw new AppError('TERM_UNKNOWN', 'This term is not in the library any more. Refresh the list.', { concept })
  return refs
}

/** The concept itself, or the one it was merged into. */
async function liveConcept(store: CommandStore, concept: ConceptId): Promise<ConceptId> {
  const row = await store.terms.row(concept)
  if (row === null) throw new AppError('TERM_UNKNOWN', 'This term is not in the library any more. Refresh the list.', { concept })
  return row.id
}

const sameRef = (a: ConceptRef, b: ConceptRef): boolean => a.language === b.language && a.key === b.key && a.sense === b.sense
const refOf = ({ language, key, sense }: ConceptRef): ConceptRef => ({ language, key, sense })

/** The concepts live on as `target` (or as what it was merged into), their headwords kept with its own. */
export async function joinChanges(
  store: CommandStore,
  target: ConceptId,
  others: readonly { readonly concept: ConceptId; readonly headword: ConceptRef }[],
): Promise<Wanted[]> {
  const into = await liveConcept(store, target)
  const { headword } = await refsOf(store, into)
  return others.flatMap((other): Wanted[] => [
    ...(sameRef(headword, other.headword)
      ? []
      : [{ kind: 'link' as const, key: { a: headword, b: other.headword }, after: 'must' as const }]),
    { kind: 'merged-into', key: { concept: other.concept }, after: into },
  ])
}

/**
 * Merge: the other concepts live on as `into`, and runs keep their headwords together.
 * @param status what the other headwords become; the headword is then preferred
 */
export async function mergeChanges(
  store: CommandStore,
  target: ConceptId,
  concepts: readonly ConceptId[],
  status?: 'admitted' | 'forbidden',
): Promise<Plan> {
  const into = await liveConcept(store, target)
  const all = await Promise.all(concepts.map((concept) => liveConcept(store, concept)))
  const others = [...new Set(all)].filter((concept) => concept !== into)
  if (others.length === 0) throw new AppError('INVALID_INPUT', 'Select at least two terms to merge.')
  const joined = await Promise.all(others.map(async (concept) => ({ concept, headword: (await refsOf(store, concept)).headword })))
  const wanted = await joinChanges(store, into, joined)
  const name = await headwordOf(store, into)
  if (status !== undefined) wanted.push(...(await usageOfMerged(store, into, others, status)))
  const label =
    others.length === 1 ? `Merge "${await headwordOf(store, others[0]!)}" into "${name}"` : `Merge ${others.length} terms into "${name}"`
  return { label, changes: await withBefore(store, wanted) }
}

/** Preferred for the headword that stays, `status` for those of the others, all said of the concept they are now. */
async function usageOfMerged(
  store: CommandStore,
  into: ConceptId,
  others: readonly ConceptId[],
  status: 'admitted' | 'forbidden',
): Promise<Wanted[]> {
  const head = await headwordOf(store, into)
  const surfaces = await Promise.all(others.map((concept) => headwordOf(store, concept)))
  const apart = [...new Set(surfaces)].filter((surface) => surface !== head)
  return [
    { kind: 'usage', key: { concept: into, surface: head }, after: 'preferred' },
    ...apart.map((surface): Wanted => ({ kind: 'usage', key: { concept: into, surface }, after: status })),
  ]
}

type Surface = ConceptRefs['surfaces'][number]

/** The surfaces people named, as refs of the concept; refuses what is not one of its forms, and its headword. */
function chosenSurfaces(refs: ConceptRefs, surfaces: readonly string[]): Surface[] {
  const keys = new Set(surfaces.map(foldKey))
  const chosen = refs.surfaces.filter(({ key }) => keys.has(key))
  const missing = surfaces.find((surface) => !chosen.some(({ key }) => key === foldKey(surface)))
  if (missing !== undefined) throw new AppError('INVALID_INPUT', `"${missing}" is not a form of this term. Choose one of its forms.`)
  if (chosen.length === 0) throw new AppError('INVALID_INPUT', 'Choose the forms to split off.')
  if (chosen.some((surface) => sameRef(surface, refs.headword))) {
    throw new AppError('INVALID_INPUT', 'The headword stays with its term. Choose the other forms to split off.')
  }
  return chosen
}

/** Members merged into the concept of which every form was chosen: splitting those takes the merge back. */
function wholeMembers(refs: ConceptRefs, chosen: readonly Surface[], concept: ConceptId): ConceptId[] {
  const members = new Set(chosen.map((surface) => surface.concept).filter((member) => member !== concept))
  const isWhole = (member: ConceptId) => refs.surfaces.every((surface) => surface.concept !== member || chosen.includes(surface))
  return [...members].filter(isWhole)
}

function unmerge(headword: ConceptRef, member: ConceptId, chosen: readonly Surface[]): Wanted[] {
  const forms = chosen.filter((surface) => surface.concept === member)
  const apart = forms.map((form): Wanted => ({ kind: 'link', key: { a: headword, b: refOf(form) }, after: 'cannot' }))
  return [{ kind: 'merged-into', key: { concept: member }, after: null }, ...apart]
}

async function moveToNew(store: CommandStore, headword: ConceptRef, forms: readonly Surface[]): Promise<Wanted[]> {
  const [first, ...rest] = forms
  if (first === undefined) return []
  const [id] = await store.human.allocateConcepts(1)
  const concept = id!
  return [
    { kind: 'concept', key: { concept }, after: { language: first.language, headword: first.surface, key: first.key } },
    ...forms.map((form): Wanted => ({ kind: 'surface', key: refOf(form), after: concept })),
    ...forms.map((form): Wanted => ({ kind: 'link', key: { a: headword, b: refOf(form) }, after: 'cannot' })),
    ...rest.map((form): Wanted => ({ kind: 'link', key: { a: refOf(first), b: refOf(form) }, after: 'must' })),
  ]
}

/** Split: the chosen forms become a concept of their own (or are their old concept again), and runs keep them apart. */
export async function splitChanges(store: CommandStore, concept: ConceptId, surfaces: readonly string[]): Promise<Plan> {
  const refs = await refsOf(store, concept)
  const chosen = chosenSurfaces(refs, surfaces)
  const whole = wholeMembers(refs, chosen, concept)
  const wanted: Wanted[] = []
  for (const member of whole) wanted.push(...unmerge(refs.headword, member, chosen))
  const loose = chosen.filter((surface) => !whole.includes(surface.concept))
  wanted.push(...(await moveToNew(store, refs.headword, loose)))
  const what = chosen.length === 1 ? `"${chosen[0]?.surface}"` : `${chosen.length} forms`
  return { label: `Split ${what} from "${await headwordOf(store, concept)}"`, changes: await withBefore(store, wanted) }
}

/** Relate: each names the other among its related terms. With several others it is one step all the same. */
export async function relateChanges(store: CommandStore, concept: ConceptId, to: readonly ConceptId[], on: boolean): Promise<Plan> {
  const own = await liveConcept(store, concept)
  const others = [...new Set(await Promise.all(to.map((one) => liveConcept(store, one))))]
  if (others.includes(own)) throw new AppError('INVALID_INPUT', 'A term is not related to itself. Choose another one.')
  const fields = [own, ...others].map((one) => ({ kind: 'field', key: { concept: one, field: 'related' } }) as const)
  const values = await store.human.read(fields)
  const wanted = fields.map((field, index): Wanted => {
    const now = new Set<ConceptId>(typeof values[index] === 'string' ? JSON.parse(values[index]) : [])
    for (const other of index === 0 ? others : [own]) {
      if (on) now.add(other)
      else now.delete(other)
    }
    return { ...field, after: now.size === 0 ? null : JSON.stringify([...now].sort((x, y) => x - y)) }
  })
  return { label: await relateLabel(store, own, others, on), changes: await withBefore(store, wanted) }
}

async function relateLabel(store: CommandStore, own: ConceptId, others: readonly ConceptId[], on: boolean): Promise<string> {
  const one = await headwordOf(store, own)
  if (others.length > 1) return on ? `Relate "${one}" and ${others.length} terms` : `No longer relate "${one}" and ${others.length} terms`
  const other = await headwordOf(store, others[0]!)
  return on ? `Relate "${one}" and "${other}"` : `No longer relate "${one}" and "${other}"`
}
