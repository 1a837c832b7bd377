import type { Language, ParsedDocument } from '../../src-main/contract/blocks.ts'
import { bytesHash, chosenEncoding, contentKey } from '../../src-main/contract/text/content-key.ts'
import { parseFile } from '../documents/index.ts'
import { type DetectedLanguage, isSettled, settleLanguage, tellLanguage } from '../language/detect.ts'
import { engineFor } from '../language/engines.ts'
import { type AnalysedDocument, analyseDocument } from '../terms/analyse.ts'
import { encodeAnalysis } from '../terms/codec.ts'
import { languageParts } from '../terms/language-parts.ts'
import type { OccurrenceList } from '../terms/types.ts'
import type { Phase } from './work-limits.ts'

/** One document to read, parse and analyse from nothing: plain data, so that it may be done in another thread. */
export interface FreshRequest {
  /** Absolute path. */
  readonly file: string
  /** Relative path: decides the format. */
  readonly path: string
  /** Content key (contract/text/content-key.ts). */
  readonly hash: string
  /** Bytes at the last scan. */
  readonly size: number
  readonly maxFileBytes: number
  readonly language: 'auto' | 'en' | 'ja'
  /** What a document that does not tell its language is in: its folder's language, `unknown` (default) where that is not known either. Null = not settled yet. */
  readonly folder?: DetectedLanguage | 'unknown' | null
  /** The text where the library has it parsed already. */
  readonly known: ParsedDocument | null
  /** Version the analysis is kept under. */
  readonly engineVersion: string
}

export type FreshResult =
  | {
      readonly status: 'ok'
      readonly contentHash: string
      /** The parsed text, null when it was known. */
      readonly document: ParsedDocument | null
      readonly language: Language
      /** Tag of the language it was read in. */
      readonly tag: string
      /** What the text itself told. */
      readonly told: DetectedLanguage
      readonly payload: string
      readonly occurrences: readonly OccurrenceList[]
      /** The content is no longer the one that was scanned. */
      readonly changed: boolean
      readonly warnings: readonly string[]
    }
  /** The text does not tell its language, and the request did not say what the folder is in. */
  | { readonly status: 'open'; readonly contentHash: string; readonly document: ParsedDocument | null; readonly changed: boolean }
  | { readonly status: 'skipped' | 'failed'; readonly reason: string }

const NO_PAUSE = async (): Promise<void> => undefined

/** How the work on one document is followed. */
export interface FreshHooks {
  /** Called between pieces of the analysis; may throw to stop it. */
  readonly pause?: () => Promise<void>
  readonly signal?: AbortSignal
  /** A phase begins. */
  readonly phase?: (phase: Phase) => void
}

/** Reads and parses a file; the language is told afterwards, from its running text. */
async function parse(
  request: FreshRequest,
  { signal, phase }: FreshHooks,
): Promise<{ document: ParsedDocument; changed: boolean } | { status: 'skipped' | 'failed'; reason: string }> {
  let sample = ''
  const encoding = chosenEncoding(request.hash)
  const outcome = await parseFile({
    file: request.file,
    path: request.path,
    maxBytes: request.maxFileBytes,
    expectedHash: bytesHash(request.hash),
    ...(encoding === null ? {} : { encoding }),
    ...(signal ? { signal } : {}),
    onRead: () => phase?.('parse'),
    detectLanguage: (text) => {
      sample = text
      return { language: 'en', tag: 'en' }
    },
  })
  if (!('document' in outcome)) return { status: outcome.skipped === 'failed' ? 'failed' : 'skipped', reason: outcome.reason }
  const contentHash = contentKey(outcome.document.contentHash, encoding)
  return { document: { ...outcome.document, ...(await tellLanguage(sample)), contentHash }, changed: outcome.changed }
}

/** Analyses a document in the language the settings force, else each of its parts in the language it is in. */
async function analyseParts(
  document: ParsedDocument,
  forced: FreshRequest['language'],
  pause: () => Promise<void>,
): Promise<AnalysedDocument & { readonly language: Language }> {
  const parts = forced === 'auto' ? await languageParts(document) : [{ language: forced, tag: forced, blocks: document.blocks }]
  const analysed: AnalysedDocument[] = []
  for (const { language, tag, blocks } of parts) {
    const engine = await engineFor(language, tag)
    analysed.push(await analyseDocument({ ...document, language, tag, blocks: [...blocks] }, engine, pause))
  }
  const [first, ...others] = analysed as [AnalysedDocument, ...AnalysedDocument[]]
  if (others.length === 0) return { ...first, language: parts[0]!.language }
  return {
    analysis: { ...first.analysis, others: others.map(({ analysis }) => analysis) },
    occurrences: analysed.flatMap(({ occurrences }, i) => occurrences.map((one) => ({ ...one, language: parts[i]!.language }))),
    language: parts[0]!.language,
  }
}

/** The language a document is read in: what the settings force, else what it tells, else its folder's; null while that is not settled. */
function spokenIn({ language, folder = 'unknown' }: FreshRequest, told: DetectedLanguage): DetectedLanguage | null {
  if (language !== 'auto') return { language, tag: language }
  if (isSettled(told)) return { language: told.language, tag: told.tag }
  return folder === null ? null : settleLanguage(told, folder === 'unknown' ? undefined : folder)
}

/**
 * Parses (unless the text is known) and analyses one document.
 * @throws what `pause` throws, and the signal's reason
 */
export async function analyseFresh(request: FreshRequest, hooks: FreshHooks = {}): Promise<FreshResult> {
  const parsed = request.known ? { document: request.known, changed: false } : await parse(request, hooks)
  if (!('document' in parsed)) return parsed
  const { document, changed } = parsed
  const fresh = request.known ? null : document
  const spoken = spokenIn(request, document)
  if (spoken === null) return { status: 'open', contentHash: document.contentHash, document: fresh, changed }
  hooks.phase?.('analyse')
  const { analysis, occurrences, language } = await analyseParts({ ...document, ...spoken }, request.language, hooks.pause ?? NO_PAUSE)
  return {
    status: 'ok',
    contentHash: document.contentHash,
    document: fresh,
    language,
    tag: spoken.tag,
    told: request.language === 'auto' ? { language: document.language, tag: document.tag } : spoken,
    payload: encodeAnalysis(analysis),
    occurrences,
    changed,
    warnings: document.warnings,
  }
}
