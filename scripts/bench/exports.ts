import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { findChromium } from '../../e2e/harness/chromium.ts'
import { EXPORT_FORMATS } from '../../src-main/library/export/index.ts'
import { runExport } from '../../src-main/library/export/run.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { concept, countingIds, definition, runWith, systemClock } from '../../src-main/store/testing.ts'
import { ROOT } from '../tracked-files.ts'
import { table } from './quality-table.ts'

/**
 * `npm run bench:exports [-- --concepts N] [--save]`: every export of a library of 50 000 concepts to a file: time, memory of the process above
 * what it had before, the longest the main thread was held up; and the exported page in Chromium: first paint, and a key typed into its
 * search. `--library FILE` keeps the library for the next time; `--only md,csv` measures these alone. `--save` writes the table into docs/performance.md.
 */

const PLACE = '<!-- bench:exports -->'
const END = '<!-- /bench:exports -->'

const WORDS = 'berth quay crane yard gantry tally clerk reefer bay plan vessel stowage gate truck chassis spreader lashing mooring'.split(
  ' ',
)
const KANJI = [...'岸壁荷役計画倉庫冷凍電源検査書類船舶積付門型起重機車両']
const KANA = [...'かきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろ']

/** Half of the concepts in each language; two definitions with a source, some other forms and relations, as a real glossary has. */
function concepts(count: number) {
  const headword = (n: number): string =>
    n % 2 === 0
      ? `${WORDS[n % WORDS.length]} ${WORDS[(n * 7) % WORDS.length]} ${n}`
      : `${KANJI[n % KANJI.length]}${KANJI[(n * 5) % KANJI.length]}${KANJI[(n * 11) % KANJI.length]}${n}`
  const reading = (n: number): string => Array.from({ length: 6 }, (_, i) => KANA[(n * (i + 3) + i) % KANA.length]).join('')
  const items = Array.from({ length: count }, (_, n) => {
    const ref = (m: number) => ({ language: m % 2 === 0 ? ('en' as const) : ('ja' as const), key: headword(m).toLowerCase(), sense: 0 })
    const japanese = n % 2 === 0 ? {} : { reading: reading(n), readingSure: n % 5 !== 0 }
    return concept(headword(n), n + 1, [`${headword(n)}s`, `${headword(n)} unit`], {
      ...japanese,
      related: [ref((n * 13) % count), ref((n * 17) % count)],
    })
  })
  const passage = (n: number) => ({
    contentHash: (n % 50).toString(16).padStart(64, '0'),
    line: n,
    start: n * 10,
    end: n * 10 + 60,
    quote: `The ${headword(n)} stands where a document says so.`,
  })
  const definitions = items.flatMap(({ headword: word }, n) => [
    definition(
      word,
      n % 2 === 0
        ? `A ${word} is a thing of the terminal that this sentence defines at the usual length, as documents do.`
        : `${word}とは、ターミナルで使われる設備であり、この文がふつうの長さで定義するものである。`,
      { sources: [passage(n)] },
    ),
    definition(word, `Another sentence that defines ${word} in other words.`, { ordinal: 1, sources: [passage(n + 1)] }),
  ])
  return { items, definitions }
}

interface Figures {
  readonly seconds: number
  readonly megabytes: number
  readonly blockedMs: number
  /** Processor time of the main thread in all: no turn of it can have been longer. */
  readonly mainMs: number
  readonly outMegabytes: number
}

async function measured(work: () => Promise<number>): Promise<Figures> {
  globalThis.gc?.()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const idle = process.memoryUsage.rss()
  let peak = idle
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 10)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const before = process.threadCpuUsage()
  const begun = performance.now()
  const bytes = await work()
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.threadCpuUsage(before)
  delay.disable()
  clearInterval(look)
  return { seconds, megabytes: (peak - idle) / 1e6, blockedMs: delay.max / 1e6, mainMs: (user + system) / 1e3, outMegabytes: bytes / 1e6 }
}

/** First paint of the page from its file, the search ready, and the slowest of some keys (input to the next frame), milliseconds. */
async function page(file: string): Promise<{ readonly paint: number; readonly ready: number; readonly key: number }> {
  const found = findChromium()
  if ('problem' in found) throw new Error(found.problem)
  const browser = await chromium.launch({ executablePath: found.executable })
  try {
    const tab = await browser.newPage()
    await tab.goto(pathToFileURL(file).href, { waitUntil: 'commit' })
    await tab.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, undefined, { timeout: 60_000 })
    const paint = await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime)
    await tab.waitForFunction(() => document.documentElement.dataset.ready === 'yes', undefined, { timeout: 120_000 })
    const ready = await tab.evaluate(() => performance.now())
    const key = await tab.evaluate(async () => {
      const input = document.querySelector('input')!
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
      let slowest = 0
      for (const text of ['b', 'be', 'ber', 'bert', 'berth', 'か', 'かき', '岸', '岸壁', '4999']) {
        await frame()
        const begun = performance.now()
        input.value = text
        input.dispatchEvent(new Event('input'))
        document.getElementById('found')!.getBoundingClientRect()
        slowest = Math.max(slowest, performance.now() - begun)
      }
      return slowest
    })
    return { paint, ready, key }
  } finally {
    await browser.close()
  }
}

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : process.argv[at + 1]
}

const pageLine = (count: number, { paint, ready, key }: Awaited<ReturnType<typeof page>>): string =>
  `The exported page of ${count.toLocaleString('en')} terms: first paint ${paint.toFixed(0)} ms, search ready after ${(ready / 1000).toFixed(1)} s, slowest key ${key.toFixed(0)} ms.`

async function build(file: string, count: number, folder: string): Promise<void> {
  mkdirSync(join(folder, 'home'))
  const store = await openLibrary({ file, create: true, appDataDir: join(folder, 'home'), clock: systemClock, ids: countingIds() })
  const { items, definitions } = concepts(count)
  await runWith(store, items, definitions)
  await store.close()
}

async function report(count: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gg-bench-exports-'))
  try {
    const library = option('library') ?? join(folder, 'bench.glossary')
    if (!existsSync(library)) await build(library, count, folder)
    const rows: string[][] = []
    const only = option('only')?.split(',')
    for (const { id, extension, folder: several } of EXPORT_FORMATS.filter((format) => only?.includes(format.id) ?? true)) {
      const file = join(folder, several ? id : `${id}.${extension}`)
      const { seconds, megabytes, blockedMs, mainMs, outMegabytes } = await measured(
        async () => (await runExport({ library, format: id, scope: { kind: 'all' }, to: { kind: 'file', file } })).report.bytes,
      )
      rows.push([
        id,
        `${seconds.toFixed(2)} s`,
        `${megabytes.toFixed(0)} MB`,
        `${blockedMs.toFixed(0)} ms`,
        `${mainMs.toFixed(0)} ms`,
        `${outMegabytes.toFixed(1)} MB`,
      ])
      process.stderr.write(`${rows.at(-1)!.join('  ')}\n`)
    }
    const web = join(folder, 'html.html')
    const shown = existsSync(web) ? await page(web) : null
    const parts = [
      `${count.toLocaleString('en')} concepts; ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, load when it began ${loadavg()[1]!.toFixed(1)}.`,
      table(
        'Exports to a file',
        ['format', 'time', 'memory above idle', 'longest gap of main', 'processor time of main, in all', 'size'],
        rows,
      ).trimEnd(),
      ...(shown === null ? [] : [pageLine(count, shown)]),
    ]
    return `${parts.join('\n\n')}\n`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const text = await report(Number(option('concepts') ?? 50_000))
process.stdout.write(text)
if (process.argv.includes('--save')) {
  const file = join(ROOT, 'docs', 'performance.md')
  const before = readFileSync(file, 'utf8')
  const [start, end] = [before.indexOf(PLACE), before.indexOf(END)]
  if (start === -1 || end === -1) throw new Error(`docs/performance.md has no place for it: ${PLACE} … ${END}`)
  writeFileSync(file, `${before.slice(0, start + PLACE.length)}\n${text}${before.slice(end)}`)
}
