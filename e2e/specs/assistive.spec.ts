import { expect, type Page } from 'playwright/test'
import { test } from '../harness/fake-test.ts'
import { openLook } from '../harness/looks.ts'
import { settled } from '../harness/settled.ts'

/** What axe's rules cannot see, over a made-up host: where the focus is, what is said and when, what can be seen, hit and read at any size (docs/accessibility.md). */

const list = (page: Page) => page.locator('.grid-scroll')
const PLACES = ['Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+7', 'Alt+1']
const DIALOGS = ['Control+,', 'Control+o', 'Control+k', 'F1', 'Control+Shift+a', 'Control+Shift+f', 'l']

async function open(page: Page, look: 'light' | 'dark' | 'forced' = 'light'): Promise<void> {
  await openLook(page, '/?scenes', 'en', look)
  await page.locator('.recent-item').press('Enter')
  await expect(list(page)).toBeFocused()
  await settled(page)
}

/** Where the keyboard is: the role or element, and its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement
    if (at === null || at === document.body) return 'nothing'
    return `${at.getAttribute('role') ?? at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40)}`
  })

/** Goes to a place of the window by its key; over when what it shows is there and something in it has the keyboard. */
async function go(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await settled(page)
  await expect.poll(() => focused(page), key).not.toBe('nothing')
}

/** Nothing is found fault with; what has to be measured first is measured in the next frames. */
const expectNone = (faults: () => Promise<string[]>, where: string) => expect.poll(faults, where).toEqual([])

/** Opens the dialog, looks at it, closes it; the keyboard is back in the list afterwards. */
async function inDialog(page: Page, key: string, look: () => Promise<void>): Promise<void> {
  await go(page, 'Alt+1')
  await list(page).focus()
  await page.keyboard.press(key)
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expect.poll(() => dialog.evaluate((one) => one.contains(document.activeElement)), key).toBe(true)
  await settled(page)
  await look()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(list(page), key).toBeFocused()
}

test('the palette says to screen readers what Enter will take', async ({ page }) => {
  await open(page)
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Go to a term or command…' })
  await expect(field).toBeFocused()
  await page.keyboard.type('term 1')
  const options = page.getByRole('listbox').getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  for (const [key, at] of [
    ['ArrowDown', 1],
    ['ArrowDown', 2],
    ['ArrowUp', 1],
  ] as const) {
    await page.keyboard.press(key)
    await expect(options.nth(at)).toHaveAttribute('aria-selected', 'true')
    await expect(field).toHaveAttribute('aria-activedescendant', (await options.nth(at).getAttribute('id')) ?? 'none')
    await expect(page.getByRole('option', { selected: true })).toHaveCount(1)
  }
  await expect(page.getByRole('dialog', { name: 'Go to a term or command…' })).toBeVisible()
  // What was found for other words is not taken for what is typed now, however long its own answer takes.
  await page.evaluate(() => {
    const { bench } = window as unknown as { bench: { answers: Record<string, (args: never) => unknown> } }
    const answer = bench.answers['terms.page']!
    bench.answers['terms.page'] = ((args: { query: { search?: string } }) =>
      args.query.search === 'required'
        ? new Promise(() => undefined)
        : args.query.search === 'term 77'
          ? new Promise((found) => Object.assign(window, { tell: () => found(answer(args as never)) }))
          : answer(args as never)) as never
  })
  await field.fill('required')
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^Required and excluded/)
  await expect(page.getByRole('option', { name: /^term 1/ })).toHaveCount(0)
  // Enter faster than the answer means what it finds.
  await field.fill('term 77')
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await page.evaluate(() => (window as unknown as { tell(): void }).tell())
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: 'term 77', exact: true })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('F6 leads through the parts of the window and back, each remembers what had the keyboard in it', async ({ page }) => {
  await open(page)
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading').first()).toBeVisible()
  await settled(page)
  const first = await focused(page)
  const round: string[] = []
  for (let i = 0; i < 8 && (i === 0 || round.at(-1) !== first); i++) {
    await page.keyboard.press('F6')
    round.push(await focused(page))
  }
  expect(round.at(-1)).toBe(first)
  expect(new Set(round).size).toBe(round.length)
  expect(round.length).toBeGreaterThanOrEqual(5)
  await page.keyboard.press('Shift+F6')
  expect(await focused(page)).toBe(round.at(-2))
  await page.keyboard.press('F6')
  await expect(list(page)).toBeFocused()
})

test('the keyboard is never left with nothing: other places, a closed reader, words taken off a list, a search given up', async ({
  page,
}) => {
  await open(page)
  for (const key of PLACES) await go(page, key)
  await page.keyboard.press('Alt+4')
  const words = page.getByRole('region', { name: 'Excluded', exact: true })
  await page.evaluate(() => {
    const { bench } = window as unknown as { bench: { answers: Record<string, unknown>; emit(name: string, payload: unknown): void } }
    bench.answers['lists.get'] = () => ({ required: [], excluded: [] })
    bench.answers['commands.do'] = () => void bench.emit('library.changed', { library: 'bench', topics: ['lists'] })
  })
  await words.getByRole('button', { name: /^Remove/ }).press('Enter')
  await expect(words.getByRole('button', { name: /^Remove/ })).toHaveCount(0)
  await expect.poll(() => focused(page)).not.toBe('nothing')
  await page.evaluate(() => document.activeElement?.remove())
  await expect.poll(() => focused(page)).not.toBe('nothing')
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Control+3')
  await page.getByRole('button', { name: 'Close the reader' }).press('Enter')
  await expect.poll(() => focused(page)).not.toBe('nothing')
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(list(page)).toBeFocused()
  for (const key of DIALOGS) await inDialog(page, key, async () => undefined)
})

test('rows, columns and selection of the list are what a screen reader is told', async ({ page }) => {
  await open(page)
  await expect(page.getByRole('columnheader')).toHaveText(['Decision', 'Term', 'Definition', 'Score', 'Uses', 'Files'])
  const selected = page.getByRole('row', { selected: true })
  await page.keyboard.press('ArrowDown')
  // As long as nothing is selected the row with the focus is what is acted on; then only what is selected counts.
  await expect(selected).toHaveCount(1)
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+ArrowDown')
  await expect(selected).toHaveCount(2)
  await expect(page.locator('.grid-row.is-active')).toHaveAttribute('aria-selected', 'false')
  await page.keyboard.press('Escape')
  await expect(page.locator('.grid-row.is-active')).toHaveAttribute('aria-selected', 'true')
  // Columns are sorted without a pointer.
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to a term or command…' }).fill('by uses')
  await expect(page.getByRole('option', { name: /^Sort the list: by uses/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Uses' })).toHaveAttribute('aria-sort', 'descending')
  await page.keyboard.press('Alt+3')
  const folder = page.getByRole('row', { name: /^manual/ })
  await expect(folder).toHaveAttribute('aria-setsize', '3')
  await expect(folder).toHaveAttribute('aria-posinset', '1')
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('row', { name: /^Warning / }).first()).toBeVisible()
  await expect(page.getByRole('main')).toHaveCount(1)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('bench')
})

test('a decision is heard each time, once, and not the number of terms that are left', async ({ page }) => {
  await open(page)
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((changes) => {
      const regions = new Set(
        changes.map(({ target }) =>
          (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [aria-live=polite]'),
        ),
      )
      for (const one of regions) if (one && one.getAttribute('aria-live') !== 'off') heard.push(one.textContent ?? '')
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  await page.keyboard.press('a')
  await expect.poll(heard).toEqual(['Accepted: 1'])
  await page.keyboard.press('a')
  await expect.poll(heard).toEqual(['Accepted: 1', 'Accepted: 1'])
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(heard).toEqual(['Accepted: 1', 'Accepted: 1', '2 selected'])
})

test('the card of a term stays under the pointer and goes with Escape, which closes nothing else; so do tooltips, which the keyboard brings up too', async ({
  page,
}) => {
  await open(page)
  await page.keyboard.press('Alt+3')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const text = page.locator('.reader-body[data-matches]')
  await expect(text).toBeVisible()
  await page.getByRole('treegrid').focus()
  // The first words of a paragraph: “The term 1 stands here”.
  await text
    .locator('p')
    .first()
    .hover({ position: { x: 50, y: 12 } })
  const card = page.locator('.reader-card')
  await expect(card).toContainText('term 1')
  await card.hover()
  await expect(card).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await expect(text).toBeVisible()
  await page.keyboard.press('Control+3')
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  const tooltip = page.getByRole('tooltip', { name: /^Undo/ })
  await expect(tooltip).toBeVisible()
  await tooltip.hover()
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
})

/** Controls smaller than 24 by 24 pixels, what lies around them included, that are too near to others (WCAG 2.5.8, with its exception for spacing). */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].find((one) => one.checkVisibility())
    const what = 'button, a[href], input, select, textarea, summary, [role=option]'
    const all = [...(shown ?? document).querySelectorAll<HTMLElement>(what)].filter(
      // The arrows of a number's field: the field takes the same by its keys and by typing.
      (one) =>
        one.checkVisibility({ visibilityProperty: true }) && !one.matches('.mantine-NumberInput-control, :disabled, .visually-hidden'),
    )
    const boxOf = (one: HTMLElement) => {
      const label = one.matches('[type=checkbox], [type=radio]') ? (one as HTMLInputElement).labels?.[0] : undefined
      return (label?.closest('[class*=-body]') ?? label ?? one).getBoundingClientRect()
    }
    return all.flatMap((one) => {
      const box = boxOf(one)
      if (box.width === 0 || (box.width > 23.9 && box.height > 23.9)) return []
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      const isHit = [
        [0, 11.4],
        [0, -11.4],
        [11.4, 0],
        [-11.4, 0],
      ].every(([dx, dy]) => one.contains(document.elementFromPoint(x + dx!, y + dy!)))
      const near = all.filter((other) => {
        if (other === one || other.contains(one) || one.contains(other)) return false
        const to = boxOf(other)
        return Math.hypot(Math.max(to.left - x, 0, x - to.right), Math.max(to.top - y, 0, y - to.bottom)) < 12
      })
      return isHit || near.length === 0 ? [] : [`${one.ariaLabel ?? one.textContent} ${Math.round(box.width)}×${Math.round(box.height)}`]
    })
  })

test('nothing to press is too small, on no screen and in no dialog', async ({ page }) => {
  await open(page)
  const small = () => tooSmall(page)
  for (const key of PLACES) {
    await go(page, key)
    await expectNone(small, key)
  }
  for (const key of DIALOGS) await inDialog(page, key, () => expectNone(small, key))
})

/** What has the keyboard, whether it is seen, and whether something lies over it. */
const stopOf = (page: Page): Promise<{ name: string; ring: boolean; covered: boolean }> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    const seen = (one: Element | null) => {
      if (one === null) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    }
    // A switch and the choices of a row are drawn by what stands beside the field.
    const drawnBy = [at, at.nextElementSibling, at.closest('.mantine-SegmentedControl-root'), at.querySelector('.is-active')]
    const { x, y, width, height } = at.getBoundingClientRect()
    const top = document.elementFromPoint(x + Math.min(width / 2, 60), y + Math.min(height / 2, 20))
    const own = top === null || at.contains(top) || top.contains(at) || (at as HTMLInputElement).labels?.[0]?.contains(top) === true
    const name = `${at.tagName} ${at.className.slice(0, 30)} ${at.ariaLabel ?? at.textContent?.slice(0, 30)}`
    return { name, ring: drawnBy.some(seen), covered: width > 1 && !own }
  })

for (const look of ['light', 'dark', 'forced'] as const) {
  test(`${look}: the keyboard is seen wherever Tab leads, and nothing covers it`, async ({ page }) => {
    await open(page, look)
    await page.keyboard.press('Control+3')
    const stops = new Set<string>()
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const { name, ring, covered } = await stopOf(page)
      // Behind the last stop of the page comes what is around it.
      if (name.startsWith('BODY')) continue
      if (!ring) await expect.poll(async () => (await stopOf(page)).ring, `seen: ${name}`).toBe(true)
      // A tooltip stands at the corner of the window until its place is known.
      if (covered) await expect.poll(async () => (await stopOf(page)).covered, `covered: ${name}`).toBe(false)
      stops.add(name)
    }
    expect(stops.size).toBeGreaterThan(20)
  })
}

test('with more room between letters, words and lines no label is cut off', async ({ page }) => {
  await open(page)
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }')
    document.adoptedStyleSheets.push(sheet)
  })
  /** Text cut off below, or at its end without a way to read it whole. */
  const cut = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, label, h1, h2, h3, p, dt, summary, .chip')].flatMap((one) => {
        if (!one.checkVisibility() || one.closest('.visually-hidden, .grid-body, .ellipsis') || one.querySelector('.ellipsis')) return []
        const { overflowX, overflowY } = getComputedStyle(one)
        const below = overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 2
        const beside = overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 2 && one.title === ''
        return below || beside ? [one.textContent ?? ''] : []
      }),
    )
  for (const key of PLACES) {
    await go(page, key)
    await expectNone(cut, key)
  }
  for (const key of DIALOGS) await inDialog(page, key, () => expectNone(cut, key))
})

test.describe('320 pixels wide, as at 400 % zoom', () => {
  test.use({ viewport: { width: 320, height: 256 } })
  test('nothing lies beside the window: it scrolls down only', async ({ page }) => {
    await open(page)
    const beside = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, input, h1, h2, .pane, .inspector, .statusbar')].flatMap((one) => {
          if (!one.checkVisibility() || one.closest('.grid-scroll, .map-scroll, .visually-hidden')) return []
          const { left, right, width } = one.getBoundingClientRect()
          return width > 1 && (left < -1 || right > window.innerWidth + 1) ? [`${one.tagName} ${one.className} ${Math.round(right)}`] : []
        }),
      )
    for (const key of PLACES) {
      await go(page, key)
      await expectNone(beside, key)
    }
    for (const key of DIALOGS) {
      await inDialog(page, key, async () => {
        const wide = () =>
          page.getByRole('dialog').evaluate((one) => one.scrollWidth > one.clientWidth + 1 || one.clientWidth > window.innerWidth)
        await expect.poll(wide, key).toBe(false)
      })
    }
  })
})

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })
  test('what turns without end stands still: it does not flicker with every frame', async ({ page }) => {
    await open(page)
    const turning = await page.evaluate(() => {
      const probe = document.createElement('div')
      probe.className = 'mantine-Loader-root'
      probe.style.animation = 'turn 1s infinite'
      document.body.append(probe)
      const { animationIterationCount, animationDuration } = getComputedStyle(probe)
      probe.remove()
      return { animationIterationCount, animationDuration }
    })
    expect(turning.animationIterationCount).toBe('1')
    expect(Number.parseFloat(turning.animationDuration)).toBeLessThan(0.001)
  })

  test('another theme is there at once: its colours do not go down the page level by level', async ({ page }) => {
    await open(page)
    await settled(page)
    const changing = await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark'
      return { text: getComputedStyle(document.querySelector('.term-name')!).color, transitions: document.getAnimations().length }
    })
    expect(changing).toEqual({ text: 'rgb(223, 229, 234)', transitions: 0 })
  })
})
