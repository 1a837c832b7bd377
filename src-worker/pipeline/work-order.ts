import { containerOfPath, formatOfPath } from '../../src-main/contract/formats.ts'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'

/** A document as far as the order of work and the time left go. */
export type WorkItem = Pick<ContextDocument, 'path' | 'size' | 'hash'>

/** The format of a document by its name; `other` for what no format claims. */
export const kindOf = (path: string): string => formatOfPath(path) ?? containerOfPath(path) ?? 'other'

/** A byte of a container is packed: it costs what several bytes of text cost. */
const CONTAINER_WEIGHT = 4

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const weight = ({ path, size }: WorkItem): number => size * (containerOfPath(path) === null ? 1 : CONTAINER_WEIGHT)

/**
 * One document per content, small files and text first: the first results come soon, and the order does not depend on how documents are
 * listed.
 */
export function workOrder<Item extends WorkItem>(documents: readonly Item[]): Item[] {
  const sorted = [...documents].sort((a, b) => weight(a) - weight(b) || order(a.hash, b.hash) || order(a.path, b.path))
  const seen = new Set<string>()
  return sorted.filter((document) => !seen.has(document.hash) && seen.add(document.hash))
}
