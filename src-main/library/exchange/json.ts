import { z } from 'zod'
import { VARIANT_RULES } from '../../contract/results.ts'
import { EXPORT_MARKER } from '../../contract/text/marker.ts'
import { EXPORT_SCHEMA_VERSION } from '../../contract/version.ts'

/**
 * The lossless format, both ways: what the JSON export writes and the JSON import reads. Published as docs/glossary.schema.json, made from
 * this schema (`json.test.ts` compares). Fields may be added without a new version; one that changes its meaning or goes away raises
 * EXPORT_SCHEMA_VERSION.
 */

const usage = z.enum(['preferred', 'admitted', 'forbidden']).nullable()
const count = z.int().nonnegative()

export const jsonSourceSchema = z.object({
  file: z.string().describe('path in the document folder, with / between names; led by the folder’s name when there are several'),
  sha256: z.string().describe('of the document’s bytes'),
  line: z.int().describe('from 1'),
  part: z.string().optional().describe('page 7, slide 3, Sheet!B7, chapter 2, 0:01:02: where the document has parts'),
  start: count.describe('UTF-16 units in the decoded document'),
  end: count,
  quote: z.string(),
})

export const jsonDefinitionSchema = z.object({
  kind: z.enum(['quoted', 'context', 'written', 'human']).describe('context: an example of use, no definition'),
  text: z.string(),
  sources: z.array(jsonSourceSchema),
})

export const jsonConceptSchema = z.object({
  id: z.string().describe('language:key; the same for the same concept in every export'),
  language: z.string(),
  preferred: z.string().describe('the headword'),
  usage: usage.optional().describe('what a person said about the headword itself'),
  reading: z.string().nullable().describe('hiragana'),
  readingSure: z.boolean().describe('false: to be checked by a person'),
  pos: z.string(),
  abbreviation: z.string().nullable(),
  category: z.string(),
  status: z.enum(['undecided', 'accepted', 'dropped']),
  required: z.boolean(),
  frequency: count,
  documents: count,
  glossaryRank: z.int().nullable().describe('from 1; null: not found by the last run'),
  glossaryScore: z.number(),
  termhoodRank: z.int().nullable(),
  termhoodScore: z.number(),
  variants: z.array(z.object({ text: z.string(), type: z.enum(VARIANT_RULES), count, status: usage })).describe('without the headword'),
  definitions: z.array(jsonDefinitionSchema).describe('the first is the one shown'),
  related: z.array(z.object({ id: z.string().nullable().describe('null: not in this file'), term: z.string() })),
  note: z.string(),
  editedAt: z.string().nullable().describe('ISO 8601; null: untouched by people'),
})

export const jsonGlossarySchema = z.object({
  marker: z.literal(EXPORT_MARKER),
  schemaVersion: z.literal(EXPORT_SCHEMA_VERSION),
  counts: z.object({ terms: count, defined: count, contexts: count, documents: count }),
  concepts: z.array(jsonConceptSchema),
})
export type JsonGlossary = z.infer<typeof jsonGlossarySchema>
export type JsonConcept = z.infer<typeof jsonConceptSchema>
