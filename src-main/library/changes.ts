import { isDeepStrictEqual } from 'node:util'
import type { Language } from '../contract/blocks.ts'
import { AppError } from '../contract/errors.ts'
import type { ConceptId } from '../contract/library-api.ts'
import { foldKey } from '../contract/text/fold.ts'
import type { HumanChange, LibraryStore } from '../store/api.ts'

/** The material commands are made of: changes of the human layer, read before they are written. */

/** What commands need of the store. */
export type CommandStore = Pick<LibraryStore, 'terms' | 'human'>

/** A change whose `before` is still to be read. */
export type Wanted = HumanChange extends infer Change ? (Change extends { before: unknown } ? Omit<Change, 'before'> : never) : never

/** One command to be: what people read in the history, and its changes. */
export interface Plan {
  readonly label: string
  readonly mergeKey?: string
  readonly changes: readonly HumanChange[]
}

/** Reads what is there now and keeps the changes that change something. */
export async function withBefore(store: CommandStore, wanted: readonly Wanted[]): Promise<HumanChange[]> {
  const before = await store.human.read(wanted.map(({ kind, key }) => ({ kind, key }) as Pick<HumanChange, 'kind' | 'key'>))
  return wanted
    .map((change, index) => ({ ...change, before: before[index] ?? null }) as HumanChange)
    .filter((change) => !isDeepStrictEqual(change.before, change.after))
}

/** `1 term`, `12 terms`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** @throws AppError TERM_UNKNOWN */
export async function headwordOf(store: CommandStore, concept: ConceptId): Promise<string> {
  const row = await store.terms.row(concept)
  if (row === null) throw new AppError('TERM_UNKNOWN', 'This term is not in the library any more. Refresh the list.', { concept })
  return row.headword
}

/** `"runner"` for one concept, `12 terms` for several. */
export async function nameOf(store: CommandStore, concepts: readonly ConceptId[]): Promise<string> {
  const [first] = concepts
  if (first === undefined) throw new AppError('INVALID_INPUT', 'No term is selected. Select at least one.')
  return concepts.length === 1 ? `"${await headwordOf(store, first)}"` : plural(concepts.length, 'term')
}

/** Which of the two lists people keep: words that are always terms, words that never are. */
export type ListName = Extract<HumanChange, { kind: 'listed' }>['key']['list']

/** The key of a spelling on a list, in whatever form it is written. */
export const listedKey = (list: ListName, language: Language, surface: string) => ({ list, language, key: foldKey(surface) })
