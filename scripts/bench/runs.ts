import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { engineOrphans } from '../faults/engine-orphans.ts'
import { percentile } from '../faults/report.ts'
import { ROOT } from '../tracked-files.ts'
import { cancelFigure, type Figure, floodFigures, largeLibraryFigures, startFigure, stubbornFigure } from './run-figures.ts'

/**
 * `npm run bench:runs [-- --quick] [--save]`: every figure the run engine has to reach, median and p99, beside its goal. Exit code 1 when one
 * is missed. `--quick` takes fewer samples and a smaller library; `--save` writes the table into docs/reliability.md.
 */

const BEGIN = '<!-- figures: npm run bench:runs -- --save -->'
const END = '<!-- end of figures -->'

interface Size {
  readonly starts: number
  readonly cancels: number
  readonly stubborn: number
  readonly orphans: number
  readonly lines: number
  readonly megabytes: number
  readonly rounds: number
}
const WHOLE: Size = { starts: 30, cancels: 100, stubborn: 3, orphans: 8, lines: 100_000, megabytes: 400, rounds: 3 }
const QUICK: Size = { starts: 5, cancels: 10, stubborn: 1, orphans: 1, lines: 20_000, megabytes: 40, rounds: 1 }

/** From opening a library whose main was killed with a worker in a CPU loop to the orphan stopped, 10 000 past runs in the file. */
async function recoveryFigure(rounds: number): Promise<Figure> {
  const samples: number[] = []
  const { violations } = await engineOrphans(rounds, samples)
  if (violations.length > 0) throw new Error(violations.join('; '))
  const name = 'kill -9 of main → library open, orphan stopped, 10 000 past runs'
  return { name, goal: '≤ 1 000 ms', samples, unit: 'ms', holds: (_, p99) => p99 <= 1_000 }
}

async function measure(size: Size): Promise<Figure[]> {
  const figures: Figure[] = []
  const add = (...more: Figure[]): void => {
    figures.push(...more)
    for (const figure of more) console.log(rowOf(figure))
  }
  add(await startFigure(size.starts))
  add(await cancelFigure(size.cancels))
  add(await stubbornFigure('cpu', size.stubborn))
  add(await stubbornFigure('ignores-sigterm', size.stubborn))
  add(await recoveryFigure(size.orphans))
  add(...(await floodFigures(size.lines)))
  add(...(await largeLibraryFigures(size.megabytes, size.rounds)))
  return figures
}

const shown = (value: number, unit: Figure['unit']): string =>
  unit === 'ms' ? `${value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms` : Math.round(value).toLocaleString('en')

const of = ({ samples }: Figure) => ({ median: percentile(samples, 0.5), p99: percentile(samples, 0.99) })

function rowOf(figure: Figure): string {
  const { median, p99 } = of(figure)
  const last = figure.samples.length === 1 ? '' : shown(p99, figure.unit)
  const verdict = figure.holds(median, p99) ? 'met' : 'missed'
  return `| ${[figure.name, figure.goal, shown(median, figure.unit), last, String(figure.samples.length), verdict].join(' | ')} |`
}

const HEAD = ['| figure | goal | median | p99 | samples | |', '|---|---|--:|--:|--:|---|']

function machine(): string {
  const [cpu] = cpus()
  const day = new Date().toISOString().slice(0, 10)
  return `${day}; ${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; ${platform()} ${release()}, Node ${process.versions.node}; load when it began: ${loadavg()[0]!.toFixed(1)}`
}

function save(where: string, rows: readonly string[]): void {
  const file = join(ROOT, 'docs', 'reliability.md')
  const text = readFileSync(file, 'utf8')
  const [before, rest] = text.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`docs/reliability.md has no lines "${BEGIN}" and "${END}"`)
  writeFileSync(file, `${before}${BEGIN}\n\nMachine: ${where}.\n\n${[...HEAD, ...rows].join('\n')}\n\n${END}${after}`)
}

const args = process.argv.slice(2)
const where = machine()
console.log(`${where}\n${HEAD.join('\n')}`)
const figures = await measure(args.includes('--quick') ? QUICK : WHOLE)
if (args.includes('--save')) save(where, figures.map(rowOf))
const missed = figures.filter((figure) => !figure.holds(of(figure).median, of(figure).p99))
console.log(`${figures.length - missed.length} passed, ${missed.length} failed, 0 skipped`)
process.exitCode = missed.length === 0 ? 0 : 1
