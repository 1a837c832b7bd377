import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Environment variables a worker gets, and no others: it reads documents it must not trust and needs no keys, no proxies and no
 * NODE_OPTIONS of the session it was started in.
 */
export const WORKER_ENV = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'USERPROFILE',
  'GENGLOSSARY_HOME',
] as const

/**
 * What keeps the threads of a run small. glibc gives every thread an arena that holds on to what was freed in it: a hundred megabytes nobody
 * uses. With Node's compile cache (where `enableCompileCache()` has it too, but for threads as well) a thread that runs from sources has no
 * need of the compiler that strips their types: 12 MB a thread, and half its start.
 */
const lean = (): Record<string, string> => ({ MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') })

/** V8 options of a worker beside its heap limit: megabytes in which garbage may gather on its main thread before it is looked for (V8: 96). */
export const LEAN_HEAP = ['--max-semi-space-size=4'] as const

/**
 * @param source usually process.env.
 * @param extra set on top, for tests and for the compile cache.
 * @returns only string values: an undefined one keeps Electron's utilityProcess from starting.
 */
export function workerEnv(source: NodeJS.ProcessEnv, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of WORKER_ENV) {
    const value = source[name]
    if (typeof value === 'string') env[name] = value
  }
  return { ...lean(), ...env, ...extra }
}
