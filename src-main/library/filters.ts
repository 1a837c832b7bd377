import { AppError } from '../contract/errors.ts'
import type { SavedFilter } from '../contract/filters.ts'
import type { FilterChange } from '../contract/host-filters.ts'
import type { CommandEntry } from '../contract/library-api.ts'
import type { LibraryStore } from '../store/api.ts'
import type { FilterValue } from '../store/api-human.ts'
import { type Plan, type Wanted, withBefore } from './changes.ts'
import { applyPlan } from './commands.ts'

/** Filters people save in a library: every change is a command of the log, undone like all others. */
export class LibraryFilters {
  readonly #store: Pick<LibraryStore, 'terms' | 'human'>
  readonly #command: <T>(work: () => Promise<T>) => Promise<T>

  /** @param command runs one write after the other */
  constructor(store: Pick<LibraryStore, 'terms' | 'human'>, command: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#store = store
    this.#command = command
  }

  /** In the order people gave them. */
  async list(): Promise<SavedFilter[]> {
    return (await this.#store.human.filters()).map(({ id, name, query }) => ({ id, name, query }))
  }

  /** How many terms each shows now, in that order. One question after the other: what the window asks meanwhile comes in between. */
  async counts(): Promise<{ readonly filter: number; readonly terms: number }[]> {
    const counts: { filter: number; terms: number }[] = []
    for (const { id, query } of await this.#store.human.filters()) {
      counts.push({ filter: id, terms: await this.#store.terms.count({ view: query.view, search: query.search }) })
    }
    return counts
  }

  /**
   * @returns null when it was like that already
   * @throws AppError INVALID_INPUT when there is no such filter, its name is another's, or there are too many
   */
  change(change: FilterChange): Promise<CommandEntry | null> {
    return this.#command(async () => {
      const { label, wanted } = plan(await this.#store.human.filters(), change)
      return applyPlan(this.#store, { label, changes: await withBefore(this.#store, wanted) })
    })
  }
}

type Stored = FilterValue & { readonly id: number }
type Planned = Pick<Plan, 'label'> & { readonly wanted: readonly Wanted[] }

const to = (filter: number, after: FilterValue | null): Wanted => ({ kind: 'saved-filter', key: { filter }, after })
const valueIn = ({ name, at, query }: FilterValue): FilterValue => ({ name, at, query })

function plan(filters: readonly Stored[], change: FilterChange): Planned {
  if (change.type === 'save') return save(filters, change)
  const own = filters.find(({ id }) => id === change.filter)
  if (!own) throw new AppError('INVALID_INPUT', 'This filter is not in the library any more. Choose another one.')
  if (change.type === 'delete') return { label: `Delete the filter "${own.name}"`, wanted: [to(own.id, null)] }
  if (change.type === 'move') return move(filters, own, change.by)
  const name = change.name.normalize('NFC')
  if (filters.some((other) => other.name === name && other.id !== own.id)) {
    throw new AppError('INVALID_INPUT', `Another filter is called “${name}”. Choose another name.`, { name })
  }
  return { label: `Rename the filter "${own.name}" to "${name}"`, wanted: [to(own.id, { ...valueIn(own), name })] }
}

/** A new filter comes last. */
function save(filters: readonly Stored[], { name: given, query }: Extract<FilterChange, { type: 'save' }>): Planned {
  const name = given.normalize('NFC')
  const label = `Save the filter "${name}"`
  const known = filters.find((other) => other.name === name)
  if (known) return { label, wanted: [to(known.id, { ...valueIn(known), query })] }
  const id = 1 + Math.max(0, ...filters.map((other) => other.id))
  const at = 1 + Math.max(0, ...filters.map((other) => other.at))
  return { label, wanted: [to(id, { name, at, query })] }
}

/** Changes places with its neighbour. */
function move(filters: readonly Stored[], own: Stored, by: number): Planned {
  const neighbour = filters[filters.indexOf(own) + by]
  const label = `Move the filter "${own.name}"`
  if (!neighbour) return { label, wanted: [] }
  return { label, wanted: [to(own.id, { ...valueIn(own), at: neighbour.at }), to(neighbour.id, { ...valueIn(neighbour), at: own.at })] }
}
