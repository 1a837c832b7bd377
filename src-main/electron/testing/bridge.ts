/**
 * What contextBridge lets through between the preload's world and the page's (docs/api/context-bridge.md, "Parameter / Error / Return Type
 * support"): primitives, plain data copied, functions as stand-ins, promises, errors by their message, File and Blob as they are.
 */

const MAX_DEPTH = 1000

/** @throws Error for what the bridge refuses: symbols, objects of classes, what is nested too deep */
export function acrossBridge(value: unknown, depth = 0): unknown {
  if (depth >= MAX_DEPTH)
    throw new Error('Electron contextBridge recursion depth exceeded. Nested objects deeper than 1000 are not supported.')
  if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
  if (typeof value === 'function') return standIn(value as (...given: unknown[]) => unknown)
  if (typeof value !== 'object' || value === null || value instanceof Blob) return value
  if (value instanceof Promise) return value.then((result) => acrossBridge(result, depth + 1), rethrown)
  if (value instanceof Error) return new Error(value.message)
  if (Array.isArray(value)) return value.map((item) => acrossBridge(item, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null || Object.getPrototypeOf(prototype) === null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, acrossBridge(item, depth + 1)]))
  return structuredClone(value)
}

function rethrown(error: unknown): never {
  throw new Error(error instanceof Error ? error.message : String(error))
}

function standIn(work: (...given: unknown[]) => unknown): (...given: unknown[]) => unknown {
  return (...given) => {
    try {
      return acrossBridge(work(...given.map((one) => acrossBridge(one))))
    } catch (error) {
      return rethrown(error)
    }
  }
}
