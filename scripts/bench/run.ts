import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../tracked-files.ts'
import { type GenerateFigures, generateSequence, type Sequence } from './generate.ts'
import { dataFolder } from './quality-data.ts'
import { table } from './quality-table.ts'
import type { StageFigures } from './stages.ts'

/**
 * `npm run bench [-- --repeat N] [--save] [--no-quality]`: what a person waits for, throughput and memory of the stages, how both grow, and
 * the quality figures. Medians. `--save` writes the report to docs/performance.md.
 */

const PERFORMANCE = join(ROOT, 'docs', 'performance.md')

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const times = (factor: number): string => `${factor.toFixed(1)}×`

async function repeated<T>(count: number, once: () => Promise<T> | T): Promise<T[]> {
  const results: T[] = []
  for (let i = 0; i < count; i++) results.push(await once())
  return results
}

function machine(): string {
  const [cpu] = cpus()
  return [
    `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `${platform()} ${release()}, Node ${process.versions.node}`,
    `load when the bench began: ${loadavg()[0]!.toFixed(1)}`,
  ].join('; ')
}

/** What one call of `generate` costs, by what has changed since the call before. */
function generateTable(sets: readonly { readonly name: string; readonly runs: readonly Sequence[] }[]): string {
  const row = (name: string, call: string, figures: readonly GenerateFigures[]): string[] => {
    const of = (pick: (one: GenerateFigures) => number): number => median(figures.map(pick))
    const peak = figures.map((one) => one.peakRssBytes).filter((one) => one !== null)
    return [
      `${name}, ${call}`,
      seconds(of((one) => one.wallMs)),
      seconds(of((one) => one.runMs)),
      String(of((one) => one.parsed)),
      peak.length === 0 ? '–' : megabytes(median(peak)),
    ]
  }
  const rows = sets.flatMap(({ name, runs }) => [
    row(
      name,
      'first call',
      runs.map((one) => one.first),
    ),
    row(
      name,
      'nothing changed',
      runs.map((one) => one.unchanged),
    ),
    row(
      name,
      'one file changed',
      runs.map((one) => one.oneChanged),
    ),
  ])
  return table('`genglossary generate` as a process', ['folder, call', 'whole process', 'run', 'files parsed', 'peak RSS'], rows)
}

/** The bars of the product: a second call parses nothing and is quick, a third parses the changed file alone. */
function bars(sets: readonly { readonly name: string; readonly runs: readonly Sequence[] }[]): string {
  const lines = sets.map(({ name, runs }) => {
    const first = median(runs.map((one) => one.first.runMs))
    const second = median(runs.map((one) => one.unchanged.runMs))
    const limit = Math.max(first * 0.15, 1000)
    const parsed = runs.every((one) => one.unchanged.parsed === 0 && one.oneChanged.parsed === 1)
    const verdict = second <= limit && parsed ? 'met' : 'NOT met'
    return `- ${name}: second run ${((second / first) * 100).toFixed(1)} % of the first (bar: ${seconds(limit)}), parses 0 and 1 files as it should: ${verdict}`
  })
  return `${lines.join('\n')}\n`
}

/** In a process of its own, so that its peak memory is its own. */
function stages(folder: string, every: number): StageFigures {
  const args = [join(ROOT, 'scripts', 'bench', 'stages.ts'), folder, String(every)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as StageFigures
}

const STAGES = ['scan', 'parse', 'analyse', 'rank', 'define'] as const

function medianFigures(runs: readonly StageFigures[]): StageFigures {
  const ms = Object.fromEntries(STAGES.map((stage) => [stage, median(runs.map((one) => one.ms[stage]))])) as StageFigures['ms']
  return { ...runs[0]!, ms, peakRssBytes: median(runs.map((one) => one.peakRssBytes)) }
}

const totalMs = ({ ms }: StageFigures): number => STAGES.reduce((sum, stage) => sum + ms[stage], 0)

/** Throughput by stage, and how time and memory grow from a tenth of the bytes to all of them. */
function stageTable(name: string, tenth: StageFigures, whole: StageFigures): string {
  const row = (what: string, figures: StageFigures): string[] => [
    `${name}, ${what}`,
    `${figures.documents} / ${(figures.bytes / 1e6).toFixed(2)} MB`,
    ...STAGES.map((stage) => ((figures.bytes / 1e6 / figures.ms[stage]) * 1000).toFixed(stage === 'scan' || stage === 'define' ? 0 : 2)),
    seconds(totalMs(figures)),
    megabytes(figures.peakRssBytes),
  ]
  const growth = [
    'growth',
    times(whole.bytes / tenth.bytes),
    ...STAGES.map((stage) => times(whole.ms[stage] / tenth.ms[stage])),
    times(totalMs(whole) / totalMs(tenth)),
    times(whole.peakRssBytes / tenth.peakRssBytes),
  ]
  const header = ['folder', 'documents', ...STAGES.map((stage) => `${stage} MB/s`), 'together', 'peak RSS']
  return table(`Stages alone, without storage and messages (${name})`, header, [row('1/10', tenth), row('whole', whole), growth])
}

function quality(): string {
  const args = [join(ROOT, 'scripts', 'bench', 'quality.ts'), '--no-ablation']
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0) throw new Error(`the quality bench ended with ${status}`)
  return stdout.trimEnd()
}

interface Options {
  readonly repeat: number
  readonly quality: boolean
}

async function report({ repeat, quality: withQuality }: Options): Promise<string> {
  const data = dataFolder()
  const shared = (name: string): string => join(data ?? '', 'glossaries', name, 'docs')
  const sets = [
    { name: 'samples/handbook', folder: join(ROOT, 'samples', 'handbook') },
    ...['git', 'opentelemetry-ja'].map((name) => ({ name, folder: shared(name) })),
  ].filter(({ folder }) => existsSync(folder))
  const parts = [`Machine: ${machine()}. Medians of ${repeat}.`]
  const measured = []
  for (const { name, folder } of sets) measured.push({ name, runs: await repeated(repeat, () => generateSequence(folder)) })
  parts.push(generateTable(measured), bars(measured))
  for (const { name, folder } of sets.filter(({ name }) => name !== 'samples/handbook')) {
    const tenth = medianFigures(await repeated(repeat, () => stages(folder, 10)))
    parts.push(stageTable(name, tenth, medianFigures(await repeated(repeat, () => stages(folder, 1)))))
  }
  if (data === null)
    parts.push('The evaluation data was not found: set GENGLOSSARY_DATA to its folder for the large folders and the quality figures.')
  else if (withQuality) parts.push(quality())
  return `${parts.join('\n\n').replace(/\n{3,}/g, '\n\n')}\n`
}

const HEAD = `# Performance

Written by \`npm run bench -- --save\`; \`npm run bench\` prints the same tables. The large folders and the quality figures need the evaluation
data (GENGLOSSARY_DATA), which is not part of the repository. "Whole process" is from starting the process to its end, "run" from the
worker being ready to its outcome, "peak RSS" the largest of the processes.

`

const args = process.argv.slice(2)
const repeat = args.includes('--repeat') ? Number(args[args.indexOf('--repeat') + 1]) : 3
const text = await report({ repeat, quality: !args.includes('--no-quality') })
process.stdout.write(text)
/** What other benches have written at the end of the file: exports and documents. */
function exportsSection(): string {
  const before = readFileSync(PERFORMANCE, 'utf8')
  const at = Math.min(
    ...['\n## Exports\n', '\n<!-- bench:documents -->'].map((mark) => before.indexOf(mark)).filter((place) => place >= 0),
    before.length,
  )
  return before.slice(at)
}

if (args.includes('--save')) writeFileSync(PERFORMANCE, HEAD + text + exportsSection())
