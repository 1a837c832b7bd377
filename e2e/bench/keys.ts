import type { Page } from 'playwright'
import { median } from '../../scripts/bench/median.ts'

/** What a key or a change of the list costs, until it is painted. */

/**
 * Milliseconds of work that a key costs, until its frame is painted: done at the beginning of a frame, so that waiting for the screen's next
 * frame is not counted.
 */
export const frameOf = (page: Page, action: string): Promise<number> =>
  page.evaluate(
    (code) =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => {
          const begun = performance.now()
          new Function(code)()
          const { port1, port2 } = new MessageChannel()
          // A message is read after the frame it was sent in is rendered.
          port1.onmessage = () => resolve(performance.now() - begun)
          port2.postMessage(0)
        })
      }),
    action,
  )

/** Milliseconds from an action until the list shows something else and that is painted. */
export const untilShown = (page: Page, action: string): Promise<number> =>
  page.evaluate(
    (code) =>
      new Promise<number>((resolve) => {
        const shown = () => {
          const sorted = document.querySelector('[aria-sort=ascending], [aria-sort=descending]')
          const texts = ['.pane-title', '.pane-head [role=status]', '.grid-body .term-name'].map(
            (one) => document.querySelector(one)?.textContent,
          )
          return [sorted?.textContent, sorted?.getAttribute('aria-sort'), ...texts].join('|')
        }
        const before = shown()
        const begun = performance.now()
        new Function(code)()
        const look = () => {
          if (shown() === before && performance.now() - begun < 5000) requestAnimationFrame(look)
          else setTimeout(() => resolve(performance.now() - begun))
        }
        requestAnimationFrame(look)
      }),
    action,
  )

export const press = (key: string): string =>
  `document.querySelector('.grid-scroll').dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', code: '${key}', bubbles: true, cancelable: true }))`

export async function repeated(measure: typeof frameOf, page: Page, action: (i: number) => string, times: number): Promise<number> {
  const values: number[] = []
  for (let i = 0; i < times; i++) values.push(await measure(page, action(i)))
  return median(values)
}

export const setValue = (text: string): string =>
  `const field = document.querySelector('[role=searchbox]'); Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, '${text}'); field.dispatchEvent(new Event('input', { bubbles: true }))`
