import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { scanFolder } from '../../../src-main/library/scan/index.ts'
import { ROOT } from '../../tracked-files.ts'
import { runGenerate } from '../generate.ts'
import { median } from '../median.ts'
import { table } from '../quality-table.ts'
import { measureCancels } from './cancel.ts'
import { measureEta } from './eta.ts'
import { makeMixedFolder, makeNotes } from './folder.ts'
import { type BenchFile, makeDocuments } from './make.ts'

/**
 * `npm run bench:documents [-- --save] [--repeat N] [--only parse,pdf,memory,scan,eta,cancel]`: how fast documents are read, beside the libraries a user would otherwise
 * take (installed below scripts/bench/rivals when they are not there) and poppler's pdftotext; memory over a folder of 2 000 documents; the scan of 50 000
 * files; how true the time left is; how long a cancel takes in the middle of each parser. `--save` puts the report into docs/performance.md between its marks.
 */

const RIVALS: Readonly<Record<string, readonly string[]>> = {
  html: ['officeparser'],
  docx: ['mammoth', 'officeparser'],
  odt: ['officeparser'],
  epub: ['officeparser'],
  rtf: ['officeparser'],
  pptx: ['officeparser'],
  xlsx: ['officeparser'],
  pdf: ['unpdf', 'officeparser'],
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`

function installRivals(): void {
  const folder = join(ROOT, 'scripts', 'bench', 'rivals')
  if (existsSync(join(folder, 'node_modules', 'mammoth'))) return
  // Not `npm ci`: it refuses a lock file without the binaries of platforms that the registry in use does not carry.
  const npm = spawnSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  if (npm.status !== 0) throw new Error('The libraries to compare with could not be installed (npm install in scripts/bench/rivals).')
}

/** Median milliseconds of a library over a file, in a process of its own; null when it does not read it. */
function timeOf(library: string, { file }: BenchFile, repeat: number): number | null {
  const args = [join(import.meta.dirname, 'reader.ts'), library, file, String(repeat)]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 300_000 })
  if (status !== 0) return null
  const { ms, characters } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { ms: number; characters: number }
  return characters > 0 ? ms : null
}

/** One row per format: our time, megabytes of text a second, and every rival's time with the ratio to ours. */
function parseTable(files: readonly BenchFile[], missing: readonly string[], repeat: number): string {
  const rows = files.map((file) => {
    const ours = timeOf('GenGlossary', file, repeat)
    const rivals = (RIVALS[file.format] ?? []).map((library) => ({ library, ms: timeOf(library, file, repeat) }))
    const told = rivals.map(({ library, ms }) =>
      ms === null || ours === null ? `${library}: –` : `${library} ${seconds(ms)} (${(ms / ours).toFixed(1)}×)`,
    )
    const speed = ours === null ? '–' : (file.bytes / 1e3 / ours).toFixed(2)
    return [
      file.format,
      `${(file.bytes / 1e6).toFixed(2)} MB`,
      ours === null ? '–' : seconds(ours),
      speed,
      told.join(', ') || 'none of them reads it',
    ]
  })
  const note = missing.length === 0 ? '' : `\nNot written here, because its program is not installed: ${missing.join(', ')}.\n`
  const title = 'One document, one thread (× = how many times our time)'
  return table(title, ['format', 'file', 'GenGlossary', 'MB/s of the file', 'others'], rows) + note
}

const COPIES = 12

/** Pages a second over several PDFs, in as many threads as there are cores, beside pdftotext, which has one. */
async function pdfTable(pdf: BenchFile, repeat: number): Promise<string> {
  const rows: string[][] = []
  const poppler = median(
    Array.from({ length: repeat }, () => {
      const began = performance.now()
      for (let i = 0; i < COPIES; i++) execFileSync('pdftotext', [pdf.file, '-'], { stdio: ['ignore', 'ignore', 'inherit'] })
      return performance.now() - began
    }),
  )
  const [pages] = await inThreads(pdf.file, 1, 1)
  const speed = (ms: number, copies: number): number => (pages * copies * 1000) / ms
  rows.push(['pdftotext, a process a file', speed(poppler, COPIES).toFixed(0), '1.00'])
  for (const threads of [1, availableParallelism()]) {
    const times: number[] = []
    for (let i = 0; i < repeat; i++) times.push((await inThreads(pdf.file, threads, COPIES))[1])
    const ms = median(times)
    rows.push([`GenGlossary, ${threads} thread${threads === 1 ? '' : 's'}`, speed(ms, COPIES).toFixed(0), (poppler / ms).toFixed(2)])
  }
  return table(`PDF: ${COPIES} files of ${pages} pages`, ['', 'pages/s', 'of pdftotext'], rows)
}

/** Parses copies of a file in threads that are up already. @returns pages of the file, milliseconds for all copies */
async function inThreads(file: string, threads: number, copies: number): Promise<[pages: number, ms: number]> {
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./parse-thread.ts', import.meta.url)).setMaxListeners(0))
  const once = (worker: Worker): Promise<number> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject)
      worker.postMessage(file)
    })
  try {
    const [pages] = await Promise.all(workers.map(once))
    const began = performance.now()
    let left = copies
    await Promise.all(
      workers.map(async (worker) => {
        while (left-- > 0) await once(worker)
      }),
    )
    return [pages!, performance.now() - began]
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

const DOCUMENTS = 2000
const NOTES = 50_000

async function memoryLine(work: string): Promise<string> {
  const folder = join(work, 'mixed')
  makeMixedFolder(folder, DOCUMENTS)
  mkdirSync(join(work, 'home'))
  const { runMs, parsed, concepts, peakRssBytes } = await runGenerate(folder, join(work, 'home'))
  const peak = peakRssBytes === null ? '–' : `${(peakRssBytes / 1e6).toFixed(0)} MB`
  return `- ${DOCUMENTS} documents of nine kinds (generated), whole run: ${seconds(runMs)}, ${parsed} read, ${concepts} terms, peak RSS ${peak} (bar: 600 MB).\n`
}

async function scanLine(work: string): Promise<string> {
  const root = join(work, 'notes')
  makeNotes(root, NOTES)
  const began = performance.now()
  const cold = await scanFolder({ root, known: [], maxFileBytes: 50e6 })
  const first = performance.now() - began
  const warm: number[] = []
  for (let i = 0; i < 3; i++) {
    const again = performance.now()
    await scanFolder({ root, known: cold.files, maxFileBytes: 50e6 })
    warm.push(performance.now() - again)
  }
  return `- Scan of ${cold.files.length} files: ${seconds(first)} with every file hashed (bar: 5 s), ${seconds(median(warm))} when nothing changed (bar: 1 s).\n`
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

/** Over documents of usual sizes, and with a large one of every kind at the end, of which nobody knows before what they take. */
async function etaLines(work: string, large: readonly BenchFile[]): Promise<string> {
  let lines = ''
  for (const [name, files] of [
    ['eta', []],
    ['eta-large', large],
  ] as const) {
    const { documents, whole, first, median: middle, ninetieth, worst } = await measureEta(join(work, name), files)
    const mix = files.length === 0 ? 'of nine kinds' : `of nine kinds, ${files.length} of them fifty times as large`
    lines += `- Time left over ${documents} documents ${mix} (${seconds(whole)}): told from ${percent(first)} of the run on; from a tenth on, the whole length it promises is off by ${percent(middle)} (median), ${percent(ninetieth)} (90th percentile), ${percent(worst)} (worst).\n`
  }
  return lines
}

async function cancelTable(work: string, large: readonly BenchFile[]): Promise<string> {
  const times = await measureCancels(work, large)
  const rows = times.map(({ format, bytes, answered, gone }) => [
    format,
    `${(bytes / 1e6).toFixed(2)} MB`,
    `${answered.toFixed(1)} ms`,
    `${gone.toFixed(1)} ms`,
  ])
  return table(
    'A cancel in the middle of the parser, the longest of three (bar: 100 ms)',
    ['format', 'file', 'answered', 'thread gone'],
    rows,
  )
}

function machine(): string {
  const [cpu] = cpus()
  return `Machine: ${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}, load when it began ${loadavg()[0]!.toFixed(1)}.`
}

async function report(only: readonly string[], repeat: number): Promise<string> {
  const parts = [machine()]
  const wanted = (name: string): boolean => only.length === 0 || only.includes(name)
  const work = mkdtempSync(join(tmpdir(), 'genglossary-bench-'))
  try {
    const { files, missing } = ['parse', 'pdf', 'eta', 'cancel'].some(wanted) ? makeDocuments() : { files: [], missing: [] }
    if (wanted('parse') || wanted('pdf')) {
      if (wanted('parse')) {
        installRivals()
        parts.push(parseTable(files, missing, repeat))
      }
      const pdf = files.find(({ format }) => format === 'pdf')
      if (wanted('pdf') && pdf) parts.push(await pdfTable(pdf, repeat))
    }
    let lines = ''
    if (wanted('memory')) lines += await memoryLine(work)
    if (wanted('scan')) lines += await scanLine(work)
    if (wanted('eta')) lines += await etaLines(work, files)
    if (lines !== '') parts.push(lines)
    if (wanted('cancel')) parts.push(await cancelTable(work, files))
    return `${parts.join('\n\n').replace(/\n{3,}/gu, '\n\n')}\n`
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const BEGIN = '<!-- bench:documents -->'
const END = '<!-- /bench:documents -->'

function save(text: string): void {
  const file = join(ROOT, 'docs', 'performance.md')
  const old = readFileSync(file, 'utf8')
  const section = `${BEGIN}\n\n## Documents\n\nWritten by \`npm run bench:documents -- --save\`. Medians.\n\n${text}\n${END}`
  const at = old.indexOf(BEGIN)
  writeFileSync(
    file,
    at === -1 ? `${old.trimEnd()}\n\n${section}\n` : old.slice(0, at) + section + old.slice(old.indexOf(END) + END.length),
  )
}

const args = process.argv.slice(2)
const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const text = await report(value('--only')?.split(',') ?? [], Number(value('--repeat') ?? 5))
process.stdout.write(text)
if (args.includes('--save')) save(text)
