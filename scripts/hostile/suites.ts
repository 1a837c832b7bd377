import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTAINER_EXTENSIONS } from '../../src-main/contract/formats.ts'
import { type SuiteResult, skippedSuite } from '../faults/report.ts'
import { runBombs } from './bomb-runs.ts'
import { BOMBS, type Bomb } from './bombs.ts'
import { CANARY, generate, type HostileFolder, leaks, makeFolder } from './folder.ts'
import { mutateAll } from './mutations.ts'
import { seedsByFormat } from './seeds.ts'
import { breaches } from './trace.ts'

/** The hostile suites: what each tries, and what must hold. */

/** Mutated files of every format: no parser throws, hangs or breaks a promise about its offsets. */
export async function mutations(perFormat: number, from = 0, only: readonly string[] = []): Promise<SuiteResult> {
  const reports = await mutateAll(perFormat, from, only)
  const violations = [...reports.flatMap((report) => report.violations), ...withoutSeed(reports.map(({ format }) => format))]
  const tried = reports.reduce((sum, report) => sum + report.mutations, 0)
  const figures = reports.map(({ format, counts }) => [
    format,
    Object.entries(counts)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(' + '),
  ])
  return { name: 'mutations', passed: tried - violations.length, violations, skipped: [], figures: Object.fromEntries(figures) }
}

/** Formats that are no text need a document to hurt: damage to a text shows nothing. */
const withoutSeed = (formats: readonly string[]): string[] =>
  [...seedsByFormat()]
    .filter(([format, seeds]) => formats.includes(format) && format in CONTAINER_EXTENSIONS && seeds.every(({ generic }) => generic))
    .map(([format]) => `${format} has no document to hurt: add one to seeds.ts`)

/** Bombs one by one in the analysis threads: every one ends within its limits and two seconds, and the next document is read. */
export async function bombs(these: readonly Bomb[] = BOMBS): Promise<SuiteResult> {
  const { bombs: tried, counts, violations, longestPastLimit } = await runBombs(these)
  const figures = { ...counts, 'past the limit, ms at most': Math.max(0, Math.round(longestPastLimit)) }
  return { name: 'bombs', passed: tried - violations.length, violations, skipped: [], figures }
}

const FOLDER_BOMBS =
  /^(?:ratio|forged|entries|names|laughs|entity|deep|self|r-link|include|input|style-loop|nested|spans|spaces|loop|tree|form-loop|compound|groups)/u
/** Bombs that are over in a moment: the folder shows that a whole run stands them, the suite of bombs that each is stood to its end. */
const inFolder = (bomb: Bomb): boolean => FOLDER_BOMBS.test(bomb.name)

const strace = (): boolean => process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0

/** A folder of good documents, bombs and tricks through the real tool under strace. */
export async function folder(every = 1): Promise<SuiteResult> {
  if (!strace()) return skippedSuite('folder', 'strace is not installed (apt install strace)')
  const place = await makeFolder(BOMBS.filter(inFolder).filter((_, i) => i % every === 0))
  try {
    const trace = join(place.desk, 'trace')
    const run = await generate(place, trace)
    const good = [...run.left].filter(([path]) => path.startsWith('good/')).map(([path, why]) => `${path} was left out: ${why}`)
    const violations = [
      ...(run.code === 0 ? [] : [`the tool ended with ${run.code}: ${run.stderr.slice(-500)}`]),
      ...(run.end?.status === 'completed' ? [] : [`the run ended ${run.end?.status ?? 'without a word'}`]),
      ...(run.end && (run.end.counts['documents.failed'] ?? 0) > 0 ? [`${run.end.counts['documents.failed']} documents failed`] : []),
      ...good,
      ...breaches(trace, place),
      ...leaks(place).map((name) => `${name} holds what stands outside the folder`),
    ]
    const figures = { read: run.end?.counts['documents.parsed'] ?? 0, 'left out': run.left.size }
    return { name: 'folder', passed: violations.length === 0 ? 1 : 0, violations, skipped: [], figures }
  } finally {
    place.close()
  }
}

/** A folder on the way is swapped for a link and back all the time, while the tool reads it: nothing from outside is ever read. */
export async function swaps(runs: number): Promise<SuiteResult> {
  const place = await makeFolder([])
  const violations: string[] = []
  let read = 0
  try {
    const inside = join(place.documents, 'swapped')
    const stolen = join(place.outside, 'swapped')
    fillSwapped(inside, stolen)
    const racer = spawn(process.execPath, [join(import.meta.dirname, 'swap.ts'), inside, stolen], { stdio: 'inherit' })
    try {
      for (let run = 0; run < runs; run++) read += await oneSwapRun(place, run, violations)
    } finally {
      racer.kill('SIGKILL')
    }
  } finally {
    place.close()
  }
  return { name: 'swaps', passed: runs - violations.length, violations, skipped: [], figures: { runs, 'documents read': read } }
}

const SWAPPED = 60

async function oneSwapRun(place: HostileFolder, run: number, violations: string[]): Promise<number> {
  rmSync(join(place.desk, 'home'), { recursive: true, force: true })
  const result = await generate(place)
  if (result.code !== 0) violations.push(`run ${run} ended with ${result.code}: ${result.stderr.slice(-300)}`)
  if (result.glossary.includes(CANARY)) violations.push(`run ${run}: the glossary holds what stands outside`)
  for (const name of leaks(place)) violations.push(`run ${run}: ${name} holds what stands outside`)
  return (result.end?.counts['documents.parsed'] ?? 0) + (result.end?.counts['documents.cached'] ?? 0)
}

/** Files of the same names on both sides, made before the racer begins. */
function fillSwapped(inside: string, stolen: string): void {
  for (const at of [inside, stolen]) mkdirSync(at)
  for (let i = 0; i < SWAPPED; i++) {
    writeFileSync(join(inside, `n${i}.md`), `# Note ${i}\n\nA fender is a cushion between ship and quay. ${i}\n`)
    writeFileSync(join(stolen, `n${i}.md`), `# Note ${i}\n\nA ${CANARY} is a secret number ${i}. The ${CANARY} is kept.\n`)
  }
}
