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
  return { ...env, ...extra }
}
