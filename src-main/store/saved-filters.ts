import { z } from 'zod'
import type { SavedFilter } from '../contract/filters.ts'
import { filterQuerySchema } from '../contract/host-filters.ts'
import type { FilterValue } from './api-human.ts'
import type { Db } from './connection.ts'
import { metaValue, setMeta } from './info.ts'

/** Filters people save, in `meta` under `saved-filters`: an object by id. What another program wrote there and can't be a filter is passed by. */

const KEY = 'saved-filters'

const value = z.object({ name: z.string().min(1).max(100), at: z.number(), query: filterQuerySchema })

type Stored = Readonly<Record<string, FilterValue>>

function written(db: Db): unknown {
  try {
    return JSON.parse(metaValue(db, KEY) ?? '{}')
  } catch {
    return null
  }
}

function stored(db: Db): Stored {
  const parsed = written(db)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return {}
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([id, one]) => {
      const known = value.safeParse(one)
      return /^[1-9]\d{0,14}$/.test(id) && known.success ? [[id, known.data]] : []
    }),
  )
}

export const filterValue = (db: Db, filter: number): FilterValue | null => stored(db)[filter] ?? null

export const filterCount = (db: Db): number => Object.keys(stored(db)).length

/** @param to null = there is no such filter */
export function setFilter(db: Db, filter: number, to: FilterValue | null): void {
  const { [filter]: _before, ...others } = stored(db)
  setMeta(db, KEY, JSON.stringify(to === null ? others : { ...others, [filter]: to }))
}

/** In the order people gave them. */
export const savedFilters = (db: Db): (SavedFilter & { readonly at: number })[] =>
  Object.entries(stored(db))
    .map(([id, { name, at, query }]) => ({ id: Number(id), name, at, query }))
    .sort((a, b) => a.at - b.at || a.id - b.id)
