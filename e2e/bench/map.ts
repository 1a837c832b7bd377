import type { Page } from 'playwright'
import { mapTimes } from '../../scripts/bench/map.ts'
import { median } from '../../scripts/bench/median.ts'
import { type Figure, longestFrame, watchFrames } from './figures.ts'

/** The map: sixty terms placed and painted in the page, and the question behind it in a library of 50 000. */

/** Milliseconds from an action until the term that has to be in the middle is there with all the others, and that is painted. */
const untilDrawn = (page: Page, action: string): Promise<number> =>
  page.evaluate(
    (code) =>
      new Promise<number>((resolve) => {
        const middle = () => document.querySelector('.map-term[aria-current]')?.textContent
        const before = middle()
        const begun = performance.now()
        new Function(code)()
        const look = () =>
          middle() === before || document.querySelectorAll('.map-term').length < 60
            ? requestAnimationFrame(look)
            : setTimeout(() => resolve(performance.now() - begun))
        requestAnimationFrame(look)
      }),
    action,
  )

/** The window goes back to the list afterwards. */
export async function mapFigures(page: Page): Promise<Figure[]> {
  const first = await untilDrawn(page, `[...document.querySelectorAll('.side-item')].find((one) => one.textContent === 'Map').click()`)
  await watchFrames(page)
  const next: number[] = []
  for (let i = 0; i < 9; i++)
    next.push(
      await untilDrawn(
        page,
        `document.querySelectorAll('.map-term')[${5 + i}].dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))`,
      ),
    )
  const frame = await longestFrame(page)
  await page.locator('.side-item:not(.side-widen)').first().click()
  await page.locator('.grid-body .term-name').first().waitFor()
  return [
    { what: 'map of 60 terms: opened, its code loaded, drawn', value: first, unit: 'ms', limit: 600 },
    { what: 'map of 60 terms: another term in the middle', value: median(next), unit: 'ms', limit: 250 },
    { what: 'map of 60 terms: longest frame meanwhile', value: frame, unit: 'ms', limit: 100 },
  ]
}

/** The slowest of the terms that are asked for, with links of every kind. */
export async function mapStoreFigure(): Promise<Figure> {
  const slowest = Math.max(...(await mapTimes()).filter(({ what }) => what.endsWith('every link')).map(({ ms }) => ms))
  return { what: '50 000 terms in a file: what is around the slowest of four', value: slowest, unit: 'ms', limit: 250 }
}
