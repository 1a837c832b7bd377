import type { Fib } from './fib.ts'

/** A stretch of the WordDocument stream whose characters, or whose paragraph, have the same properties. */
export interface Run {
  readonly start: number
  readonly end: number
  /** Style of the paragraph; 0 for runs of characters. */
  readonly style: number
  /** Property modifications (MS-DOC 2.6), one after the other. */
  readonly properties: Buffer
}

const PAGE = 512
const NONE = Buffer.alloc(0)

/** All runs of characters or of paragraphs, in the order of the stream (MS-DOC 2.8.5, 2.8.6; pages 2.9.33, 2.9.174). */
export function readRuns(fib: Fib, index: number, kind: 'character' | 'paragraph'): Run[] {
  const { at, length } = fib.place(index)
  const table = fib.table.subarray(at, at + length)
  const count = Math.floor((table.length - 4) / 8)
  const runs: Run[] = []
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) {
    const number = table.readUInt32LE((count + 1) * 4 + i * 4) & 0x3fffff
    const page = fib.document.subarray(number * PAGE, number * PAGE + PAGE)
    if (page.length !== PAGE || seen.has(number)) continue
    seen.add(number)
    readPage(page, kind, fib, runs)
  }
  return runs.sort((a, b) => a.start - b.start)
}

function readPage(page: Buffer, kind: 'character' | 'paragraph', fib: Fib, runs: Run[]): void {
  const count = page[PAGE - 1]!
  const size = kind === 'character' ? 1 : 13
  if ((count + 1) * 4 + count * size > PAGE) return
  for (let i = 0; i < count; i++) {
    const start = page.readUInt32LE(i * 4)
    const end = page.readUInt32LE(i * 4 + 4)
    const at = page[(count + 1) * 4 + i * size]! * 2
    if (end > start) runs.push({ start, end, ...(at === 0 ? { style: 0, properties: NONE } : propertiesAt(page, at, kind, fib)) })
  }
}

function propertiesAt(page: Buffer, at: number, kind: 'character' | 'paragraph', fib: Fib): Pick<Run, 'style' | 'properties'> {
  const first = page[at]!
  if (kind === 'character') return { style: 0, properties: page.subarray(at + 1, at + 1 + first) }
  const [from, length] = first === 0 ? [at + 2, (page[at + 1] ?? 0) * 2] : [at + 1, first * 2 - 1]
  const bytes = page.subarray(from, from + length)
  if (bytes.length < 2) return { style: 0, properties: NONE }
  return { style: bytes.readUInt16LE(0), properties: withHuge(bytes.subarray(2), fib) }
}

/** Properties that did not fit lie in the stream Data (sprmPHugePapx). */
function withHuge(properties: Buffer, fib: Fib): Buffer {
  if (properties.length < 6 || (properties.readUInt16LE(0) & 0xfffe) !== 0x6646 || !fib.data) return properties
  const at = properties.readUInt32LE(2)
  return at + 2 <= fib.data.length ? fib.data.subarray(at + 2, at + 2 + fib.data.readUInt16LE(at)) : properties
}

/** The run that holds an offset of the stream; null where there is none. */
export function runAt(runs: readonly Run[], offset: number): Run | null {
  let low = 0
  let high = runs.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const run = runs[middle]!
    if (offset < run.start) high = middle - 1
    else if (offset >= run.end) low = middle + 1
    else return run
  }
  return null
}

const SIZES = [1, 1, 2, 4, 2, 2, 0, 3]

/** The operands of the property modifications as numbers, the last of each code; those of variable length are passed over. */
export function operands(properties: Buffer): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (let at = 0; at + 3 <= properties.length; ) {
    const code = properties.readUInt16LE(at)
    const size = SIZES[code >> 13]!
    at += 2
    if (size === 0) {
      // sprmTDefTable counts its length with two bytes.
      at += code === 0xd608 && at + 2 <= properties.length ? properties.readUInt16LE(at) + 1 : properties[at]! + 1
      continue
    }
    if (at + size > properties.length) break
    found.set(code, properties.readUIntLE(at, size))
    at += size
  }
  return found
}
