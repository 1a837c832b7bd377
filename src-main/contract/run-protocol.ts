import { z } from 'zod'
import { LANGUAGES } from './blocks.ts'
import { connectionReportSchema } from './network.ts'
import { conceptRefSchema, wireItemSchema } from './results.ts'
import { logLineSchema, progressSchema, SCOPES, STAGES } from './run.ts'

/**
 * What crosses a worker's link (docs/protocol.md). Comlink (frames tagged `rpc`) carries only WorkerControl; everything else is one of
 * the messages below (frames tagged `run`), validated on arrival. Main never trusts a worker's message: a breach fails the run.
 */

// ---- execution context -------------------------------------------------------------------------------------------------------

export const contextDocumentSchema = z.object({
  id: z.int(),
  /** Absolute path to read from. Never stored, logged or shown. */
  file: z.string(),
  /** Path relative to its root, `/`-separated: what people see. */
  path: z.string(),
  /** SHA-256 of the bytes at the last scan, hex. */
  hash: z.string(),
  size: z.int().nonnegative(),
})
export type ContextDocument = z.infer<typeof contextDocumentSchema>

export const MODEL_ENGINES = ['ollama', 'openai'] as const
export type ModelEngine = (typeof MODEL_ENGINES)[number]

/** The language model a run asks; absent in the settings = the statistical engine alone. Keys are never in it (`secrets` of the context). */
export const modelSettingsSchema = z.object({
  /** Wire format: Ollama's own API, or any OpenAI-compatible server. */
  engine: z.enum(MODEL_ENGINES),
  model: z.string().min(1),
  /** Base URLs that serve the same model; a URL gets requests in proportion to its weight. */
  endpoints: z.array(z.object({ url: z.string(), weight: z.number().positive().max(1000).default(1) })).min(1),
  /** Requests in flight; absent = found by measuring. */
  concurrency: z.int().positive().max(256).optional(),
  /** Origins outside this computer people agreed to send passages to. */
  consent: z.array(z.string()).default([]),
  /** How much a thinking model may think before it answers. */
  thinking: z.enum(['off', 'low', 'medium', 'high']).default('off'),
  /** Tokens of context to ask for and to stay below. */
  contextTokens: z.int().min(2048).max(1_000_000).default(8192),
  /** Prompts and answers are kept in a file that only this user may read. */
  log: z.boolean().default(false),
  /** What a million tokens cost, in any currency; absent = nothing is counted. */
  price: z.object({ input: z.number().nonnegative(), output: z.number().nonnegative() }).optional(),
})
export type ModelSettings = z.infer<typeof modelSettingsSchema>

/** Settings of one run, a snapshot. Secrets are not in it: they travel in `secrets` of the context and are stored nowhere. */
export const runSettingsSchema = z.object({
  /** Forced language of all documents, or `auto` per document. */
  language: z.enum(['auto', 'en', 'ja']).default('auto'),
  /** Headwords that get definitions; 0 = every concept above the cut-off. */
  definitionLimit: z.int().nonnegative().default(0),
  /** Bytes; bigger files are skipped with a reason. */
  maxFileBytes: z
    .int()
    .positive()
    .default(50 * 1024 * 1024),
  /** Named entities stay in the term list. */
  includeEntities: z.boolean().default(false),
  model: modelSettingsSchema.optional(),
})
export type RunSettings = z.infer<typeof runSettingsSchema>

/** The most terms a run of a selection takes; more are a whole stage. */
export const MAX_SELECTION = 10_000

/** What a run is stored with: its settings, and, for a run of some terms only, which (ids of concepts). */
export const runSnapshotSchema = runSettingsSchema.extend({
  selection: z
    .object({
      concepts: z.array(z.int().positive()).min(1).max(MAX_SELECTION),
      /** 0 = answers kept from before count; any other number asks anew, and the same number gets the same answers. */
      attempt: z.int().nonnegative(),
    })
    .optional(),
})
export type RunSnapshot = z.infer<typeof runSnapshotSchema>

const listedTerm = z.object({ language: z.enum(LANGUAGES), surface: z.string(), key: z.string() })

/** What people decided, as far as a run must obey it; applied last (design §3). */
export const constraintsSchema = z.object({
  required: z.array(listedTerm),
  excluded: z.array(listedTerm),
  /** Pairs of surfaces people merged (must) or split (cannot). */
  mustLink: z.array(z.tuple([conceptRefSchema, conceptRefSchema])),
  cannotLink: z.array(z.tuple([conceptRefSchema, conceptRefSchema])),
  /** Forms people marked forbidden, with the concept whose preferred form replaces them. */
  forbidden: z.array(z.object({ concept: conceptRefSchema, key: z.string(), surface: z.string() })),
})
export type Constraints = z.infer<typeof constraintsSchema>

export const executionContextSchema = z.object({
  protocol: z.int(),
  runId: z.int().positive(),
  /** Random per run; every message of the worker carries it. */
  token: z.string().min(16),
  scope: z.enum(SCOPES),
  settings: runSettingsSchema,
  documents: z.array(contextDocumentSchema),
  constraints: constraintsSchema,
  /** Input digest of each stage's live revision: a stage whose digest comes out the same is `unchanged` and stages nothing. */
  liveDigests: z.partialRecord(z.enum(STAGES), z.string()),
  /** Only these concepts are made anew; the rows of all others are in the staged revision already. `attempt` as in the snapshot. */
  selection: z.object({ concepts: z.array(conceptRefSchema), attempt: z.int().nonnegative() }).optional(),
  /** Where the worker writes its model log, absolute; absent = no log. */
  modelLog: z.string().optional(),
  /** Handed to the worker that needs them and kept nowhere. `modelKey` goes to the endpoints of `settings.model`, and only there. */
  secrets: z.object({ modelKey: z.string().min(1).optional() }).optional(),
})
export type ExecutionContext = z.infer<typeof executionContextSchema>

// ---- comlink: control --------------------------------------------------------------------------------------------------------

/** The object the worker exposes through comlink. Every call settles; after the link closes the adapter answers with a throw. */
export interface WorkerControl {
  /** Takes the context and begins. Resolves once the context is accepted, not when the run ends. Throws on a second call or another protocol version. */
  start(context: ExecutionContext): void
  /** Asks the run to stop; idempotent. The run answers with `cancelled`, or with `done` when it had already finished. */
  cancel(): void
  /** Running items finish, none start. */
  pause(): void
  resume(): void
  ping(): number
}

// ---- worker → main -----------------------------------------------------------------------------------------------------------

/** What a worker may ask main for, always answered page by page. */
export const pullSchema = z.discriminatedUnion('source', [
  /** Cached analyses of these contents, in this order; missing ones are left out. Rows: {contentHash, payload}. */
  z.object({ source: z.literal('analyses'), engineVersion: z.string(), contentHashes: z.array(z.string()) }),
  /** Cached parsed documents of these contents, in this order; missing ones are left out. Rows: ParsedDocument. */
  z.object({ source: z.literal('parsed'), parserVersion: z.string(), contentHashes: z.array(z.string()) }),
  /** Concepts of the revision this run stages, else of the live one, in glossary order. Rows: ConceptItem. */
  z.object({ source: z.literal('concepts') }),
  /** Definitions as people see them now (human text first), in glossary order. Rows: {concept, headword, text, kind, pinned, sources}; `kind` `human` = a person's own text. */
  z.object({ source: z.literal('definitions') }),
  /** Answers of models kept from earlier runs, in this order; missing ones are left out. Rows: {key, value}. */
  z.object({ source: z.literal('cached-answers'), keys: z.array(z.string()) }),
  /** Problems of the review this run stages, else of the live one, without ignored ones. Rows: ProblemItem. */
  z.object({ source: z.literal('problems') }),
])
export type Pull = z.infer<typeof pullSchema>

const stageResultSchema = z.object({
  stage: z.enum(STAGES),
  /** `staged` = rows were sent; `unchanged` = same digest as the live revision; `nothing` = the stage has nothing to do, said in the log. */
  result: z.enum(['staged', 'unchanged', 'nothing']),
  inputDigest: z.string(),
  items: z.int().nonnegative(),
})
export type StageResult = z.infer<typeof stageResultSchema>

const envelope = { runId: z.int(), token: z.string() }

export const workerMessageSchema = z.discriminatedUnion('type', [
  z.object({ ...envelope, type: z.literal('ready'), protocol: z.int(), pid: z.int() }),
  z.object({ ...envelope, type: z.literal('logs'), lines: z.array(logLineSchema).min(1) }),
  z.object({ ...envelope, type: z.literal('progress'), progress: progressSchema }),
  /** A sign of life, at least every 5 s, also while paused. `rssBytes` is the process's resident set. */
  z.object({ ...envelope, type: z.literal('heartbeat'), rssBytes: z.number() }),
  z.object({ ...envelope, type: z.literal('pull'), requestId: z.int(), pull: pullSchema, cursor: z.string().nullable() }),
  /** Connections the run opened, or that have changed; what was refused too. */
  z.object({ ...envelope, type: z.literal('connections'), connections: z.array(connectionReportSchema).min(1) }),
  /** Result rows of one stage. Numbered 1, 2, 3 … per run; main answers `ack` once they are committed. */
  z.object({ ...envelope, type: z.literal('batch'), batch: z.int().positive(), stage: z.enum(STAGES), items: z.array(wireItemSchema) }),
  /** The outcome messages: exactly one of them, after every batch is acknowledged and every log line sent. */
  z.object({
    ...envelope,
    type: z.literal('done'),
    lastSeq: z.int(),
    batches: z.int(),
    stages: z.array(stageResultSchema),
    counts: z.record(z.string(), z.number()),
  }),
  z.object({ ...envelope, type: z.literal('cancelled'), lastSeq: z.int() }),
  z.object({ ...envelope, type: z.literal('error'), lastSeq: z.int(), message: z.string(), stack: z.string().optional() }),
])
export type WorkerMessage = z.infer<typeof workerMessageSchema>

// ---- main → worker -----------------------------------------------------------------------------------------------------------

export const mainMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ack'), batch: z.int().positive() }),
  /**
   * `next` null = the last page. A row that is a string is the JSON text of a big row. `partial` = the one row is a piece of such a text; the
   * next pages have the rest, the first without `partial` its end. `error` = the pull failed; the rows are then empty.
   */
  z.object({
    type: z.literal('page'),
    requestId: z.int(),
    rows: z.array(z.unknown()),
    next: z.string().nullable(),
    partial: z.boolean().optional(),
    error: z.string().optional(),
  }),
  /** Main has the outcome: the worker may exit without losing a message (Electron's ports can't tell when one was delivered). */
  z.object({ type: z.literal('bye') }),
])
export type MainMessage = z.infer<typeof mainMessageSchema>
