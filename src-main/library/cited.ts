import type { SourcePassage } from '../contract/blocks.ts'
import { AppError } from '../contract/errors.ts'
import type { CitedPlace, ConceptId, HumanCommand } from '../contract/library-api.ts'
import { passage } from '../contract/text/quote.ts'
import type { LibraryStore } from '../store/api.ts'
import type { CommandStore, Wanted } from './changes.ts'

/** The sources of people's own definitions: the passages a text was taken from, kept beside it in the field `cited`. */

/** What citing needs besides: the text of the documents. */
export type ReadingStore = CommandStore & Pick<LibraryStore, 'contents'>

/** The value of the field `cited`; null = the text is from nowhere but themselves. */
export const storedSources = (passages: readonly SourcePassage[]): string | null =>
  passages.length === 0 ? null : JSON.stringify(passages)

/** A stretch of a document as a passage. @throws AppError UNAVAILABLE when the text is not in the library any more */
export async function passageOf(store: ReadingStore, { contentHash, start, end }: CitedPlace): Promise<SourcePassage> {
  const parsed = await store.contents.parsedDocument(contentHash)
  if (parsed === null) throw new AppError('UNAVAILABLE', 'The text of this document is not in the library any more. Start a run.')
  return { contentHash, ...passage(parsed.decoded, start, end) }
}

/**
 * What becomes of a definition's sources when its text is set: given ones replace them, and a text that is only worked on keeps its own.
 *
 * @throws AppError UNAVAILABLE when a document's text is not in the library any more
 */
export async function sourcesOf(
  store: ReadingStore,
  { concept, text, cited }: Extract<HumanCommand, { type: 'set-definition' }>,
): Promise<Wanted[]> {
  const become = (after: string | null): Wanted[] => [{ kind: 'field', key: { concept, field: 'cited' }, after }]
  if (text === null || cited === null) return become(null)
  if (cited !== undefined) return become(storedSources(await citedPassages(store, concept, text, cited)))
  const [before] = await store.human.read([{ kind: 'field', key: { concept, field: 'cited' } }])
  return typeof before === 'string' ? become(storedSources((JSON.parse(before) as SourcePassage[]).map(ofAll))) : []
}

/** The passage as the source of the whole text: where its sentences end is known of the text it was written for, and of no other. */
const ofAll = ({ contentHash, start, end, line, quote }: SourcePassage): SourcePassage => ({ contentHash, start, end, line, quote })

/**
 * The places as passages, each once. What the term is said to be from already is taken as it stands there: the text of its document may be
 * gone from the library, or never have been in it (an import's).
 */
async function citedPassages(
  store: ReadingStore,
  concept: ConceptId,
  text: string,
  places: readonly CitedPlace[],
): Promise<SourcePassage[]> {
  const detail = await store.terms.detail(concept)
  const taken = detail?.definitions.find((definition) => definition.text === text)?.sources ?? []
  const shown = [
    ...(detail?.definitions ?? []).flatMap(({ sources }) => sources),
    ...(detail?.problemList ?? []).flatMap(({ evidence }) => evidence),
  ]
  const isAt = (place: CitedPlace) => (one: CitedPlace) =>
    one.contentHash === place.contentHash && one.start === place.start && one.end === place.end
  const passages: SourcePassage[] = []
  for (const place of places) {
    if (passages.some(isAt(place))) continue
    const written = taken.find(isAt(place))
    const known = written ?? shown.find(isAt(place))
    const ends = written?.ends === undefined ? {} : { ends: written.ends }
    passages.push(known === undefined ? await passageOf(store, place) : ({ ...ofAll(known as SourcePassage), ...ends } as SourcePassage))
  }
  return passages
}
