import { z } from 'zod'
import { LANGUAGES } from './blocks.ts'
import { connectionReportSchema } from './network.ts'
import { MODEL_ENGINES } from './run-protocol.ts'

/** Looking for models and trying one: what main asks a process of the worker's side, and what the window and the terminal get to see. */

/** One real term of a library with passages that speak about it: what a test asks. */
export const modelSampleSchema = z.object({
  language: z.enum(LANGUAGES),
  headword: z.string(),
  surfaces: z.array(z.string()),
  passages: z.array(z.object({ from: z.string(), text: z.string() })),
})
export type ModelSample = z.infer<typeof modelSampleSchema>

export const modelQuestionSchema = z.object({
  urls: z.array(z.string()).min(1),
  /** Sent to these addresses and kept nowhere. */
  key: z.string().optional(),
  test: z.object({ model: z.string(), contextTokens: z.int().positive(), sample: modelSampleSchema.nullable() }).nullable(),
})
export type ModelQuestion = z.infer<typeof modelQuestionSchema>

export const foundModelSchema = z.object({
  name: z.string(),
  sizeBytes: z.number().nullable(),
  /** As the server names them: `8B`. */
  parameters: z.string().nullable(),
  quantization: z.string().nullable(),
  contextTokens: z.number().nullable(),
  capabilities: z.array(z.string()),
})
export type FoundModel = z.infer<typeof foundModelSchema>

export const modelTestSchema = z.object({
  model: z.string(),
  url: z.string(),
  term: z.string(),
  /** Milliseconds of the whole answer, and until its first piece. */
  ms: z.number(),
  firstTokenMs: z.number(),
  tokensPerSecond: z.number(),
  /** Every sentence passed the checks against the passages. */
  supported: z.boolean(),
  text: z.string(),
})
export type ModelTest = z.infer<typeof modelTestSchema>

export const modelAnswerSchema = z.object({
  servers: z.array(z.object({ url: z.string(), engine: z.enum(MODEL_ENGINES), models: z.array(foundModelSchema) })),
  /** What did not answer, or not as it should: a sentence each that says what to do. */
  problems: z.array(z.object({ url: z.string(), message: z.string() })),
  test: modelTestSchema.nullable(),
})
export type ModelAnswer = z.infer<typeof modelAnswerSchema>

/** What the process that looks for models says before its answer, any number of times. */
export const modelNewsSchema = z.object({ connections: z.array(connectionReportSchema).min(1) })
export type ModelNews = z.infer<typeof modelNewsSchema>

export const recommendedModelsSchema = z.object({
  /** Day the list was last looked through. */
  date: z.string(),
  models: z.array(z.object({ model: z.string(), size: z.string(), memory: z.string(), licence: z.string(), note: z.string() })),
})
export type RecommendedModels = z.infer<typeof recommendedModelsSchema>

/** Programs that serve models, as far as this computer can be looked at for them. */
export type ModelServerName = 'ollama' | 'lm-studio' | 'llama.cpp'

/** What decides which model fits here, and whether one could be started. */
export interface ThisComputer {
  readonly memoryBytes: number
  readonly installed: readonly ModelServerName[]
}

/** What people get to know of the key for model servers; the key itself is never shown again. */
export interface ModelKeyState {
  readonly source: 'stored' | 'environment' | 'none'
  /** A key can be kept here, encrypted by the system. */
  readonly canStore: boolean
}

/** A test of a library's model, and what the whole library would take. */
export interface ModelTried extends ModelAnswer {
  /** Questions a run of everything asks, and milliseconds they take one after the other; null without a test. */
  readonly estimate: { readonly questions: number; readonly ms: number } | null
}

/** One request of a run as it was sent, and what came back. */
export const modelLogEntrySchema = z.object({
  time: z.string(),
  stage: z.string(),
  /** Origin of the server that was asked. */
  server: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  /** Null when the request failed. */
  answer: z.string().nullable(),
  error: z.string().nullable(),
  ms: z.number(),
  promptTokens: z.number(),
  outputTokens: z.number(),
})
export type ModelLogEntry = z.infer<typeof modelLogEntrySchema>
export interface ModelLogPage {
  readonly entries: readonly ModelLogEntry[]
  /** Where the next page begins; null at the end. */
  readonly next: number | null
  /** False when the run was not logged. */
  readonly logged: boolean
}
