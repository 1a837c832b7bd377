import type { Lists } from '../contract/host-api.ts'
import type { LibraryStore } from '../store/api.ts'

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
