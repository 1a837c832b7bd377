import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { LEAN_HEAP } from '../../../src-main/hosts/worker-env.ts'
import { ROOT } from '../../tracked-files.ts'
import { table } from '../quality-table.ts'
import type { ExtractFigures } from './extract.ts'
import { Text } from './text.ts'

/**
 * `npm run bench:scale [-- --mb 30] [--languages en,ja] [--only speed,growth] [--save]`: the whole extraction of generated text, in one thread and in
 * as many as a run has, and of ten times as much text. `--save` puts the tables into docs/performance.md between their marks.
 */

const DOCUMENT_BYTES = 40_000
type Language = 'en' | 'ja'

/** Writes `megabytes` of text of a language in documents of 40 KB, a hundred a folder. */
function write(root: string, language: Language, megabytes: number): void {
  const text = new Text(language)
  const count = Math.ceil((megabytes * 1e6) / DOCUMENT_BYTES)
  for (let i = 0; i < count; i++) {
    const folder = join(root, String(Math.floor(i / 100)))
    if (i % 100 === 0) mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${i}.md`), text.document(DOCUMENT_BYTES))
  }
}

/** @throws Error when the extraction does not end well */
function extract(folder: string, threads: string): ExtractFigures {
  // As the worker of a run is started (hosts/fork-host.ts).
  const flags = ['--max-old-space-size=4096', ...LEAN_HEAP, '--wasm-wrapper-tiering-budget=1000000000']
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, join(import.meta.dirname, 'extract.ts'), folder, threads], {
    encoding: 'utf8',
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  })
  if (status !== 0) throw new Error(`The extraction of ${folder} ended with ${status}:\n${stderr.slice(-2000)}`)
  return JSON.parse(stdout) as ExtractFigures
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const rate = ({ bytes, ms }: ExtractFigures): string => (bytes / 1e3 / ms).toFixed(2)
const times = (a: number, b: number): string => `${(a / b).toFixed(2)}×`
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

function row(label: string, figures: ExtractFigures, ratio: string): string[] {
  return [
    label,
    `${figures.documents} / ${megabytes(figures.bytes)}`,
    seconds(figures.ms),
    `${seconds(figures.processorMs)} / ${seconds(figures.mainProcessorMs)}`,
    `${seconds(figures.ms - figures.gatherMs)} / ${seconds(figures.mainProcessorMs - figures.gatherMainMs)}`,
    rate(figures),
    String(figures.candidates),
    megabytes(figures.peakRssBytes),
    ratio,
  ]
}

function measure(language: Language, size: number, only: readonly string[], work: string): string {
  const wanted = (name: string): boolean => only.length === 0 || only.includes(name)
  const small = join(work, `${language}-${size}`)
  write(small, language, size)
  const many = extract(small, 'auto')
  const rows = [row('threads of a run', many, '')]
  if (wanted('speed')) {
    const one = extract(small, '0')
    if (one.digest !== many.digest || one.characters !== many.characters) throw new Error('One thread and several found different terms.')
    rows.unshift(row('one thread', one, ''))
    rows[1] = row('threads of a run', many, `${times(one.ms, many.ms)} as fast (bar: 2.5)`)
  }
  if (wanted('growth')) {
    const large = join(work, `${language}-${size * 10}`)
    write(large, language, size * 10)
    const ten = extract(large, 'auto')
    rows.push(
      row(
        'ten times the text',
        ten,
        `${times(ten.ms, many.ms)} the time, ${times(ten.processorMs, many.processorMs)} the processor time (bar: 10.5); RSS bar: 1200 MB`,
      ),
    )
    rmSync(large, { recursive: true })
  }
  const columns = [
    `${language}`,
    'documents',
    'time',
    'processor, all / main thread',
    'of it ranking, time / main thread',
    'MB/s',
    'candidates',
    'peak RSS',
    '',
  ]
  return table(`Whole extraction, generated text (${language})`, columns, rows)
}

const BEGIN = '<!-- bench:scale -->'
const END = '<!-- /bench:scale -->'

function save(text: string): void {
  const file = join(ROOT, 'docs', 'performance.md')
  const old = readFileSync(file, 'utf8')
  const section = `${BEGIN}\n\n## Scale\n\nWritten by \`npm run bench:scale -- --save\`.\n\n${text}\n${END}`
  const at = old.indexOf(BEGIN)
  const kept = at === -1 ? `${old.trimEnd()}\n\n${section}\n` : old.slice(0, at) + section + old.slice(old.indexOf(END) + END.length)
  writeFileSync(file, kept)
}

const args = process.argv.slice(2)
const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const work = mkdtempSync(join(tmpdir(), 'genglossary-scale-'))
try {
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}, load when it began ${loadavg()[0]!.toFixed(1)}.`
  const size = Number(value('--mb') ?? 30)
  const only = value('--only')?.split(',') ?? []
  const languages = (value('--languages')?.split(',') ?? ['en', 'ja']) as Language[]
  const parts = [machine]
  process.stdout.write(`${machine}\n`)
  for (const language of languages) {
    const part = measure(language, size, only, work)
    process.stdout.write(`\n${part}\n`)
    parts.push(part)
  }
  if (args.includes('--save')) save(parts.join('\n\n'))
} finally {
  rmSync(work, { recursive: true, force: true })
}
