import type { Block } from '../contract/blocks.ts'
import { AppError } from '../contract/errors.ts'
import type { ReaderBlocks, ReaderDocument } from '../contract/host-api.ts'
import { MAX_PAGE_BYTES } from '../contract/link.ts'
import type { LibraryStore } from '../store/api.ts'

/** Reading a document from the library's own parsed text: it works when the file is gone. */

type ReaderStore = Pick<LibraryStore, 'documents' | 'contents'>

/**
 * @param content what is opened where no run has read the file since it changed: the content a passage is from
 * @throws AppError INVALID_INPUT when the document is not in the library, UNAVAILABLE when no run has read it yet
 */
export async function openDocument(store: ReaderStore, documentId: number, content?: string): Promise<ReaderDocument> {
  const row = (await store.documents.list({ includeRemoved: true })).find(({ id }) => id === documentId)
  if (row === undefined)
    throw new AppError('INVALID_INPUT', 'This document is not in the library any more. Choose another one.', { documentId })
  const now = row.contentHash === null ? null : await store.contents.parsedDocument(row.contentHash)
  const parsed = now ?? (content === undefined ? null : await store.contents.parsedDocument(content))
  if (parsed === null) {
    const reason = row.reason ?? 'No run has read it yet. Start one.'
    throw new AppError('UNAVAILABLE', `${row.path} can't be shown: ${reason}`, { path: row.path })
  }
  const { title, language, tag, contentHash, encoding, blocks } = parsed
  const warnings = now ? parsed.warnings : ['The file has changed since. This is its text as it was read last.', ...parsed.warnings]
  return { documentId, path: row.path, title: title ?? null, language, tag, contentHash, encoding, blocks: blocks.length, warnings }
}

const sizeOf = (block: Block): number => 2 * (block.text.length + 8 * block.map.length + 200)

/** Blocks from index `from` on, at least one, about a page (256 KB) of them. */
export async function documentBlocks(store: ReaderStore, contentHash: string, from: number): Promise<ReaderBlocks> {
  const parsed = await store.contents.parsedDocument(contentHash)
  if (parsed === null) throw new AppError('UNAVAILABLE', 'The text of this document is not in the library any more. Start a run.')
  let end = from
  for (let size = 0; end < parsed.blocks.length && (end === from || size < MAX_PAGE_BYTES); end++) size += sizeOf(parsed.blocks[end]!)
  return { blocks: parsed.blocks.slice(from, end), next: end < parsed.blocks.length ? end : null }
}
