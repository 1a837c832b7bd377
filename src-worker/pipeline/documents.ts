import { z } from 'zod'
import { LANGUAGES, type ParsedDocument, parsedDocumentSchema } from '../../src-main/contract/blocks.ts'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { PARSER_VERSION } from '../../src-main/contract/version.ts'
import { type DetectedLanguage, isSettled, settleLanguage } from '../language/detect.ts'
import type { RunSession } from '../session.ts'
import { type PackedAnalysis, unpackAnalysis } from '../terms/codec.ts'
import { analysisVersion } from './digest.ts'
import type { FreshRequest } from './fresh.ts'
import type { Handed } from './handed.ts'

const languageSchema = z.enum(LANGUAGES)

/** What became of one content. */
export type Outcome =
  | {
      readonly status: 'ok'
      readonly how: 'parsed' | 'cached'
      readonly contentHash: string
      readonly analysis: PackedAnalysis
      /** What its text told of its language. */
      readonly told: DetectedLanguage
    }
  /** Its language is its folder's, which is known only when the other documents are. */
  | { readonly status: 'open' }
  | { readonly status: 'skipped' | 'failed'; readonly reason: string }

/** Caches of a group of contents, pulled together: one question for many documents. */
export interface Cached {
  readonly analyses: ReadonlyMap<string, string>
  readonly parsed: ReadonlyMap<string, ParsedDocument>
}

interface AnalysisRow {
  readonly contentHash: string
  readonly payload: string
}

const isAnalysisRow = (row: unknown): row is AnalysisRow =>
  typeof row === 'object' &&
  row !== null &&
  typeof (row as AnalysisRow).contentHash === 'string' &&
  typeof (row as AnalysisRow).payload === 'string'

/** Cached analyses of these contents. */
export async function pullAnalyses(session: RunSession, contentHashes: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const engineVersion = analysisVersion(session.context)
  for await (const row of session.pull({ source: 'analyses', engineVersion, contentHashes })) {
    if (isAnalysisRow(row)) found.set(row.contentHash, row.payload)
  }
  return found
}

/** Cached parsed texts of these contents. */
export async function pullParsed(session: RunSession, contentHashes: string[]): Promise<Map<string, ParsedDocument>> {
  const found = new Map<string, ParsedDocument>()
  if (contentHashes.length === 0) return found
  for await (const row of session.pull({ source: 'parsed', parserVersion: PARSER_VERSION, contentHashes })) {
    const document = parsedDocumentSchema.safeParse(row)
    if (document.success) found.set(document.data.contentHash, document.data)
  }
  return found
}

/** What a document that does not tell its language is in (FreshRequest). */
export type FolderLanguage = NonNullable<FreshRequest['folder']> | null

/** Of a cached analysis (handed.ts). @returns what the text told, and the tag of what it was read in */
function headerOf(payload: string): [told: DetectedLanguage, tag: string] {
  const [language = '', told = '', tag = ''] = payload.slice(0, payload.indexOf('\n')).split(' ')
  return [{ language: languageSchema.parse(language), tag: told }, tag]
}

/** Whether a cached analysis holds for a document whose folder is in `folder`; one that tells its language holds anywhere. False for what is no analysis of this version. */
function isOfFolder(payload: string, folder: DetectedLanguage | 'unknown'): boolean {
  const [told, tag] = headerOf(payload)
  return settleLanguage(told, folder === 'unknown' ? undefined : folder).tag === tag || isSettled(told)
}

/** The cached analysis of a document; null when there is none, or none this version can read (said in the log). */
export function fromCache(session: RunSession, document: ContextDocument, cached: Cached, folder: FolderLanguage): Outcome | null {
  const payload = cached.analyses.get(document.hash)
  if (payload === undefined) return null
  try {
    const [told] = headerOf(payload)
    if (folder === null && !isSettled(told)) return { status: 'open' }
    if (folder !== null && !isOfFolder(payload, folder)) return null
    const analysis = unpackAnalysis(payload.slice(payload.indexOf('\n') + 1))
    return { status: 'ok', how: 'cached', contentHash: document.hash, analysis, told }
  } catch (error) {
    session.log('warn', `The cached analysis of ${document.path} could not be read (${String(error)}); the document is analysed again.`)
    return null
  }
}

/** What has to be asked to analyse a document from nothing. */
export const freshRequest = ({ context }: RunSession, document: ContextDocument, cached: Cached, folder: FolderLanguage): FreshRequest => ({
  file: document.file,
  path: document.path,
  hash: document.hash,
  size: document.size,
  maxFileBytes: context.settings.maxFileBytes,
  language: context.settings.language,
  folder,
  known: cached.parsed.get(document.hash) ?? null,
  engineVersion: analysisVersion(context),
})

/** Emits new content and analysis, and says in the log what people should know of them. */
export async function takeFresh(session: RunSession, document: ContextDocument, result: Handed): Promise<Outcome> {
  if ('reason' in result) return result
  if (result.changed) session.log('info', `${document.path} changed after the folder was scanned; its present content is used.`)
  if (result.status === 'ok') for (const warning of result.warnings) session.log('warn', `${document.path}: ${warning}`)
  if (result.items.length > 0) await session.emit('extract', result.items)
  if (result.status === 'open') return { status: 'open' }
  return { status: 'ok', how: 'parsed', contentHash: result.contentHash, analysis: unpackAnalysis(result.payload), told: result.told }
}
