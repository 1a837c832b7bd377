import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import type { Corpus } from '../../src-worker/terms/corpus.ts'
import { ROOT } from '../tracked-files.ts'
import { analyseFolder } from './analysed-folder.ts'

/**
 * `npm run bench:quality -- readings`: the readings the engine gives to terms of the sample handbook, against readings written down by hand
 * (readings.tsv beside this file).
 */

const HANDBOOK = join(ROOT, 'samples', 'handbook')
const LIST = join(import.meta.dirname, 'readings.tsv')

/** Term and its reading in hiragana. @throws Error on a line that is neither that nor a comment */
export function handCheckedReadings(text = readFileSync(LIST, 'utf8')): (readonly [term: string, reading: string])[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [term, reading] = line.split('\t')
      if (!term || !reading || !/^[ぁ-ゖー]+$/u.test(reading)) throw new Error(`Not a term with its reading: ${line}`)
      return [term, reading] as const
    })
}

interface Read {
  readonly term: string
  readonly expected: string
  /** Empty where the engine has none. */
  readonly found: string
  readonly sure: boolean
}

export interface ReadingScores {
  readonly terms: number
  readonly right: number
  readonly wrong: readonly Read[]
  /** Terms whose reading is given as sure. */
  readonly sure: number
  /** Terms of the list that are no candidate in the texts. */
  readonly missing: readonly string[]
}

/** Compares what the engine gives to each listed term; a term that is no candidate counts as wrong. */
export function scoreReadings(corpus: Corpus, list: readonly (readonly [string, string])[]): ReadingScores {
  const found = new Map<string, { reading: string; sure: boolean }>()
  for (const candidate of corpus.languages.get('ja')?.candidates.values() ?? [])
    for (const { surface } of candidate.surfaces) found.set(foldKey(surface), { reading: candidate.reading, sure: candidate.readingSure })
  const reads = list.map(([term, expected]): Read => {
    const known = found.get(foldKey(term))
    return { term, expected, found: known?.reading ?? '', sure: known?.sure ?? false }
  })
  return {
    terms: reads.length,
    right: reads.filter((one) => one.found === one.expected).length,
    wrong: reads.filter((one) => one.found !== one.expected),
    sure: reads.filter((one) => one.sure).length,
    missing: reads.filter((one) => !found.has(foldKey(one.term))).map((one) => one.term),
  }
}

export async function presentReadings(): Promise<ReadingScores> {
  return scoreReadings((await analyseFolder(HANDBOOK)).corpus, handCheckedReadings())
}

/** The report of the command. */
export async function readingReport(): Promise<string> {
  const { terms, right, wrong, sure } = await presentReadings()
  const flagged = wrong.filter((one) => !one.sure).length
  const lines = wrong.map(
    (one) => `  ${one.term}: ${one.found || '(none)'} instead of ${one.expected}, ${one.sure ? 'given as SURE' : 'flagged as unsure'}\n`,
  )
  return `Readings: ${right} of ${terms} right: accuracy ${(right / terms).toFixed(3)} (bar: 200 terms, .950); ${sure} given as sure; of ${wrong.length} wrong ones ${flagged} flagged as unsure.\n${lines.join('')}`
}
