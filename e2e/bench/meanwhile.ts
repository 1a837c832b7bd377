import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { median } from '../../scripts/bench/median.ts'
import { Text } from '../../scripts/bench/scale/text.ts'
import { builtWindow } from '../harness/built-window.ts'
import { endPreview, launchPreview } from '../harness/preview.ts'
import { longestFrame, watchFrames } from './figures.ts'
import { frameOf, press, setValue, untilShown } from './keys.ts'

/**
 * `npm run bench:meanwhile`: what a run does to the window. A library of 1.5 MB of made text; then 40 MB more are read and extracted, in as many threads as
 * a run has, while somebody moves in the list and searches. The same is measured before, with nothing going on: the ratio says what the run takes.
 */

const FIRST = 1_500_000
const MORE = 40_000_000
const ONE = 60_000

function write(text: Text, folder: string, bytes: number, from: number): void {
  for (let n = 0; n * ONE < bytes; n++) writeFileSync(join(folder, `${String(from + n).padStart(4, '0')}.md`), text.document(ONE))
}

interface Felt {
  readonly move: readonly number[]
  readonly search: readonly number[]
  readonly frame: number
}

async function felt(page: Page): Promise<Felt> {
  await watchFrames(page)
  const move: number[] = []
  const search: number[] = []
  for (let round = 0; round < 6; round++) {
    for (let i = 0; i < 20; i++) move.push(await frameOf(page, press(i % 20 < 10 ? 'ArrowDown' : 'ArrowUp')))
    for (const word of ['a', 'be', '']) search.push(await untilShown(page, setValue(word)))
  }
  return { move, search, frame: await longestFrame(page) }
}

const worst = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!
const line = (what: string, idle: readonly number[], busy: readonly number[]): string =>
  `| ${what} | ${median(idle).toFixed(1)} / ${worst(idle).toFixed(1)} ms | ${median(busy).toFixed(1)} / ${worst(busy).toFixed(1)} ms |`

async function measured(page: Page, folder: string, text: Text): Promise<string> {
  await page.getByLabel('Path of a folder or a .glossary file').fill(folder)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  const last = page.locator('[data-last-run]')
  await last.waitFor({ state: 'attached', timeout: 120_000 })
  await page.getByText('last run: Completed').waitFor({ timeout: 120_000 })
  await page.locator('.grid-body .term-name').first().waitFor()
  await page.locator('.grid-scroll').focus()
  const idle = await felt(page)
  write(text, folder, MORE, 1000)
  await page.keyboard.press('Control+r')
  await page.locator('.run-pill[data-state="running"]').waitFor({ timeout: 60_000 })
  const begun = performance.now()
  // Not the beginning, when the threads are only coming up.
  await page.waitForTimeout(3000)
  const busy = await felt(page)
  if ((await page.locator('.run-pill[data-state="running"]').count()) === 0)
    throw new Error('The run was over before the window was measured: give it more text (MORE).')
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  return [
    '| median / 95 of 100 | nothing going on | while a run reads |',
    '|---|---:|---:|',
    line('move in the list, per key', idle.move, busy.move),
    line('search as you type', idle.search, busy.search),
    `| longest frame | ${idle.frame.toFixed(0)} ms | ${busy.frame.toFixed(0)} ms |`,
    `The run was still at work after ${seconds} s.`,
  ].join('\n')
}

async function main(): Promise<number> {
  const found = await builtWindow()
  if ('problem' in found) {
    process.stderr.write(`${found.problem}\n`)
    return 1
  }
  const home = mkdtempSync(join(tmpdir(), 'genglossary-meanwhile-'))
  const folder = join(home, 'documents')
  mkdirSync(folder)
  const text = new Text('en')
  write(text, folder, FIRST, 0)
  const load = loadavg()[0] ?? 0
  const preview = await launchPreview(join(home, 'app'), [folder])
  const browser = await chromium.launch({
    executablePath: found.executable,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
  })
  try {
    // The clocks put into the page are strings of code, which its policy forbids.
    const page = await browser.newPage({ bypassCSP: true, viewport: { width: 1360, height: 850 } })
    await page.goto(preview.url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const table = await measured(page, folder, text)
    process.stdout.write(
      `${cpus()[0]?.model}, ${cpus().length} threads, Chromium ${browser.version()}, load when it began ${load.toFixed(1)}\n\n${table}\n`,
    )
  } finally {
    await browser.close()
    await endPreview(preview.child)
    rmSync(home, { recursive: true, force: true })
  }
  return 0
}

process.exitCode = await main()
