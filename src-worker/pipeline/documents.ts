import { type Language, type ParsedDocument, parsedDocumentSchema } from '../../src-main/contract/blocks.ts'
import type { ResultItem } from '../../src-main/contract/results.ts'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { PARSER_VERSION } from '../../src-main/contract/version.ts'
import { parseFile } from '../documents/index.ts'
import { detectLanguage } from '../language/detect.ts'
import { engineFor } from '../language/engines.ts'
import type { RunSession } from '../session.ts'
import { analyseDocument } from '../terms/analyse.ts'
import { decodeAnalysis, encodeAnalysis } from '../terms/codec.ts'
import type { DocumentAnalysis } from '../terms/types.ts'
import { analysisVersion } from './digest.ts'

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

/** Reads and parses a file; the language is told afterwards, by text and settings. */
async function parse(
  session: RunSession,
  document: ContextDocument,
): Promise<{ document: ParsedDocument; changed: boolean } | { status: 'skipped' | 'failed'; reason: string }> {
  const { settings } = session.context
  let sample = ''
  const outcome = await parseFile({
    file: document.file,
    path: document.path,
    maxBytes: settings.maxFileBytes,
    expectedHash: document.hash,
    signal: session.signal,
    detectLanguage: (text) => {
      sample = text
      return { language: 'en', tag: 'en' }
    },
  })
  if (!('document' in outcome)) return { status: outcome.skipped === 'failed' ? 'failed' : 'skipped', reason: outcome.reason }
  return { document: { ...outcome.document, ...(await detectLanguage(sample)) }, changed: outcome.changed }
}

/** The language a document is analysed in: what the settings force, else what was detected. */
function languageOf(session: RunSession, document: ParsedDocument): { language: Language; tag: string } {
  const forced = session.context.settings.language
  return forced === 'auto' ? document : { language: forced, tag: forced }
}

/** Cached analysis, else cached text analysed, else the file read, parsed and analysed. New content and analyses are emitted. */
export async function analyseOne(session: RunSession, document: ContextDocument, cached: Cached): Promise<Outcome> {
  const payload = cached.analyses.get(document.hash)
  if (payload !== undefined) {
    try {
      return { status: 'ok', how: 'cached', contentHash: document.hash, analysis: decodeAnalysis(payload) }
    } catch (error) {
      session.log('warn', `The cached analysis of ${document.path} could not be read (${String(error)}); the document is analysed again.`)
    }
  }
  const known = cached.parsed.get(document.hash)
  const parsed = known ? { document: known, changed: false } : await parse(session, document)
  if (!('document' in parsed)) return parsed
  if (parsed.changed) session.log('info', `${document.path} changed after the folder was scanned; its present content is used.`)
  for (const warning of parsed.document.warnings) session.log('warn', `${document.path}: ${warning}`)
  const { language, tag } = languageOf(session, parsed.document)
  const engine = await engineFor(language, tag)
  const { analysis, occurrences } = await analyseDocument(parsed.document, engine, session.checkpoint.bind(session))
  const { contentHash } = parsed.document
  const items: ResultItem[] = known ? [] : [{ type: 'content', document: parsed.document }]
  items.push({
    type: 'analysis',
    contentHash,
    engineVersion: analysisVersion(session.context),
    payload: encodeAnalysis(analysis),
    occurrences: occurrences.map((one) => ({ language, ...one })),
  })
  await session.emit('extract', items)
  return { status: 'ok', how: 'parsed', contentHash, analysis }
}
