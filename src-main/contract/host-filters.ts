import { z } from 'zod'
import type { SavedFilter } from './filters.ts'
import { type CommandEntry, TERM_SORTS } from './library-api.ts'

/** The host API's calls about filters people save: the search, view and order of the term list, under a name. */

const inLibrary = z.object({ library: z.string().min(1).max(64) })
const name = z.string().trim().min(1).max(100)
const filter = z.int().positive()

export const TERM_VIEWS = ['glossary', 'review', 'all', 'undecided', 'accepted', 'dropped', 'required', 'problems', 'proposals'] as const

/** What a filter shows, bounded as a question for terms is. */
export const filterQuerySchema = z.object({
  view: z.enum(TERM_VIEWS),
  search: z.string().max(200),
  sort: z.enum(TERM_SORTS),
  descending: z.boolean(),
})

export const filterArgs = {
  'filters.list': inLibrary,
  'filters.counts': inLibrary,
  'filters.change': inLibrary.extend({
    change: z.discriminatedUnion('type', [
      /** Under a name that a filter has, that filter shows this from now on. */
      z.object({ type: z.literal('save'), name, query: filterQuerySchema }),
      z.object({ type: z.literal('rename'), filter, name }),
      z.object({ type: z.literal('delete'), filter }),
      /** `by` places down, or up where it is negative. */
      z.object({ type: z.literal('move'), filter, by: z.union([z.literal(1), z.literal(-1)]) }),
    ]),
  }),
} as const

export type FilterChange = z.infer<(typeof filterArgs)['filters.change']>['change']

export interface FilterResults {
  /** In the order people gave them. */
  'filters.list': readonly SavedFilter[]
  /** How many terms each shows now, in the same order. */
  'filters.counts': readonly { readonly filter: number; readonly terms: number }[]
  /** null = it was like that already. */
  'filters.change': CommandEntry | null
}
