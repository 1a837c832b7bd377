import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { dataFolder } from '../../scripts/bench/quality-data.ts'
import { endPreview, launchPreview } from '../harness/preview.ts'
import { type Figure, longestFrame, watchFrames } from './figures.ts'

/**
 * The documentation of git (400 files, evaluation data) dropped into the window over the real core: what somebody waits for.
 * @returns null where the data is not here
 */
export async function folderFigures(browser: Browser): Promise<Figure[] | null> {
  const data = dataFolder()
  const folder = data === null ? '' : join(data, 'glossaries', 'git', 'docs')
  if (!existsSync(folder)) return null
  const home = mkdtempSync(join(tmpdir(), 'genglossary-bench-ui-'))
  const preview = await launchPreview(home, [folder])
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 850 } })
    await page.goto(preview.url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await watchFrames(page)
    const client = await page.context().newCDPSession(page)
    const drop = { items: [], files: [folder], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver'] as const)
      await client.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data: drop })
    const begun = performance.now()
    await client.send('Input.dispatchDragEvent', { type: 'drop', x: 600, y: 300, data: drop })
    await page.locator('.grid-body .term-name').first().waitFor({ timeout: 60_000 })
    const first = performance.now() - begun
    await page.getByText('last run: Completed').waitFor({ timeout: 120_000 })
    const whole = performance.now() - begun
    const longest = await longestFrame(page)
    await page.close()
    return [
      { what: 'git documentation (400 files) dropped: first terms', value: first / 1000, unit: 's', limit: 5 },
      { what: 'git documentation: the whole list', value: whole / 1000, unit: 's', limit: 60 },
      { what: 'git documentation: longest frame meanwhile', value: longest, unit: 'ms', limit: 100 },
    ]
  } finally {
    await endPreview(preview.child)
    rmSync(home, { recursive: true, force: true })
  }
}
