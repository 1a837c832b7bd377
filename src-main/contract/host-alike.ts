import { z } from 'zod'
import { type AlikePage, isEmptyRule, LOOKS } from './alike.ts'
import type { ConceptId } from './library-api.ts'

/** The host API's calls about terms like one in hand. */

const text = z.string().max(200)

const rule = z
  .object({
    begins: text.optional(),
    ends: text.optional(),
    contains: text.optional(),
    looks: z.array(z.enum(LOOKS)).max(LOOKS.length).optional(),
    language: z.string().max(40).optional(),
    category: z.string().max(100).optional(),
    documents: z.int().nonnegative().optional(),
    uses: z.int().nonnegative().optional(),
    score: z.number().optional(),
    glossary: z.literal(true).optional(),
  })
  .refine((given) => !isEmptyRule(given), 'Give at least one condition.')

const asked = z.object({ library: z.string().min(1).max(64), rule, decision: z.enum(['accepted', 'dropped']) })

export const alikeArgs = {
  'terms.alike': asked.extend({
    except: z.array(z.int().positive()).max(10_000).default([]),
    offset: z.int().nonnegative(),
    limit: z.int().positive().max(1000),
  }),
  'terms.alikeIds': asked,
} as const

export interface AlikeResults {
  /** One page of the terms a decision would be made about, best first, with their number. */
  'terms.alike': AlikePage
  /** Ids of all of them. */
  'terms.alikeIds': readonly ConceptId[]
}
