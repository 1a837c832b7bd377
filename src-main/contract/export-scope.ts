import { z } from 'zod'

/** Which terms an export takes. Apart from export.ts: the window reads that, and has no use for schemas. */

const view = z.enum(['glossary', 'review', 'all', 'undecided', 'accepted', 'dropped', 'required', 'problems', 'proposals'])

/** Which terms. `saved`: the filter people saved that it is, which “Export again” looks up. `all` = the glossary: above the cut-off or wanted by a person, without the dropped and excluded ones. */
export const exportScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('accepted') }),
  z.object({ kind: z.literal('filter'), view, search: z.string().max(200).default(''), saved: z.int().positive().optional() }),
  z.object({ kind: z.literal('selection'), concepts: z.array(z.int().positive()).min(1).max(100_000) }),
])
export type ExportScope = z.infer<typeof exportScopeSchema>
