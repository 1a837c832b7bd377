import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expectInertField } from '../harness/ime.ts'
import { chooseModel, close, expect, good, type Model, test } from '../harness/model.ts'
import { settled } from '../harness/settled.ts'
import { another, grid, inJapanese, inspector, listed, openLibrary, press, rows, sidebar, sideCount, tick } from '../harness/window.ts'

/** Flow 4 of the window: every kind of problem has what mends it, each one step to undo; open, fixed and ignored are told apart. */

type Issue = { kind: string; entries: string[]; passages: string[]; action: string; message: string }

/** A reviewer that finds one problem of every kind in the first group it is shown, and nothing elsewhere. */
function reviewer(model: Model): void {
  let done = false
  model.answer = (messages) => {
    if (!messages[0]!.content.includes('"issues"')) return good(messages)
    const entries = [...messages[3]!.content.matchAll(/<entry id="(e\d+)"/gu)].map(([, id]) => id!)
    const passages = [...messages[1]!.content.matchAll(/<passage id="(p\d+)"/gu)].map(([, id]) => id!)
    if (done || entries.length < 7 || passages.length < 2) return JSON.stringify({ issues: [] })
    done = true
    const [a, b, c, d, e, f, g] = entries as [string, string, string, string, string, string, string]
    const issues: Issue[] = [
      { kind: 'unclear', entries: [a], passages: [], action: 'edit-definition', message: 'Seeded: unclear.' },
      { kind: 'contradiction', entries: [b], passages: passages.slice(0, 2), action: 'none', message: 'Seeded: contradiction.' },
      { kind: 'duplicate', entries: [c, d], passages: [], action: 'merge', message: 'Seeded: duplicate.' },
      { kind: 'missing-relation', entries: [e, f], passages: [], action: 'none', message: 'Seeded: relation.' },
      { kind: 'unnecessary', entries: [g], passages: [], action: 'exclude', message: 'Seeded: unnecessary.' },
    ]
    return JSON.stringify({ issues })
  }
}

const region = (page: Page) => page.getByRole('region', { name: 'Problems' })
const row = (page: Page, kind: string) => rows(page).filter({ hasText: `Seeded: ${kind}.` })
/** Brings the row into the page: rows far away are not in it. */
async function bring(page: Page, wanted: Locator): Promise<void> {
  await expect(async () => {
    await press(page, 'Home')
    for (let pages = 0; pages < 20; pages++) {
      await settled(page)
      if (await wanted.isVisible()) return
      await page.keyboard.press('PageDown')
    }
    expect(false, 'the row is nowhere in the list').toBe(true)
  }).toPass()
}
const find = (page: Page, kind: string): Promise<void> => bring(page, row(page, kind))
const choose = async (page: Page, kind: string) => {
  await find(page, kind)
  await row(page, kind).click()
}
const fixed = (page: Page, kind: string) => row(page, kind).getByText('Fixed', { exact: true })
const undo = async (page: Page) => {
  await grid(page).focus()
  await page.keyboard.press('Control+z')
}

async function reviewed(page: Page, app: Parameters<typeof openLibrary>[1], model: Model): Promise<void> {
  await openLibrary(page, app)
  await chooseModel(page, model)
  await close(page)
  reviewer(model)
  await another(page, () => page.keyboard.press('Control+r'))
  await sidebar(page, /^Problems/).click()
  await expect(row(page, 'contradiction')).toBeVisible()
}

test('every kind of problem is mended by its action, shown as fixed, and open again after undo', { tag: '@debugger' }, async ({
  page,
  app,
  model,
}) => {
  await reviewed(page, app, model)

  await choose(page, 'relation')
  await region(page).getByRole('button', { name: 'Add the link' }).click()
  await expect(fixed(page, 'relation')).toBeVisible()
  await expect(inspector(page).getByRole('heading', { name: 'Related' })).toBeVisible()
  await undo(page)
  await expect(fixed(page, 'relation')).toBeHidden()

  await choose(page, 'unnecessary')
  await region(page).getByRole('button', { name: 'Drop' }).click()
  await expect(fixed(page, 'unnecessary')).toBeVisible()
  await undo(page)
  await expect(fixed(page, 'unnecessary')).toBeHidden()

  await choose(page, 'duplicate')
  await region(page).getByRole('button', { name: 'Choose the preferred one…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Merge terms' })
  await tick(dialog.getByRole('radio').nth(1))
  await dialog.getByLabel('The headword is preferred; the others are').first().click()
  await page.getByRole('option', { name: 'Forbidden' }).click()
  await expect(page.getByRole('option')).toHaveCount(0)
  await axe(page)
  await dialog.getByRole('button', { name: 'Merge' }).click()
  await expect(fixed(page, 'duplicate')).toBeVisible()
  await expect(
    inspector(page)
      .getByLabel(/^Usage of/)
      .first(),
  ).toHaveValue('Preferred')
  await undo(page)
  await expect(fixed(page, 'duplicate')).toBeHidden()

  await choose(page, 'contradiction')
  await expect(page.getByRole('region', { name: 'Passages that show it' }).locator('.source')).toHaveCount(2)
  await axe(page)
  await page.getByRole('button', { name: 'Define by passage 2' }).click()
  // The run's own refinement may have mended it already; whose definition it is tells what the button did.
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeVisible()
  await expect(fixed(page, 'contradiction')).toBeVisible()
  await undo(page)
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeHidden()
  await region(page).getByRole('button', { name: 'Split the term…' }).click()
  const split = page.getByRole('dialog', { name: 'Split the term' })
  await axe(page)
  await expectInertField(page, 'split', split.getByLabel('Name of the other meaning'))
  await split.getByLabel('Name of the other meaning').fill('Another meaning')
  await split.getByRole('button', { name: 'Add it as a term' }).click()
  await expect(page.getByText('Added', { exact: true })).toBeVisible()

  await choose(page, 'unclear')
  await region(page).getByRole('button', { name: 'Edit the definition' }).click()
  await inspector(page).getByRole('textbox', { name: 'Definition' }).fill('Now it is clear.')
  await page.keyboard.press('Control+Enter')
  await sidebar(page, /^Problems/).click()
  await find(page, 'unclear')
  await expect(fixed(page, 'unclear')).toBeVisible()
  await choose(page, 'unclear')
  await region(page).getByRole('button', { name: 'Check these again' }).click()
  await expect(row(page, 'unclear')).toBeHidden()
})

test('a problem is ignored with a reason and stays ignored, a review that fails is not checked', { tag: '@debugger' }, async ({
  page,
  app,
  model,
}) => {
  await reviewed(page, app, model)
  await choose(page, 'contradiction')
  await settled(page)
  // The number is that of the open ones, and the run's own refinement may have mended this one already.
  const open = (await fixed(page, 'contradiction').count()) === 0 ? 1 : 0
  const before = await sideCount(page, 'Problems')
  await region(page).getByRole('button', { name: 'Ignore because…' }).click()
  await expectInertField(page, 'ignore', page.getByLabel('Reason'))
  await page.getByLabel('Reason').fill('Both are right.')
  await axe(page)
  await page.getByRole('button', { name: 'Ignore it' }).click()
  await expect.poll(() => sideCount(page, 'Problems')).toBe(before - open)
  await expect(row(page, 'contradiction')).toBeHidden()
  await page.getByRole('switch', { name: 'Show ignored' }).click()
  await expect(row(page, 'contradiction').getByText('Ignored: Both are right.')).toBeVisible()

  model.answer = () => 'no JSON at all'
  await choose(page, 'unnecessary')
  await sidebar(page, /^Glossary/).click()
  await listed(page)
  await rows(page).first().click()
  const term = await rows(page).first().locator('.term-name').innerText()
  await expect(inspector(page).getByRole('heading', { name: term, exact: true })).toBeVisible()
  await another(page, () => inspector(page).getByRole('button', { name: 'Check again' }).click())
  await sidebar(page, /^Problems/).click()
  await bring(page, rows(page).filter({ hasText: 'Not checked yet' }).first())
  await page.getByRole('switch', { name: 'Show ignored' }).click()
  await bring(page, row(page, 'contradiction').getByText('Ignored: Both are right.'))
})

test('a definition whose document has changed is a problem; defined again it cites what the document says now', async ({ page, app }) => {
  const file = join(app.folder, 'berth-planning.md')
  const before = readFileSync(file, 'utf8')
  const after = before.replace('A berth window is the period during which', 'A berth window is the span of hours in which')
  expect(after).not.toBe(before)
  await openLibrary(page, app)
  writeFileSync(file, after)
  await sidebar(page, /^Documents/).click()
  await page.getByRole('button', { name: 'Look for changes' }).click()
  // The window may have looked by itself just before: the change is known then, and what it made outdated is said instead.
  await expect(page.getByText(/^(Documents: 1 changed|1 document is not read yet|Out of date: .+)$/).first()).toBeVisible()
  await sidebar(page, /^Problems/).click()
  await another(page, () => page.getByRole('button', { name: 'Review again' }).click())
  const changed = rows(page).filter({ hasText: 'The definition of “berth window” cites a passage' })
  await bring(page, changed)
  // Other definitions of that document cite what it still says.
  await expect(rows(page).filter({ hasText: 'cites a passage' })).toHaveCount(1)
  await changed.click()
  await expect(page.getByRole('region', { name: 'Passages that show it' })).toContainText('A berth window is the period')
  await another(page, () => region(page).getByRole('button', { name: 'Define again' }).click())
  await expect(changed.getByText('Fixed', { exact: true })).toBeVisible()
  await expect(inspector(page)).toContainText('A berth window is the span of hours in which')
  await another(page, () => region(page).getByRole('button', { name: 'Check these again' }).click())
  await expect(changed).toBeHidden()
})

test('in Japanese: problems and their dialogs pass axe', async ({ page, app, model }) => {
  await reviewed(page, app, model)
  await inJapanese(page)
  await grid(page).focus()
  await page.keyboard.press('Home')
  await rows(page).filter({ hasText: '矛盾' }).first().click()
  await expect(page.getByRole('button', { name: '引用 2 を定義にする' })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: '用語を分ける…' }).click()
  await expect(page.getByRole('dialog', { name: '用語を分ける' })).toBeVisible()
  await axe(page)
  await close(page)
  await page.getByRole('button', { name: '理由を付けて無視…' }).click()
  await expect(page.getByRole('textbox', { name: '理由' })).toBeVisible()
  await axe(page)
})
