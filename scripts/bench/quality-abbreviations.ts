import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ranking } from '../../src-worker/terms/concepts.ts'
import type { Corpus } from '../../src-worker/terms/corpus.ts'
import { headwordOf } from '../../src-worker/terms/surfaces.ts'
import { ROOT } from '../tracked-files.ts'
import { analyseFolder } from './analysed-folder.ts'

/**
 * `npm run bench:quality -- abbreviations`: the long and short forms the engine finds in the sample handbook and in the texts beside this file,
 * against judgements made by hand. The judgements are a list; what the engine finds today is compared with it, and a pair nobody has judged is
 * named: no figure holds for output that nobody has read.
 */

export const TEXTS = [join(ROOT, 'samples', 'handbook'), join(ROOT, 'scripts', 'bench', 'abbreviations')]
const JUDGED = join(ROOT, 'scripts', 'bench', 'abbreviations', 'judged.tsv')

/** `short TAB long`, the long form in lower case. */
type Pair = string
const pairOf = (short: string, long: string): Pair => `${short}\t${long.toLowerCase()}`

/** Pairs of a corpus: those found beside each other, and members a group holds as short or long form of its headword. */
export function pairsOf(corpus: Corpus, ranking: Ranking): Set<Pair> {
  const pairs = new Set<Pair>()
  for (const language of corpus.languages.values()) for (const { short, long } of language.abbreviations) pairs.add(pairOf(short, long))
  const seen = new Set([...pairs].map((pair) => pair.toLowerCase()))
  for (const { group } of ranking.termhood) {
    const leader = headwordOf(group.members[0]!)
    for (const member of group.members.slice(1)) {
      const rule = group.rules.get(member.key)
      const other = headwordOf(member)
      const pair = rule === 'abbreviation' ? pairOf(other, leader) : rule === 'long-form' ? pairOf(leader, other) : null
      // A plural or another case of a pair that was found as it stands is not a second one.
      if (pair !== null && !seen.has(pair.toLowerCase())) pairs.add(pair)
    }
  }
  return pairs
}

/** Judgements by hand: pair → right. Lines `right|wrong TAB short TAB long`; `#` begins a comment. @throws Error on any other line */
export function judgements(text = readFileSync(JUDGED, 'utf8')): Map<Pair, boolean> {
  const judged = new Map<Pair, boolean>()
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [verdict, short, long] = line.split('\t')
    if ((verdict !== 'right' && verdict !== 'wrong') || !short || !long) throw new Error(`Not a judgement: ${line}`)
    judged.set(pairOf(short, long), verdict === 'right')
  }
  return judged
}

export interface AbbreviationScores {
  readonly found: number
  readonly right: number
  readonly wrong: readonly Pair[]
  readonly unjudged: readonly Pair[]
  /** Judged right, and not found any more. */
  readonly lost: readonly Pair[]
}

export function scoreAbbreviations(found: ReadonlySet<Pair>, judged: ReadonlyMap<Pair, boolean>): AbbreviationScores {
  const pairs = [...found].sort()
  return {
    found: pairs.length,
    right: pairs.filter((pair) => judged.get(pair) === true).length,
    wrong: pairs.filter((pair) => judged.get(pair) === false),
    unjudged: pairs.filter((pair) => !judged.has(pair)),
    lost: [...judged].filter(([pair, right]) => right && !found.has(pair)).map(([pair]) => pair),
  }
}

/** Every pair the engine finds today in the texts. */
export async function presentPairs(): Promise<Set<Pair>> {
  const all = new Set<Pair>()
  for (const folder of TEXTS) {
    const { corpus, ranking } = await analyseFolder(folder)
    for (const pair of pairsOf(corpus, ranking)) all.add(pair)
  }
  return all
}

const told = (label: string, pairs: readonly Pair[]): string =>
  pairs.length === 0 ? '' : `${label}:\n${pairs.map((pair) => `  ${pair.replace('\t', ' = ')}`).join('\n')}\n`

/** The report of the command. */
export async function abbreviationReport(): Promise<string> {
  const { found, right, wrong, unjudged, lost } = scoreAbbreviations(await presentPairs(), judgements())
  const judged = found - unjudged.length
  return [
    `Abbreviation pairs: ${found} found, ${judged} of them judged by hand, ${right} right: precision ${(right / Math.max(1, judged)).toFixed(3)} (bar: 200 pairs, .970).\n`,
    told('Wrong', wrong),
    told('Found, but not judged yet (add them to scripts/bench/abbreviations/judged.tsv)', unjudged),
    told('Judged right, but not found any more', lost),
  ].join('')
}
