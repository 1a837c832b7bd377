import { z } from 'zod'
import { LANGUAGES, parsedDocumentSchema, passageSchema, sourceSchema } from './blocks.ts'
import { CATEGORIES } from './run-values.ts'

/**
 * What a run finds: the items a worker streams to main in batches. Items of the content layer belong to (content hash, version) and
 * live on whatever becomes of the run; items of the machine layer belong to the stage revision the run is staging.
 */

const language = z.enum(LANGUAGES)

// ---- content layer -----------------------------------------------------------------------------------------------------------

/** A parsed document to cache: it becomes the reader's text and the search index. */
export const contentItemSchema = z.object({ type: z.literal('content'), document: parsedDocumentSchema })

/**
 * The analysis of one content, private to the worker except for `occurrences`, which the window reads.
 * `positions` is flat triples [start, end, line] in the decoded text.
 */
export const analysisItemSchema = z.object({
  type: z.literal('analysis'),
  contentHash: z.string(),
  engineVersion: z.string(),
  /** JSON text only the worker's engine reads back. */
  payload: z.string(),
  occurrences: z.array(z.object({ language, key: z.string(), surface: z.string(), positions: z.array(z.int().nonnegative()) })),
})

/** What became of a document of the context in this run. `reason` is a sentence for people, present unless `ok`. */
export const documentItemSchema = z.object({
  type: z.literal('document'),
  documentId: z.int(),
  status: z.enum(['ok', 'skipped', 'failed']),
  reason: z.string().optional(),
  /** Hash of the bytes really read; differs from the context's when the file changed after the scan. */
  contentHash: z.string().optional(),
  language: language.optional(),
})

/** A model's answer to keep: `key` = SHA-256 over model, prompt version, parameters and inputs; belongs to no run, any stage may send it. */
export const answerItemSchema = z.object({ type: z.literal('answer'), key: z.string().length(64), value: z.string() })
export type AnswerItem = z.infer<typeof answerItemSchema>

// ---- machine layer: stage `extract` ------------------------------------------------------------------------------------------

export const VARIANT_RULES = [
  'headword',
  'case',
  'hyphen',
  'inflection',
  'spelling',
  'abbreviation',
  'long-form',
  'permutation',
  'long-vowel',
  'width',
  'okurigana',
  'kanji-variant',
  'translation',
  'glossary',
  'human',
] as const
export type VariantRule = (typeof VARIANT_RULES)[number]

export const variantSchema = z.object({
  surface: z.string(),
  /** foldKey(surface) */
  key: z.string(),
  rule: z.enum(VARIANT_RULES),
  count: z.int().nonnegative(),
})
export type Variant = z.infer<typeof variantSchema>

export { CATEGORIES, type Category } from './run-values.ts'

/** The name of a concept as the worker knows it: main maps it to a concept id through `surfaces`. */
export const conceptRefSchema = z.object({ language, key: z.string(), sense: z.int().nonnegative() })
export type ConceptRef = z.infer<typeof conceptRefSchema>

/** One concept found in the documents. `variants[0]` is the headword itself. */
export const conceptItemSchema = z.object({
  type: z.literal('concept'),
  language,
  headword: z.string(),
  key: z.string(),
  sense: z.int().nonnegative(),
  /** Hiragana, for Japanese headwords; `readingSure` false = shown for review. */
  reading: z.string().optional(),
  readingSure: z.boolean().optional(),
  category: z.enum(CATEGORIES),
  abbreviation: z.string().optional(),
  variants: z.array(variantSchema).min(1),
  /** Occurrences and documents over all variants. */
  frequency: z.int().nonnegative(),
  documents: z.int().nonnegative(),
  /** Rank from 1 in the glossary ranking (what people would put in a glossary) and in the termhood ranking (exhaustive list). */
  glossaryRank: z.int().positive(),
  termhoodRank: z.int().positive(),
  glossaryScore: z.number(),
  termhoodScore: z.number(),
  /** Above the gold-free cut-off of the termhood ranking. */
  accepted: z.boolean(),
  /** Feature name → [value, contribution to the glossary score, contribution to the termhood score]: why it ranks where it does. */
  features: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
  /** Related concepts that are not the same: expansions, insertions, nested terms. */
  related: z.array(conceptRefSchema),
  /** Found in an explicit glossary of the folder. */
  fromGlossary: z.boolean(),
})
export type ConceptItem = z.infer<typeof conceptItemSchema>

/**
 * Concepts staged before by the same run that are not to stay: a first list, made while documents are still being read, held them, and the
 * final one does not. What people decided on one of them stays (design §3).
 */
export const retractItemSchema = z.object({ type: z.literal('retract'), concepts: z.array(conceptRefSchema).min(1) })
export type RetractItem = z.infer<typeof retractItemSchema>

// ---- machine layer: stage `generate` -----------------------------------------------------------------------------------------

export const DEFINITION_KINDS = ['quoted', 'context', 'written'] as const
export type DefinitionKind = (typeof DEFINITION_KINDS)[number]

export const DEFINITION_STATES = ['ok', 'partial', 'unverified', 'failed'] as const
export type DefinitionState = (typeof DEFINITION_STATES)[number]
/** Ordinal of the item that says that the model failed on a concept. */
export const FAILED_ORDINAL = 999

/**
 * A definition of one concept. `quoted` = a defining sentence of the documents; `context` = no definition found, the best context
 * (never presented as a definition); `written` = by a model. `ordinal` 0 is the best, the others are kept alternatives.
 */
export const definitionItemSchema = z.object({
  type: z.literal('definition'),
  concept: conceptRefSchema,
  ordinal: z.int().nonnegative(),
  kind: z.enum(DEFINITION_KINDS),
  /** Cleaned text shown in the glossary; empty when the item failed. */
  text: z.string(),
  sources: z.array(sourceSchema),
  score: z.number(),
  /**
   * `partial` = something was left out; `unverified` = written, but no sentence passed the checks; `failed` = the model gave no usable answer:
   * such an item has no text and stands behind all others (FAILED_ORDINAL).
   */
  state: z.enum(DEFINITION_STATES),
  reason: z.string().optional(),
})
export type DefinitionItem = z.infer<typeof definitionItemSchema>

// ---- machine layer: stages `review` and `refine` -----------------------------------------------------------------------------

export const PROBLEM_KINDS = [
  'missing-definition',
  'circular',
  'duplicate',
  'forbidden-form',
  'unclear',
  'contradiction',
  'missing-relation',
  'unnecessary',
  'unsupported',
  /** The passage its definition cites changed or is gone. */
  'source-changed',
  'not-checked',
] as const
export type ProblemKind = (typeof PROBLEM_KINDS)[number]

export const problemItemSchema = z.object({
  type: z.literal('problem'),
  kind: z.enum(PROBLEM_KINDS),
  severity: z.enum(['error', 'warning', 'info']),
  concepts: z.array(conceptRefSchema).min(1),
  /** A sentence for people. */
  message: z.string(),
  evidence: z.array(passageSchema),
  action: z.enum(['merge', 'exclude', 'edit-definition', 'use-preferred', 'none']),
})
export type ProblemItem = z.infer<typeof problemItemSchema>

export const refinementItemSchema = z.object({
  type: z.literal('refinement'),
  concept: conceptRefSchema,
  text: z.string(),
  sources: z.array(sourceSchema),
  state: z.enum(['ok', 'partial', 'failed']),
  reason: z.string().optional(),
})
export type RefinementItem = z.infer<typeof refinementItemSchema>

export const resultItemSchema = z.discriminatedUnion('type', [
  contentItemSchema,
  analysisItemSchema,
  documentItemSchema,
  conceptItemSchema,
  retractItemSchema,
  definitionItemSchema,
  problemItemSchema,
  refinementItemSchema,
  answerItemSchema,
])
export type ResultItem = z.infer<typeof resultItemSchema>
export type ContentItem = z.infer<typeof contentItemSchema>
export type AnalysisItem = z.infer<typeof analysisItemSchema>
export type DocumentItem = z.infer<typeof documentItemSchema>

// ---- on the wire -------------------------------------------------------------------------------------------------------------

/** Items of about this size (UTF-16 bytes of JSON) travel as text. */
export const PACK_FROM_BYTES = 32 * 1024

/**
 * A big item as JSON text. Main passes it on without looking inside: reading, checking and copying the objects of a document of some
 * megabytes would block its event loop for hundreds of milliseconds. Whoever stores it unpacks it, off main's thread.
 */
export const packedItemSchema = z.object({ type: z.literal('packed'), json: z.string() })
export type PackedItem = z.infer<typeof packedItemSchema>

/** Characters of JSON text that travel in one piece: 256 KB of memory. Passing on 20 MB at once would block main for 100 ms. */
export const PART_CHARACTERS = 128 * 1024

/** Piece `index` of the `of` pieces of one item's JSON text. They come one after the other, each in a batch of its own. */
export const partItemSchema = z.object({
  type: z.literal('part'),
  index: z.int().nonnegative(),
  of: z.int().positive(),
  json: z.string().max(PART_CHARACTERS),
})
export type PartItem = z.infer<typeof partItemSchema>

/** What a batch really holds. */
export const wireItemSchema = z.discriminatedUnion('type', [resultItemSchema, packedItemSchema, partItemSchema])
export type WireItem = z.infer<typeof wireItemSchema>

export const packItem = (item: ResultItem): PackedItem => ({ type: 'packed', json: JSON.stringify(item) })

/** The pieces of an item too big to travel at once. */
export function partsOf(item: ResultItem | PackedItem): PartItem[] {
  const json = item.type === 'packed' ? item.json : JSON.stringify(item)
  const of = Math.ceil(json.length / PART_CHARACTERS)
  const piece = (index: number): string => json.slice(index * PART_CHARACTERS, (index + 1) * PART_CHARACTERS)
  return Array.from({ length: of }, (_, index) => ({ type: 'part', index, of, json: piece(index) }))
}

/** Makes items again of what came over the wire, for one run after the other. A batch may come twice: its commit was unclear. */
export class Unpacker {
  #run: number | null = null
  #parts: string[] = []

  /**
   * @returns the items that are whole with this batch
   * @throws SyntaxError, ZodError or RangeError when there is no item in the text, or a piece is missing: the worker broke the protocol
   */
  take(run: number, items: readonly WireItem[]): ResultItem[] {
    if (this.#run !== run) this.#parts = []
    this.#run = run
    return items.flatMap((item) => {
      if (item.type === 'part') return this.#join(item)
      this.#parts = []
      return [item.type === 'packed' ? resultItemSchema.parse(JSON.parse(item.json)) : item]
    })
  }

  /** The pieces stay until another item begins: the batch with the last one may come again. */
  #join({ index, of, json }: PartItem): ResultItem[] {
    if (index === 0) this.#parts = []
    if (index >= of || index > this.#parts.length) throw new RangeError(`piece ${index} of ${of} after ${this.#parts.length}`)
    this.#parts[index] = json
    return index === of - 1 ? [resultItemSchema.parse(JSON.parse(this.#parts.join('')))] : []
  }
}
