import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadReference } from '../../src-worker/language/reference/index.ts'
import { table } from './quality-table.ts'

/**
 * `npm run bench:quality -- references`: size of the general-language lists that ship, and what it takes to load each, in a process of its own.
 * `node quality-references.ts LANGUAGE` loads one and prints milliseconds and megabytes as JSON.
 */

const LANGUAGES = ['en', 'ja'] as const
const REPEAT = 5

/** Bytes of the list of a language as it ships. */
export const referenceBytes = (language: (typeof LANGUAGES)[number]): number =>
  statSync(new URL(`../../src-worker/language/reference/${language}.txt`, import.meta.url)).size

interface Load {
  readonly ms: number
  readonly heapMb: number
}

async function load(language: (typeof LANGUAGES)[number]): Promise<Load> {
  const before = process.memoryUsage().heapUsed
  const began = performance.now()
  await loadReference(language)
  return { ms: performance.now() - began, heapMb: (process.memoryUsage().heapUsed - before) / 1e6 }
}

/** The report of the command; times are medians. */
export async function referenceReport(): Promise<string> {
  const rows = LANGUAGES.map((language) => {
    const loads = Array.from({ length: REPEAT }, () => {
      const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), language], { encoding: 'utf8' })
      return JSON.parse(stdout) as Load
    }).sort((a, b) => a.ms - b.ms)
    const { ms, heapMb } = loads[Math.floor(REPEAT / 2)]!
    return [language, `${(referenceBytes(language) / 1e6).toFixed(2)} MB`, `${ms.toFixed(0)} ms`, `${heapMb.toFixed(1)} MB`]
  })
  return table('General-language lists (bars: 3 MB, 100 ms)', ['language', 'on disk', 'load', 'heap'], rows)
}

if (import.meta.main) {
  const [language] = process.argv.slice(2)
  const known = LANGUAGES.find((one) => one === language)
  if (!known) throw new Error('Usage: node quality-references.ts en|ja')
  process.stdout.write(JSON.stringify(await load(known)))
}
