import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { findChromium } from '../../e2e/harness/chromium.ts'
import { EXPORT_FORMATS } from '../../src-main/library/export/index.ts'
import { runExport } from '../../src-main/library/export/run.ts'
import { bareFiles } from './bare-files.ts'
import { compared } from './export-hashes.ts'
import { build } from './export-library.ts'
import { machine, measured, option, save } from './figures.ts'
import { table } from './quality-table.ts'

/**
 * `npm run bench:exports [-- --concepts N] [--save]`: every export of a library of 50 000 concepts to a file: time, memory of the process above
 * what it had before, the longest the main thread was held up; and the exported page in Chromium: first paint, and a key typed into its
 * search. `--library FILE` keeps the library for the next time; `--only md,csv` measures these alone. `--save` writes the table into docs/performance.md.
 * `--bare` measures what making as many files takes at least (bare-files.ts).
 * `--hashes FILE` measures nothing: it writes down a hash of everything each format makes of the library, or compares with those in the file.
 */

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
      for (const text of ['b', 'be', 'ber', 'bert', 'berth', 'か', 'かき', '岸', '岸壁', '4999', '']) {
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

const pageLine = (count: number, { paint, ready, key }: Awaited<ReturnType<typeof page>>): string =>
  `The exported page of ${count.toLocaleString('en')} terms: first paint ${paint.toFixed(0)} ms, search ready after ${(ready / 1000).toFixed(1)} s, slowest key ${key.toFixed(0)} ms.`

async function report(count: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gg-bench-exports-'))
  try {
    const library = option('library') ?? join(folder, 'bench.glossary')
    if (!existsSync(library)) await build(library, count, folder)
    const hashes = option('hashes')
    if (hashes !== undefined) {
      const { text, same } = compared(library, hashes)
      process.exitCode = same ? 0 : 1
      return text
    }
    const rows: string[][] = []
    const only = option('only')?.split(',')
    for (const { id, extension, folder: several } of EXPORT_FORMATS.filter((format) => only?.includes(format.id) ?? true)) {
      const file = join(folder, several ? id : `${id}.${extension}`)
      const { seconds, cpuSeconds, megabytes, blockedMs, mainMs, outMegabytes } = await measured(
        async () => (await runExport({ library, format: id, scope: { kind: 'all' }, to: { kind: 'file', file } })).report.bytes,
      )
      rows.push([
        id,
        `${seconds.toFixed(2)} s`,
        `${cpuSeconds.toFixed(2)} s`,
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
      `${count.toLocaleString('en')} concepts; ${machine()}`,
      table(
        'Exports to a file',
        ['format', 'time', 'processor time', 'memory above idle', 'longest gap of main', 'processor time of main, in all', 'size'],
        rows,
      ).trimEnd(),
      ...(shown === null ? [] : [pageLine(count, shown)]),
    ]
    return `${parts.join('\n\n')}\n`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const count = Number(option('concepts') ?? 50_000)
const bare = process.argv.includes('--bare')
const text = bare ? await bareFiles(count) : await report(count)
process.stdout.write(text)
if (!bare && process.argv.includes('--save')) save('bench:exports', text)
