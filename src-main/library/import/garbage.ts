import { queryObjects, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * A thread's own garbage, collected when it is told to. What reading a large file leaves behind would lie there while the store thread writes,
 * because a thread that waits collects nothing; together they are what an import costs.
 */

/** Of which there are no objects. */
class Nothing {}

/**
 * @param fixedFlags the runtime may have fixed V8's flags when it started, as an embedder (Electron) can: setting one then could end the process
 * @returns collects the garbage of the thread that calls it, as V8's last resort, which gives pages back to the system, too
 */
export function garbageCollector(fixedFlags: boolean): () => void {
  if (fixedFlags) return byLooking
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext(`typeof gc === 'function' ? gc : null`) as ((options: object) => void) | null
  setFlagsFromString('--no-expose-gc')
  return collect === null ? byLooking : () => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/**
 * Node documents that looking for objects begins with a full collection. It costs more than that alone: a list of all that is left, some seconds of
 * processor time and 40 MB with 50,000 concepts, which is why it is not the first choice.
 */
function byLooking(): void {
  const { emitWarning } = process
  // Node says once a thread that the function is experimental, on the standard error of whoever imports; nothing else can speak meanwhile.
  process.emitWarning = () => undefined
  try {
    queryObjects(Nothing, { format: 'count' })
  } finally {
    process.emitWarning = emitWarning
  }
}
