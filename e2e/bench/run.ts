import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright'
import { builtWindow } from '../harness/built-window.ts'
import { serveFakePage } from '../harness/fake-page.ts'
import { ROOT } from '../harness/root.ts'
import { candidateFigures } from './candidates.ts'
import { type Figure, longestFrame, table, together, watchFrames } from './figures.ts'
import { folderFigures } from './folder.ts'
import { frameOf, press, repeated, setValue, untilShown } from './keys.ts'
import { mapFigures, mapStoreFigure } from './map.ts'

/**
 * `npm run bench:ui [-- --save]`: what the window does with 50 000 terms, a map of sixty, a 1 MB document, 100 000 log lines and a dropped folder, printed with the
 * machine; `--save` writes the table into docs/performance.md.
 */

/** Time from the first row missing to the first row there. */
const mounted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const begun = performance.now()
        ;(document.querySelector('.recent-item') as HTMLElement).click()
        const look = () =>
          document.querySelector('.grid-body .term-name') ? resolve(performance.now() - begun) : requestAnimationFrame(look)
        requestAnimationFrame(look)
      }),
  )

async function gridFigures(page: Page): Promise<Figure[]> {
  const mount = await mounted(page)
  await page.locator('.inspector-head').waitFor()
  const move = await repeated(frameOf, page, () => press('ArrowDown'), 60)
  const select = await repeated(frameOf, page, () => press('x'), 30)
  const sort = await repeated(untilShown, page, (i) => `document.querySelectorAll('.head-button')[${i % 2 === 0 ? 2 : 1}].click()`, 10)
  const search = await repeated(untilShown, page, (i) => setValue(`term ${i}`), 10)
  await page.evaluate(setValueNow)
  const filter = await repeated(
    untilShown,
    page,
    (i) => `document.querySelectorAll('nav .side-item:not(.side-widen)')[${i % 2 === 0 ? 1 : 0}].click()`,
    10,
  )
  const heap = await page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 1e6)
  return [
    { what: '50 000 terms: first rows', value: mount, unit: 'ms', limit: 150 },
    { what: '50 000 terms: move, per key', value: move, unit: 'ms', limit: 16 },
    { what: '50 000 terms: select, per key', value: select, unit: 'ms', limit: 16 },
    { what: '50 000 terms: sort to paint', value: sort, unit: 'ms', limit: 100 },
    { what: '50 000 terms: filter to paint', value: filter, unit: 'ms', limit: 100 },
    { what: '50 000 terms: search as you type', value: search, unit: 'ms', limit: 50 },
    { what: 'heap of the page (test host included)', value: heap, unit: 'MB', limit: 150 },
  ]
}
const setValueNow = setValue('')

async function readerFigures(page: Page): Promise<Figure[]> {
  await page.getByRole('button', { name: /^Documents/ }).click()
  await page.locator('.grid-body .grid-row').first().waitFor()
  await watchFrames(page)
  const shown = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const begun = performance.now()
        const row = document.querySelector('.grid-body .grid-row')!
        row.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
        const highlights = (CSS as unknown as { highlights: Map<string, Set<unknown>> }).highlights
        const look = () =>
          (highlights.get('term-undecided')?.size ?? 0) > 0
            ? requestAnimationFrame(() => resolve(performance.now() - begun))
            : requestAnimationFrame(look)
        look()
      }),
  )
  const marks = await page.locator('.reader-body').getAttribute('data-matches')
  await watchFrames(page)
  for (let i = 0; i < 40; i++) {
    await page.evaluate(() => document.querySelector('.reader-body')!.scrollBy(0, 400))
    await page.waitForTimeout(16)
  }
  const scrolling = await longestFrame(page)
  await page.getByRole('searchbox').focus()
  await watchFrames(page)
  await page.keyboard.type('term in the document', { delay: 30 })
  const typing = await longestFrame(page)
  await page.getByRole('searchbox').fill('')
  const filtered = await filteringFigures(page)
  return [
    { what: `1 MB document, ${marks} marks: open to paint`, value: shown, unit: 'ms', limit: 400 },
    { what: '1 MB document: longest frame while scrolling', value: scrolling, unit: 'ms', limit: 50 },
    { what: '1 MB document: longest frame while typing', value: typing, unit: 'ms', limit: 50 },
    ...filtered,
    ...(await candidateFigures(page)),
  ]
}

/** What the reader marks, chosen anew: until it is drawn, and the longest frame on the way. */
async function filteringFigures(page: Page): Promise<Figure[]> {
  const choose = async (what: string, marked: (n: number, all: number) => boolean): Promise<number> => {
    const body = page.locator('.reader-body')
    const marks = async () => Number(await body.getAttribute('data-matches'))
    const all = await marks()
    await page.getByRole('button', { name: /^Highlights:/ }).click()
    const begun = performance.now()
    await page.getByRole('menuitemradio', { name: what }).click()
    while (!marked(await marks(), all)) await page.waitForTimeout(1)
    return performance.now() - begun
  }
  await watchFrames(page)
  const first = await choose('First use of each term', (n, all) => n < all)
  const again = await choose('Every use', (n, all) => n > all)
  return [
    { what: '1 MB document: first uses alone marked', value: first, unit: 'ms', limit: 400 },
    { what: '1 MB document: every use marked again', value: again, unit: 'ms', limit: 400 },
    { what: '1 MB document: longest frame while the marks change', value: await longestFrame(page), unit: 'ms', limit: 50 },
  ]
}

/** The test host the page puts there. */
type Bench = { readonly bench: { emit(name: string, payload: unknown): void } }

async function logFigures(page: Page): Promise<Figure[]> {
  await page.evaluate(() => {
    const run = {
      id: 1,
      scope: 'full',
      status: 'running',
      failureKind: null,
      error: null,
      createdAt: '2026-01-01T00:00:00Z',
      finishedAt: null,
      durationMs: null,
      lastSeq: 0,
      settings: '{}',
      counts: '{}',
    }
    ;(window as unknown as Bench).bench.emit('run.changed', { library: 'bench', run, paused: false, saving: null })
  })
  await page.getByRole('button', { name: 'Log', exact: true }).click()
  await watchFrames(page)
  await page.evaluate(async () => {
    for (let seq = 1; seq <= 100_000; seq += 200) {
      const lines = Array.from({ length: 200 }, (_, i) => ({ seq: seq + i, time: 0, level: 'info', message: `line ${seq + i} of the run` }))
      ;(window as unknown as Bench).bench.emit('run.logs', { library: 'bench', run: 1, lines })
      await new Promise((resolve) => setTimeout(resolve, 4))
    }
  })
  const last = await page.locator('.log-line').last().getAttribute('data-seq')
  return [{ what: `100 000 log lines (last shown ${last}): longest frame`, value: await longestFrame(page), unit: 'ms', limit: 100 }]
}

function bundleFigure(): Figure {
  const assets = join(ROOT, 'out', 'renderer', 'assets')
  const bytes = readdirSync(assets)
    // What is loaded only when it is asked for is no part of the first bundle (issue 4: before lazy parts).
    .filter((name) => name.endsWith('.js') && !/^(?:MapPane|map-layout-worker)-/.test(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0)
  return { what: 'renderer bundle, gzip', value: bytes / 1000, unit: 'kB', limit: 400 }
}

const ROUNDS = 3

/** A fresh page for each round. */
async function pageFigures(browser: Browser, url: string): Promise<Figure[]> {
  const rounds: Figure[][] = []
  for (let round = 0; round < ROUNDS; round++) {
    // The clocks put into the page are strings of code, which its policy forbids.
    const page = await browser.newPage({ bypassCSP: true, viewport: { width: 1360, height: 850 } })
    // What is measured would wait for ever for a page that has failed.
    const failed = new Promise<never>((_, reject) => page.once('pageerror', reject))
    const measured = async () => {
      await page.goto(url)
      await page.locator('.recent-item').waitFor()
      return [...(await gridFigures(page)), ...(await mapFigures(page)), ...(await readerFigures(page)), ...(await logFigures(page))]
    }
    rounds.push(await Promise.race([measured(), failed]))
    await page.close()
  }
  return together(rounds)
}

const PLACE = '<!-- bench:ui -->'
const END = '<!-- /bench:ui -->'

function save(text: string): void {
  const file = join(ROOT, 'docs', 'performance.md')
  const before = readFileSync(file, 'utf8')
  const [from, to] = [before.indexOf(PLACE), before.indexOf(END)]
  if (from < 0 || to < 0) throw new Error(`docs/performance.md has no place for these figures: ${PLACE} … ${END}.`)
  writeFileSync(file, `${before.slice(0, from + PLACE.length)}\n${text}\n${before.slice(to)}`)
}

async function main(): Promise<number> {
  const found = await builtWindow()
  if ('problem' in found) {
    process.stderr.write(`${found.problem}\n`)
    return 1
  }
  const server = await serveFakePage()
  const browser = await chromium.launch({
    executablePath: found.executable,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--enable-precise-memory-info'],
  })
  try {
    const begun = loadavg()[0] ?? 0
    const folder = await folderFigures(browser)
    if (folder === null) process.stdout.write('The evaluation data (GENGLOSSARY_DATA) is not here: no folder was dropped.\n')
    const figures = [...(await pageFigures(browser, server.url)), await mapStoreFigure(), bundleFigure(), ...(folder ?? [])]
    const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} threads, Chromium ${browser.version()}, load when it began ${begun.toFixed(1)}`
    process.stdout.write(`${machine}\n`)
    for (const { what, value, unit, limit } of figures) {
      process.stdout.write(`${value <= limit ? 'ok  ' : 'OVER'} ${what}: ${value.toFixed(1)} ${unit} (≤ ${limit})\n`)
    }
    if (process.argv.includes('--save'))
      save(`${machine}. Medians of ${ROUNDS} fresh pages; of frames the longest of all.\n\n${table(figures)}`)
  } finally {
    await browser.close()
    server.close()
  }
  return 0
}

process.exitCode = await main()
