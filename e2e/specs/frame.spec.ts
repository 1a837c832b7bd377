import { expect, type Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { test } from '../harness/fake-test.ts'
import { expectInPlace, openLook } from '../harness/looks.ts'
import { settled } from '../harness/settled.ts'
import { resize, tick } from '../harness/window.ts'

/** The frame of the window over a made-up host: the state of the runs in the toolbar, the settings and their parts, and what is left of it all where there is little room. */

const pill = (page: Page) => page.locator('.run-pill')

async function open(page: Page, language: 'en' | 'ja' = 'en'): Promise<void> {
  await openLook(page, '/?scenes', language, 'light')
  await page.locator('.recent-item').click()
  await expect(pill(page)).toBeVisible()
  await settled(page)
}

interface Bench {
  emit(name: string, payload: unknown): void
  answers: Record<string, (args: never) => unknown>
}
/** Does something to the made-up host, in the page. */
const inPage = <T>(page: Page, work: (bench: Bench, value: T) => void, value: T): Promise<unknown> =>
  page.evaluate(`void (${work.toString()})(window.bench, ${JSON.stringify(value)})`)

const run = (status: string, more = {}) => ({
  id: 7,
  scope: 'full',
  status,
  failureKind: null,
  error: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  finishedAt: '2026-01-02T03:04:12.000Z',
  durationMs: 7000,
  settings: '{}',
  counts: '{}',
  ...more,
})

/** A run in this state, and how far it is. */
const working = (page: Page, status: string, part: { paused?: boolean; saving?: string; progress?: object } = {}) =>
  inPage(
    page,
    (bench, value) => {
      bench.emit('run.changed', { library: 'bench', run: value.run, paused: value.paused, saving: value.saving })
      if (value.progress) bench.emit('run.progress', { library: 'bench', run: 7, progress: value.progress })
    },
    { run: run(status), paused: part.paused ?? false, saving: part.saving ?? null, progress: part.progress ?? null },
  )

/** No run works; this is what is known of the library, and of what has changed in its folders. */
const still = (page: Page, lastRun: object | null, library: object, changes: object) =>
  inPage(
    page,
    (bench, value) => {
      const known = (bench.answers['libraries.open'] as () => object)()
      const changes = { added: 0, changed: 0, missing: 0, moved: 0, ...value.changes }
      const info = { ...known, ...value.library, changes, lastRun: value.lastRun }
      bench.answers['libraries.info'] = () => info
      bench.answers['documents.scan'] = () => ({ ...changes, unchanged: 1, skipped: [] })
      bench.emit('run.changed', { library: 'bench', run: value.lastRun ?? { id: 7, status: 'completed' }, paused: false, saving: null })
      bench.emit('library.changed', { library: 'bench', topics: ['folders'] })
    },
    { lastRun, library, changes },
  )

/** Where the buttons of the toolbar are. */
const places = (page: Page) =>
  page
    .locator('.toolbar > *')
    .evaluateAll((all) =>
      all.map((one) => [one.getBoundingClientRect().x, one.getBoundingClientRect().width].map(Math.round).join('+')).join(' '),
    )

const progress = { stage: 'generate', step: 'define', done: 41, total: 100, item: 'berth window', etaMs: 360_000 }

test('the pill says how it stands with the runs, in every state, and nothing in the toolbar moves', async ({ page }) => {
  await open(page)
  const before = await places(page)
  const says = async (text: string) => {
    await expect(pill(page)).toContainText(text)
    await expect.poll(() => places(page), text).toBe(before)
  }
  await says('Not run yet')
  await working(page, 'pending')
  await says('Starting')
  await working(page, 'running', { progress })
  await says('Step 2 of 4')
  await says('41 %')
  await expect(page.getByRole('contentinfo')).toContainText('finding definitions · 41 / 100 · about 6 min left')
  await expect(page.getByRole('contentinfo')).not.toContainText('Step 2')
  await working(page, 'running', { paused: true })
  await says('Paused')
  await working(page, 'cancelling')
  await says('Cancelling')
  await working(page, 'running', { saving: 'completed' })
  await says('Saving …')
  await still(page, run('failed', { failureKind: 'oom' }), {}, {})
  await says('Failed')
  await still(page, run('cancelled'), {}, {})
  await says('Cancelled')
  await still(page, run('interrupted'), {}, {})
  await says('Interrupted')
  await still(page, run('completed'), { outdated: ['extract'] }, { changed: 2, added: 1 })
  await says('3 changed')
  await expect(page.getByRole('contentinfo')).toContainText('Documents: 2 changed, 1 new')
  await still(page, run('completed'), { outdated: ['generate'] }, {})
  await says('Out of date')
  await still(page, run('completed'), {}, {})
  await says('Up to date')
})

test('what the pill opens says what the run does, stage by stage, and what can be done about it', async ({ page }) => {
  await open(page)
  await still(page, run('failed', { failureKind: 'oom' }), { made: ['extract'], outdated: ['extract'] }, {})
  await pill(page).click()
  const card = page.getByRole('dialog', { name: 'Run' })
  await expect(card).toContainText('It ran out of memory.')
  await expect(card.getByRole('button', { name: 'Start again' })).toBeFocused()
  // The sentence speaks of the size limit: this leads to it.
  await expect(card.getByRole('button', { name: 'Settings of this library…' })).toBeVisible()
  const stages = card.getByRole('list', { name: 'Stages' }).getByRole('listitem')
  await expect(stages).toHaveText(['Find termsOut of date', 'DefineNot run yet', 'ReviewNot run yet', 'RefineNeeds a language model'])
  await axe(page)
  await working(page, 'running', { progress })
  await expect(stages).toHaveText(['Find termsDone', 'Define41 %', 'ReviewTo come', 'RefineTo come'])
  await expect(card).toContainText('about 6 min left · berth window')
  await axe(page)
  // Its buttons stay where the pointer is, whatever the run says.
  const box = () => card.getByRole('button', { name: 'Pause' }).boundingBox()
  // The card is put in its place a frame after it is drawn.
  await settled(page)
  const before = await box()
  await inPage(page, (bench, value) => bench.emit('run.progress', { library: 'bench', run: 7, progress: value }), {
    ...progress,
    done: 42,
    item: 'the name of a document that is as long as names of documents are',
  })
  await expect(card).toContainText('the name of a document')
  await settled(page)
  await expect.poll(box).toEqual(before)
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await expect(pill(page)).toBeFocused()
})

test('screen readers hear a run by its steps of ten per cent as far as there is time, its end once, and no state twice', async ({
  page,
}) => {
  await open(page)
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [role=alert]')
        const text = region?.textContent?.trim() ?? ''
        if (text !== '' && heard.at(-1) !== text) heard.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  for (const done of [0, 3, 9, 10, 12, 19, 20])
    await working(page, 'running', { progress: { ...progress, done, etaMs: 1000 * (100 - done) } })
  await working(page, 'running', { saving: 'completed' })
  await expect(pill(page)).toContainText('Saving …')
  await still(page, run('completed'), {}, {})
  await expect(pill(page)).toContainText('Up to date')
  const told = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  // Said a moment after it is seen.
  await expect.poll(told).toContain('Up to date')
  await settled(page)
  const heard = await told()
  // How many of them depends on the time it takes (state/sayer.ts): the first at once, none twice.
  const steps = heard.filter((text) => text.startsWith('Define'))
  expect(steps[0]).toBe('Define 0 %')
  expect(['Define 0 %', 'Define 10 %', 'Define 20 %'].filter((text) => steps.includes(text))).toEqual(steps)
  expect(heard.filter((text) => /saving/i.test(text))).toHaveLength(1)
  expect(heard.filter((text) => text === 'Up to date')).toHaveLength(1)
  expect(heard.filter((text) => /41 \/|left|Step/.test(text))).toEqual([])
})

test('the search field shows the way to commands, by its key and by a press', async ({ page }) => {
  await open(page)
  const chip = page.getByRole('banner').getByRole('button', { name: 'Go to a term or command…' })
  await expect(chip).toHaveText('Ctrl+K')
  await chip.click()
  await expect(page.getByRole('dialog').locator('input').first()).toBeFocused()
})

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Settings' })
const inList = (page: Page, group: string, part: string) =>
  dialog(page).getByRole('list', { name: group, exact: true }).getByRole('button', { name: part, exact: true })

test('settings have their parts: chosen by keyboard, found by search, remembered, and led to from elsewhere', async ({ page }) => {
  await open(page)
  await inPage(
    page,
    (bench) =>
      Object.assign(bench.answers, {
        'libraries.settings': () => ({ language: 'auto', definitionLimit: 0, maxFileBytes: 52428800, includeEntities: false }),
      }),
    0,
  )
  await page.locator('.grid-scroll').focus()
  await page.keyboard.press('Control+,')
  await expect(inList(page, 'App', 'General')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('heading', { name: 'Keyboard' })).toBeVisible()
  await expect(dialog(page).getByRole('switch')).toHaveCount(1)
  // What is of this library alone, and what new ones start with, are apart.
  await inList(page, 'This library', 'Documents and terms').click()
  await expect(dialog(page).getByRole('region', { name: 'Documents and terms' })).toContainText('For this library alone')
  await inList(page, 'New libraries', 'Documents and terms').click()
  await expect(dialog(page).getByRole('region', { name: 'Documents and terms' })).toContainText('What a library starts with')

  await page.keyboard.press('Control+f')
  await page.keyboard.type('largest file')
  await expect(dialog(page).getByRole('textbox', { name: 'Largest file, in megabytes' })).toHaveCount(2)
  await expect(dialog(page).getByRole('heading', { level: 3 })).toHaveText([
    'This library: Documents and terms',
    'New libraries: Documents and terms',
  ])
  await page.keyboard.type(' zzz')
  await expect(dialog(page).getByRole('status').first()).toHaveText('No setting is called that.')
  // The first Escape empties the field, the second closes the dialog.
  await page.keyboard.press('Escape')
  await expect(dialog(page).getByRole('region', { name: 'Documents and terms' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()

  await page.keyboard.press('Control+,')
  await expect(inList(page, 'New libraries', 'Documents and terms')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
  await page.reload()
  await page.locator('.recent-item').or(page.locator('.grid-scroll')).first().waitFor()
  await settled(page)
  await page.keyboard.press('Control+,')
  await expect(inList(page, 'New libraries', 'Documents and terms')).toBeFocused()
})

test('what new libraries start with is kept for them and for no other', async ({ page }) => {
  await open(page)
  await inPage(
    page,
    (bench) => {
      const told: unknown[] = []
      Object.assign(window, { told })
      const settings = (bench.answers['app.settings'] as () => object)()
      const runDefaults = { language: 'auto', definitionLimit: 0, maxFileBytes: 52428800, includeEntities: false }
      bench.emit('app.settingsChanged', { ...settings, runDefaults })
      bench.answers['app.setSettings'] = ((asked: { settings: unknown }) => {
        told.push(asked.settings)
        return asked.settings
      }) as never
    },
    0,
  )
  await page.keyboard.press('Control+,')
  await inList(page, 'New libraries', 'Documents and terms').click()
  await dialog(page).getByRole('textbox', { name: 'Terms to define (0 = all that count)' }).fill('25')
  await tick(dialog(page).getByRole('switch', { name: 'Keep names of people, places and organizations in the list' }))
  const told = () => page.evaluate(() => (window as unknown as { told: { runDefaults: object }[] }).told.at(-1)?.runDefaults)
  await expect.poll(told).toEqual({ language: 'auto', definitionLimit: 25, maxFileBytes: 52428800, includeEntities: true })
})

const WIDTHS = [1280, 1024, 900, 800, 640]

for (const language of ['en', 'ja'] as const) {
  test(`nothing of the frame is cut off, covered or outside at any width, ${language}`, async ({ page }) => {
    await open(page, language)
    for (const width of WIDTHS) {
      await resize(page, width, 640)
      for (const state of ['running', 'still'] as const) {
        if (state === 'running') await working(page, 'running', { progress })
        else await still(page, run('completed'), { outdated: ['extract'], made: [] }, { changed: 2, added: 1 })
        await expect(pill(page)).toHaveAttribute('data-state', state === 'running' ? 'running' : 'changed')
        await expectInPlace(page, `${width} px, ${state}`)
      }
      await pill(page).click()
      await expect(page.locator('.run-card button').first()).toBeVisible()
      await expectInPlace(page, `${width} px, card`)
      await page.keyboard.press('Escape')
      await page.locator('.grid-scroll').focus()
      await page.keyboard.press('Control+,')
      const parts = page.locator('.settings-list button')
      await expect(parts.first()).toBeVisible()
      for (const part of await parts.all()) {
        await part.click()
        await expectInPlace(page, `${width} px, ${await part.innerText()}`)
      }
      await page.keyboard.press('Escape')
      await expect(page.locator('.settings')).toHaveCount(0)
    }
  })
}

test('with little room the sidebar is opened over the list, with numbers and saved filters, and goes away with the focus', async ({
  page,
}) => {
  await page.setViewportSize({ width: 800, height: 640 })
  await open(page)
  const list = page.locator('.grid-scroll')
  // Laid out for this size: the strip of icons, then the list.
  await expect.poll(async () => (await list.boundingBox())?.x).toBe(40)
  const before = await list.boundingBox()
  const plus = page.getByRole('button', { name: 'Save the filter…' })
  await expect(plus).toBeHidden()
  const widen = page.getByRole('navigation').getByRole('button', { name: 'Names and numbers' })
  await widen.focus()
  await page.keyboard.press('Enter')
  await expect(plus).toBeVisible()
  await expect(page.locator('.side-count').first()).toBeInViewport()
  expect(await list.boundingBox()).toEqual(before)
  await axe(page)
  await plus.click()
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(plus).toBeFocused()
  await expect(plus).toBeVisible()
  await list.focus()
  await expect(plus).toBeHidden()
})
