import { z } from 'zod'
import { MAP_LINKS, MOST_ON_MAP, type TermMap } from './term-map.ts'

/** The host API's call about a term's surroundings. */

export const mapArgs = {
  'terms.map': z.object({
    library: z.string().min(1).max(64),
    query: z.object({
      concept: z.int().positive(),
      kinds: z.array(z.enum(MAP_LINKS)).max(MAP_LINKS.length),
      steps: z.literal([1, 2]),
      from: z.int().nonnegative().default(0),
      limit: z.int().min(2).max(MOST_ON_MAP).default(MOST_ON_MAP),
    }),
  }),
} as const

export interface MapResults {
  /** null = the library has no such term (any more). */
  'terms.map': TermMap | null
}
