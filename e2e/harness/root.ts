import { join } from 'node:path'

/** The repository's folder, absolute. */
export const ROOT = join(import.meta.dirname, '..', '..')
