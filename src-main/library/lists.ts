import { LANGUAGES } from '../contract/blocks.ts'
import type { Lists } from '../contract/host-api.ts'
import type { NamedTerm, TermRow } from '../contract/library-api.ts'
import { foldKey } from '../contract/text/fold.ts'
import type { LibraryStore } from '../store/api.ts'
import { listedKey } from './changes.ts'

/** Required and excluded terms by spelling; `found`: some concept of the documents has it. */
export async function listedTerms(store: Pick<LibraryStore, 'human' | 'terms'>): Promise<Lists> {
  const { listed } = await store.human.snapshot()
  const of = (list: string) => listed.filter((term) => term.list === list).map(({ surface }) => surface)
  const required = of('required')
  const concepts = await store.terms.find(required)
  const rows = await Promise.all(concepts.map((concept) => (concept === null ? null : store.terms.row(concept))))
  return {
    required: required.map((surface, index) => ({ surface, found: (rows[index]?.frequency ?? 0) > 0 })),
    excluded: of('excluded').map((surface) => ({ surface })),
  }
}

/** Whose spelling these words are, in whatever form they are written; nobody's where they are empty. */
export async function namedTerm(store: Pick<LibraryStore, 'human' | 'terms'>, surface: string): Promise<NamedTerm> {
  if (foldKey(surface) === '') return { term: null, excluded: false }
  const listed = await store.human.read(LANGUAGES.map((language) => ({ kind: 'listed', key: listedKey('excluded', language, surface) })))
  const [concept] = await store.terms.find([surface])
  const row = concept == null ? null : await store.terms.row(concept)
  return {
    term: row === null ? null : named(row),
    excluded: listed.some((one) => one !== null),
  }
}

const named = ({ id, headword, language, decision, accepted, required }: TermRow): NonNullable<NamedTerm['term']> => ({
  id,
  headword,
  language,
  decision,
  accepted,
  required,
})
