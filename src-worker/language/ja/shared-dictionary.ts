import { type Dictionary, loadDictionary, release } from './dictionary.ts'

/**
 * The dictionary in memory that threads share: 75 MB once, not once a thread. A thread of its own reads it
 * and ends (pipeline/services.ts); without threads it is read and kept as ever.
 */

type Source = () => Promise<Dictionary>
let source: Source = loadDictionary

/** Where this thread gets its dictionary from, instead of reading it. To be called before the first Japanese document. */
export function borrowDictionary(from: Source): void {
  source = from
}

export const dictionary = (): Promise<Dictionary> => source()

/** A copy whose arrays lie in shared memory: posted to another thread it costs nothing. Nobody writes into it. */
export async function loadSharedDictionary(): Promise<Dictionary> {
  return shared(await loadDictionary())
}

type Part = number | Int8Array | Uint8Array | Int16Array | Int32Array | { readonly [name: string]: Part }

/** The same tree of plain objects and numbers with every typed array in shared memory. */
function shared<Tree>(tree: Tree): Tree {
  return copy(tree as unknown as Part) as unknown as Tree
}

function copy(part: Part): Part {
  if (typeof part === 'number') return part
  if (!ArrayBuffer.isView(part)) return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, copy(value)]))
  const Kind = part.constructor as new (buffer: SharedArrayBuffer) => typeof part
  const lent = new Kind(new SharedArrayBuffer(part.byteLength))
  ;(lent as Int32Array).set(part as Int32Array)
  // No array of the dictionary shares its buffer with another.
  release(part)
  return lent
}
