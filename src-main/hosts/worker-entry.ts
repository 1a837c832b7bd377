import { join } from 'node:path'

/**
 * The worker's entry when main runs from its sources. A bundle passes its own (electron-vite's `?modulePath`): there this folder is
 * somewhere else, which is why hosts take the entry as a parameter.
 */
export function sourceWorkerEntry(): string {
  return join(import.meta.dirname, '..', '..', 'src-worker', 'main.ts')
}

/** Entry of the processes that look for models, when main runs from its sources. */
export function sourceModelEntry(): string {
  return join(import.meta.dirname, '..', '..', 'src-worker', 'models', 'discover-main.ts')
}
