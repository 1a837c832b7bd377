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
  'NODE_COMPILE_CACHE',
] as const

/**
 * glibc gives every thread an arena that holds on to what was freed in it: a run's threads would keep a hundred megabytes nobody uses. And it takes ever larger
 * buffers from those arenas once it has seen some; with a fixed limit an unpacked document goes back to the system when it is freed.
 */
const LEAN_ARENAS = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '262144' } as const

/**
 * V8 options of a worker beside its heap limit: how many megabytes of garbage may gather before they are looked for. V8's own numbers suit a
 * process that may take what it likes: 96 MB of young objects, 256 MB of old ones, then up to four times what lives.
 */
export const LEAN_HEAP = ['--max-semi-space-size=4', '--initial-old-space-size=48', '--heap-growing-percent=30'] as const

/**
 * @param source usually process.env.
 * @param extra set on top, for tests.
 * @returns only string values: an undefined one keeps Electron's utilityProcess from starting.
 */
export function workerEnv(source: NodeJS.ProcessEnv, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of WORKER_ENV) {
    const value = source[name]
    if (typeof value === 'string') env[name] = value
  }
  return { ...LEAN_ARENAS, ...env, ...extra }
}
