import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ImportFormatId } from '../../src-main/contract/imports.ts'
import { EXPORT_MARKER } from '../../src-main/contract/text/marker.ts'
import { EXPORT_SCHEMA_VERSION } from '../../src-main/contract/version.ts'
import { Library } from '../../src-main/library/library.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openLibrary } from '../../src-main/store/open.ts'

/**
 * `npm run bench:imports [-- TERMS]`: reads a made glossary of 50 000 terms in several formats into an empty library, then once more into the
 * full one, and takes it back. Prints a Markdown table: seconds, the longest block of main's event loop, memory of the process.
 */

const TERMS = Number(process.argv[2] ?? 50_000)

const definitionOf = (n: number): string =>
  `Entry ${n} is a made term that stands for one of many; it has a sentence of usual length, 見出し語の説明文 ${n}。`
const termOf = (n: number): string => (n % 2 === 0 ? `made term ${n.toString(36)}` : `用語${n}番`)

function json(): string {
  const concepts = Array.from({ length: TERMS }, (_, n) => ({
    id: `${n % 2 === 0 ? 'en' : 'ja'}:${termOf(n)}`,
    language: n % 2 === 0 ? 'en' : 'ja',
    preferred: termOf(n),
    reading: n % 2 === 0 ? null : 'ようご',
    readingSure: n % 3 === 0,
    pos: 'noun',
    abbreviation: null,
    category: 'term',
    status: 'accepted',
    required: false,
    frequency: n,
    documents: 3,
    glossaryRank: n + 1,
    glossaryScore: 1 / (n + 1),
    termhoodRank: n + 1,
    termhoodScore: 0.5,
    variants: [{ text: `${termOf(n)} x`, type: 'spelling', count: 2, status: null }],
    definitions: [
      {
        kind: 'quoted',
        text: definitionOf(n),
        sources: [{ file: 'a.md', sha256: 'a'.repeat(64), line: n + 1, start: n, end: n + 90, quote: definitionOf(n) }],
      },
    ],
    related: [],
    note: '',
    editedAt: null,
  }))
  const counts = { terms: TERMS, defined: TERMS, contexts: 0, documents: 1 }
  return JSON.stringify({ marker: EXPORT_MARKER, schemaVersion: EXPORT_SCHEMA_VERSION, counts, concepts })
}

const rows = (line: (n: number) => string): string => Array.from({ length: TERMS }, (_, n) => line(n)).join('')

const FILES: readonly (readonly [ImportFormatId, string, () => string])[] = [
  ['json', 'glossary.json', json],
  [
    'csv',
    'glossary.csv',
    () => `term,reading,definition,variants\r\n${rows((n) => `${termOf(n)},ようご,"${definitionOf(n)}",${termOf(n)} x\r\n`)}`,
  ],
  [
    'tbx',
    'glossary.tbx',
    () =>
      `<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>${rows(
        (n) =>
          `<conceptEntry id="c${n}"><langSec xml:lang="ja"><descrip type="definition">${definitionOf(n)}</descrip><termSec><term>${termOf(n)}</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec></conceptEntry>`,
      )}</body></text></tbx>`,
  ],
  ['markdown', 'glossary.md', () => `# Glossary\n\n${rows((n) => `## ${termOf(n)}（ようご）\n\n${definitionOf(n)}\n\n`)}`],
  ['ime', 'dictionary.txt', () => rows((n) => `ようご\t${termOf(n)}\t名詞\t${definitionOf(n)}\n`)],
]

interface Figure {
  readonly what: string
  readonly seconds: number
  readonly blockMs: number
  readonly megabytes: number
}

async function measured(what: string, work: () => Promise<unknown>): Promise<Figure> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  await new Promise((resolve) => setTimeout(resolve, 50))
  delay.enable()
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 50)
  const idle = process.memoryUsage.rss()
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  clearInterval(watch)
  delay.disable()
  return { what, seconds, blockMs: delay.max / 1e6, megabytes: Math.max(0, peak - idle) / 1024 / 1024 }
}

async function benchFormat(folder: string, format: ImportFormatId, name: string, text: string): Promise<Figure[]> {
  const path = join(folder, name)
  writeFileSync(path, text)
  const store = await openLibrary({
    file: join(folder, `${format}.glossary`),
    create: true,
    appDataDir: folder,
    clock: systemClock,
    ids: systemIds,
  })
  const library = new Library({ store, runs: null, scan: () => Promise.reject(new Error('no scan')), clock: systemClock, ids: systemIds })
  const run = async (): Promise<void> => {
    const session = await library.imports.open({ path }, { format })
    const report = await library.imports.apply(session, { resolution: 'theirs' })
    await session.close()
    if (report.counts.terms !== TERMS) throw new Error(`${name}: ${report.counts.terms} terms`)
  }
  const figures = [
    await measured(`${format}: import`, run),
    await measured(`${format}: again, all known`, run),
    await measured(`${format}: undo`, () => library.undo()),
  ]
  await library.close()
  return figures
}

const folder = mkdtempSync(join(tmpdir(), 'genglossary-bench-imports-'))
try {
  process.stdout.write(`| ${TERMS} terms | seconds | main blocked at most | memory above idle |\n|---|---|---|---|\n`)
  for (const [format, name, make] of FILES) {
    for (const { what, seconds, blockMs, megabytes } of await benchFormat(folder, format, name, make())) {
      process.stdout.write(`| ${what} | ${seconds.toFixed(1)} | ${blockMs.toFixed(0)} ms | ${megabytes.toFixed(0)} MB |\n`)
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
