import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportFormatId } from '../../src-main/contract/imports.ts'
import { formatOf } from '../../src-main/library/export/index.ts'
import { runExport } from '../../src-main/library/export/run.ts'
import { Library } from '../../src-main/library/library.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { build } from './export-library.ts'
import { type Figures, machine, measured, option, save } from './figures.ts'
import { table } from './quality-table.ts'

/**
 * `npm run bench:imports [-- --concepts N] [--only json,csv] [--save]`: the exports of a library of 50 000 concepts are imported into an empty
 * library, once more into the full one, and taken back: time, memory above idle, what it cost the main thread. Each file in a process of its own,
 * so that no memory of one counts for another. `--library FILE` keeps the library for the next time (bench:exports takes the same). `--save` writes
 * the table into docs/performance.md.
 */

/** Exports that come back, and the reader of each. */
const FORMATS: readonly (readonly [format: string, reader: ImportFormatId])[] = [
  ['json', 'json'],
  ['csv', 'csv'],
  ['xlsx', 'xlsx'],
  ['tbx', 'tbx'],
  ['tbx-v2', 'tbx'],
  ['skos', 'turtle'],
  ['jsonld', 'jsonld'],
  ['md', 'markdown'],
  ['html', 'html'],
  ['sphinx', 'rst'],
  ['asciidoc', 'asciidoc'],
  ['utx', 'utx'],
  ['mozc', 'ime'],
]

interface Measured {
  readonly what: string
  readonly figures: Figures
  readonly terms: number
}

/** In a process of its own: one file into a library made for it. */
async function one(path: string, format: ImportFormatId, folder: string): Promise<Measured[]> {
  const file = join(folder, 'target.glossary')
  const store = await openLibrary({ file, create: true, appDataDir: folder, clock: systemClock, ids: systemIds })
  const library = new Library({ store, runs: null, scan: () => Promise.reject(new Error('no scan')), clock: systemClock, ids: systemIds })
  let terms = 0
  const run = async (): Promise<number> => {
    const session = await library.imports.open({ path }, { format })
    const report = await library.imports.apply(session, { resolution: 'theirs' })
    await library.imports.close(session.id)
    terms = report.counts.terms
    return statSync(path).size
  }
  const undo = async (): Promise<number> => {
    await library.undo()
    return 0
  }
  const made: Measured[] = []
  for (const [what, work] of [
    ['import', run],
    ['again', run],
    ['undo', undo],
  ] as const) {
    const figures = await measured(work)
    made.push({ what, figures, terms })
  }
  await library.close()
  return made
}

const inProcess = (path: string, format: ImportFormatId, folder: string): Promise<Measured[]> =>
  new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--one', path, '--format', format, '--folder', folder], {
      execArgv: ['--no-warnings', '--expose-gc', '--wasm-wrapper-tiering-budget=1000000000'],
    })
    child.once('message', (made) => resolve(made as Measured[]))
    child.once('exit', (code) => reject(new Error(`the import of ${format} ended with ${code}`)))
  })

const seconds = (figures: Figures | undefined): string => `${figures?.seconds.toFixed(1) ?? '–'} s`

async function report(count: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gg-bench-imports-'))
  try {
    const library = option('library') ?? join(folder, 'bench.glossary')
    if (!existsSync(library)) await build(library, count, folder)
    const only = option('only')?.split(',')
    const rows: string[][] = []
    for (const [format, reader] of FORMATS.filter(([id]) => only?.includes(id) ?? true)) {
      const path = join(folder, `${format}.${formatOf(format).extension}`)
      await runExport({ library, format, scope: { kind: 'all' }, to: { kind: 'file', file: path } })
      const place = mkdtempSync(join(folder, 'target-'))
      const [fresh, again, undone] = await inProcess(path, reader, place)
      const { figures, terms } = fresh as Measured
      rows.push([
        format,
        terms.toLocaleString('en'),
        `${figures.outMegabytes.toFixed(1)} MB`,
        seconds(figures),
        `${figures.cpuSeconds.toFixed(1)} s`,
        `${figures.megabytes.toFixed(0)} MB`,
        `${figures.blockedMs.toFixed(0)} ms`,
        `${figures.mainMs.toFixed(0)} ms`,
        seconds(again?.figures),
        seconds(undone?.figures),
      ])
      process.stderr.write(`${rows.at(-1)!.join('  ')}\n`)
      rmSync(place, { recursive: true })
      rmSync(path)
    }
    const head = [
      'export',
      'terms',
      'size',
      'import',
      'processor time',
      'memory above idle',
      'longest gap of main',
      'processor time of main, in all',
      'again',
      'undo',
    ]
    return `${count.toLocaleString('en')} concepts; ${machine()}\n\n${table('Imports of the exports', head, rows)}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const file = option('one')
if (file !== undefined) {
  const made = await one(file, option('format') as ImportFormatId, option('folder')!)
  process.send?.(made)
} else {
  const text = await report(Number(option('concepts') ?? 50_000))
  process.stdout.write(text)
  if (process.argv.includes('--save')) save('bench:imports', text)
}
