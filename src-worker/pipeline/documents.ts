import { type ParsedDocument, parsedDocumentSchema } from '../../src-main/contract/blocks.ts'
import type { ResultItem } from '../../src-main/contract/results.ts'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { PARSER_VERSION } from '../../src-main/contract/version.ts'
import type { RunSession } from '../session.ts'
import { decodeAnalysis } from '../terms/codec.ts'
import type { DocumentAnalysis } from '../terms/types.ts'
import { analysisVersion } from './digest.ts'
import type { FreshRequest, FreshResult } from './fresh.ts'

/** What became of one content. */
export type Outcome =
  | { readonly status: 'ok'; readonly how: 'parsed' | 'cached'; readonly contentHash: string; readonly analysis: DocumentAnalysis }
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

/** The cached analysis of a document; null when there is none, or none this version can read (said in the log). */
export function fromCache(session: RunSession, document: ContextDocument, cached: Cached): Outcome | null {
  const payload = cached.analyses.get(document.hash)
  if (payload === undefined) return null
  try {
    return { status: 'ok', how: 'cached', contentHash: document.hash, analysis: decodeAnalysis(payload) }
  } catch (error) {
    session.log('warn', `The cached analysis of ${document.path} could not be read (${String(error)}); the document is analysed again.`)
    return null
  }
}

/** What has to be asked to analyse a document from nothing. */
export const freshRequest = ({ context }: RunSession, document: ContextDocument, cached: Cached): FreshRequest => ({
  file: document.file,
  path: document.path,
  hash: document.hash,
  size: document.size,
  maxFileBytes: context.settings.maxFileBytes,
  language: context.settings.language,
  known: cached.parsed.get(document.hash) ?? null,
})

/** Emits new content and analysis, and says in the log what people should know of them. */
export async function takeFresh(session: RunSession, document: ContextDocument, result: FreshResult): Promise<Outcome> {
  if (result.status !== 'ok') return result
  if (result.changed) session.log('info', `${document.path} changed after the folder was scanned; its present content is used.`)
  for (const warning of result.warnings) session.log('warn', `${document.path}: ${warning}`)
  const { contentHash, language } = result
  const items: ResultItem[] = result.document ? [{ type: 'content', document: result.document }] : []
  items.push({
    type: 'analysis',
    contentHash,
    engineVersion: analysisVersion(session.context),
    payload: result.payload,
    occurrences: result.occurrences.map((one) => ({ language, ...one })),
  })
  await session.emit('extract', items)
  return { status: 'ok', how: 'parsed', contentHash, analysis: decodeAnalysis(result.payload) }
}
