import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folder of package.json, absolute. */
export const ROOT = dirname(import.meta.dirname)

/**
 * Files of the repository, `/`-separated and relative to ROOT, sorted: the tracked ones that are there.
 * @throws when git is missing or ROOT is no git work tree
 */
export function repositoryFiles(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const names = new Set(list.split('\0').filter((name) => name !== ''))
  return [...names].filter((name) => existsSync(join(ROOT, name))).sort()
}
