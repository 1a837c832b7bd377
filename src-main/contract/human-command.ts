import { z } from 'zod'
import { isCitable, LONGEST_CITED, MOST_CITED } from './cited.ts'

/** What the window may ask to be done to the glossary: the shape of HumanCommand (library-api.ts), with bounds. */

const surface = z.string().min(1).max(500)
const concept = z.int().positive()
const concepts = z.array(concept).min(1).max(100_000)
const usage = z.enum(['preferred', 'admitted', 'forbidden']).nullable()
const definitionText = z.string().max(20_000)
const cited = z
  .object({ contentHash: z.string().min(1).max(128), start: z.int().nonnegative(), end: z.int().nonnegative() })
  .refine(isCitable, { message: `a passage ends after its start, at most ${LONGEST_CITED} characters later` })

export const humanCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('decide'), concepts, decision: z.enum(['undecided', 'accepted', 'dropped']) }),
  z.object({
    type: z.literal('set-definition'),
    concept,
    text: definitionText.nullable(),
    answers: definitionText.optional(),
    cited: z.array(cited).max(MOST_CITED).nullable().optional(),
  }),
  z.object({ type: z.literal('keep-definition'), concept, over: definitionText }),
  z.object({ type: z.literal('relate'), concept, to: z.union([concept, z.array(concept).min(1).max(100)]), on: z.boolean() }),
  z.object({ type: z.literal('set-headword'), concept, surface: surface.nullable() }),
  z.object({ type: z.literal('set-reading'), concept, reading: z.string().max(500).nullable() }),
  z.object({ type: z.literal('set-category'), concepts, category: z.string().max(100).nullable() }),
  z.object({ type: z.literal('set-usage'), concept, surface, usage }),
  z.object({ type: z.literal('set-note'), concept, note: z.string().max(100_000) }),
  z.object({ type: z.literal('merge'), into: concept, concepts, others: z.enum(['admitted', 'forbidden']).optional() }),
  z.object({ type: z.literal('split'), concept, surfaces: z.array(surface).min(1).max(1000) }),
  z.object({
    type: z.literal('add-term'),
    surface,
    language: z.enum(['en', 'ja', 'other']),
    reading: z.string().max(500).optional(),
    category: z.string().max(100).optional(),
    definition: definitionText.optional(),
    cited: cited.optional(),
    note: z.string().max(100_000).optional(),
  }),
  z.object({ type: z.literal('add-variant'), concept, surface }),
  z.object({ type: z.literal('require'), surfaces: z.array(surface).min(1).max(10_000), on: z.boolean() }),
  z.object({ type: z.literal('exclude'), surfaces: z.array(surface).min(1).max(10_000), on: z.boolean() }),
  z.object({
    type: z.literal('ignore-problem'),
    fingerprint: z.string().min(1).max(500),
    on: z.boolean(),
    reason: z.string().max(1000).optional(),
  }),
])
