import type { Language, ParsedDocument } from '../../src-main/contract/blocks.ts'
import { type ContainerName, containerOfPath, formatOfPath } from '../../src-main/contract/formats.ts'
import { looksBinary } from '../../src-main/contract/text/bytes.ts'
import { PARSER_VERSION } from '../../src-main/contract/version.ts'
import { parseContainer } from './containers/index.ts'
import { decode, decodeAs } from './encoding.ts'
import { formatInput } from './format.ts'
import { PARSERS } from './formats.ts'
import { isInPlace, readDocumentFile, type SkipKind, type Unread } from './read-file.ts'

export type { SkipKind, Unread } from './read-file.ts'

/** Language of running text (src-worker/language), handed in so that parsers do not depend on it. */
export type LanguageDetector = (text: string) => { readonly language: Language; readonly tag: string }

export interface ParseRequest {
  /** Absolute path to read. */
  readonly file: string
  /** Path relative to the root, `/`-separated: decides the format. */
  readonly path: string
  readonly maxBytes: number
  /** Hash at the last scan. */
  readonly expectedHash?: string
  /** The encoding a person chose; without it, it is told from the bytes. */
  readonly encoding?: string
  readonly signal?: AbortSignal
  /** The bytes are there; what follows is work on them. */
  readonly onRead?: () => void
  readonly detectLanguage: LanguageDetector
}

export type ParseOutcome =
  | {
      readonly document: ParsedDocument
      /** The content is no longer the scanned one: `document.contentHash` differs from `expectedHash`. */
      readonly changed: boolean
    }
  | Unread

/**
 * Reads, decodes and parses one file. Everything that can be wrong with a file is a `skipped` with a reason; `failed` is a parser that
 * threw, which is a defect of ours and costs only this file.
 * @throws only the signal's reason when aborted.
 */
export async function parseFile(request: ParseRequest): Promise<ParseOutcome> {
  const read = await readDocumentFile(request.file, request.maxBytes, request.signal)
  if ('skipped' in read) return read
  const changed = request.expectedHash !== undefined && request.expectedHash !== read.hash
  if (changed && !(await isInPlace(request.file, request.path, read.place))) {
    return { skipped: 'replaced', reason: 'A folder on the way to the file was replaced by a link after the scan; it is not followed.' }
  }
  request.signal?.throwIfAborted()
  request.onRead?.()
  const container = containerOfPath(request.path)
  const parsed = container
    ? await parseContainerBytes(container, read.bytes, request)
    : parseBytes(read.bytes, request.path, request.detectLanguage, request.encoding)
  if ('skipped' in parsed) return parsed
  return { document: { contentHash: read.hash, ...parsed }, changed }
}

/** Reads a container: its parser makes the decoded text. @throws only the signal's reason when aborted. */
async function parseContainerBytes(
  format: ContainerName,
  bytes: Uint8Array,
  { path, signal, detectLanguage }: ParseRequest,
): Promise<Omit<ParsedDocument, 'contentHash'> | Unread> {
  const output = await parseContainer(format, bytes, path, signal)
  if ('skipped' in output) return output
  return {
    parserVersion: PARSER_VERSION,
    encoding: output.encoding ?? 'utf-8',
    ...detectLanguage(languageSample(output.blocks)),
    ...(output.title === undefined ? {} : { title: output.title }),
    decoded: output.decoded,
    blocks: [...output.blocks],
    warnings: [...(output.warnings ?? [])],
  }
}

/** Decodes and parses the bytes of a text file; everything of a ParsedDocument but the hash. Never throws. */
export function parseBytes(
  bytes: Uint8Array,
  path: string,
  detectLanguage: LanguageDetector,
  encoding?: string,
): Omit<ParsedDocument, 'contentHash'> | Unread {
  const format = formatOfPath(path)
  const parser = format && PARSERS[format]
  if (!parser) return skip('unsupported', 'The file is not of a format GenGlossary reads.')
  if (encoding === undefined && looksBinary(bytes)) return skip('binary', 'The content is binary data, not text, whatever the name says.')
  const decoded = encoding === undefined ? decode(bytes) : decodeAs(encoding, bytes)
  try {
    const output = parser(formatInput(decoded.text, path))
    const { language, tag } = detectLanguage(languageSample(output.blocks))
    return {
      parserVersion: PARSER_VERSION,
      encoding: decoded.encoding,
      language,
      tag,
      ...(output.title === undefined ? {} : { title: output.title }),
      decoded: decoded.text,
      blocks: [...output.blocks],
      warnings: [...decoded.warnings, ...(output.warnings ?? [])],
    }
  } catch (error) {
    return skip('failed', `The ${format} parser failed on this file (${error instanceof Error ? error.message : String(error)}).`)
  }
}

const skip = (skipped: SkipKind, reason: string): Unread => ({ skipped, reason })

const SAMPLE_LENGTH = 20_000

/** Running text to tell the language by: no code, taken from all over the document, about 20 000 characters. */
function languageSample(blocks: readonly { readonly kind: string; readonly text: string }[]): string {
  const running = blocks.filter((block) => block.kind !== 'code')
  const total = running.reduce((sum, block) => sum + block.text.length, 0)
  const share = Math.min(1, SAMPLE_LENGTH / Math.max(1, total))
  const parts: string[] = []
  let passed = 0
  let taken = 0
  for (const { text } of running) {
    if (taken <= passed * share) {
      parts.push(text.slice(0, 2000))
      taken += Math.min(text.length, 2000)
    }
    passed += text.length
  }
  return parts.join('\n')
}
