import type { Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expectInertField } from '../harness/ime.ts'
import { chooseModel, close, expect, test } from '../harness/model.ts'
import { settled } from '../harness/settled.ts'
import {
  activeRow,
  activeTerm,
  another,
  inJapanese,
  inspector,
  openLibrary,
  openRecent,
  openSettings,
  pill,
  readFolder,
  rows,
  runEnded,
  sidebar,
  sideCount,
  tick,
} from '../harness/window.ts'

/** Flow 3 of the window: definitions by a model come one by one, wait, survive quitting, and never overwrite what people wrote. */

const footer = (page: Page) => page.getByRole('contentinfo')
const waitingRows = (page: Page) => rows(page).getByRole('img', { name: 'Waiting for its turn' })

test.describe('a queue of questions', () => {
  test.use({ msPerToken: 4 })

  test('each definition appears as it is finished; pausing stops the questions; quitting and going on asks nothing twice', async ({
    page,
    app,
    model,
  }) => {
    await openLibrary(page, app)
    await chooseModel(page, model)
    await close(page)
    await page.keyboard.press('Control+r')
    await expect(waitingRows(page).first()).toBeVisible()
    const waiting = await waitingRows(page).count()
    await expect.poll(() => waitingRows(page).count()).toBeLessThan(waiting)
    await footer(page).getByRole('button', { name: 'Pause' }).click()
    await expect(pill(page)).toContainText('Paused')
    // What was begun is finished first.
    const quiet = async () => {
      const asked = model.server.chats.length
      await page.waitForTimeout(2000)
      return model.server.inFlight === 0 && model.server.chats.length === asked
    }
    await expect.poll(quiet).toBe(true)
    await expect(waitingRows(page).first()).toBeVisible()
    await app.restart()
    // The rest need not take its time.
    const { chats } = model.server
    await model.quick()
    await openRecent(page, app)
    await sidebar(page, 'Runs').click()
    await expect(page.getByText('Interrupted').first()).toBeVisible()
    await page.getByRole('button', { name: 'Start again' }).click()
    await runEnded(page)
    const prompts = [...chats, ...model.server.chats]
      .filter(({ outcome }) => outcome === 'answered')
      .map(({ messages }) => JSON.stringify(messages))
    expect(new Set(prompts.map((text) => text.replaceAll(/ n=\\?"[^"]*"/gu, ''))).size).toBe(prompts.length)
    await sidebar(page, /^Glossary/).click()
    await rows(page).first().click()
    await expect(inspector(page).getByText('Written')).toBeVisible()
    await expect(waitingRows(page)).toHaveCount(0)
  })
})

/** A library in which the model proposes another text than the person wrote for the first term. What they wrote in place of is none. */
async function withProposal(page: Page, app: Parameters<typeof openLibrary>[1], model: Parameters<typeof chooseModel>[1]): Promise<string> {
  await openLibrary(page, app)
  await chooseModel(page, model)
  await close(page)
  await settled(page)
  await rows(page).first().click()
  const term = await activeTerm(page)
  await expect(inspector(page).getByRole('heading', { name: term, exact: true })).toBeVisible()
  await inspector(page).getByRole('button', { name: 'Edit the definition' }).click()
  await inspector(page).getByRole('textbox', { name: 'Definition' }).fill('My own words.')
  await page.keyboard.press('Control+Enter')
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeVisible()
  await expect(proposal(page)).toBeHidden()
  await another(page, () => inspector(page).getByRole('button', { name: 'Define again' }).click())
  await expect(activeRow(page).getByRole('img', { name: 'Another definition is proposed' })).toBeVisible()
  return term
}
const proposal = (page: Page) => inspector(page).getByRole('region', { name: 'Proposal' })

test('a proposal is kept, taken or merged in the inspector, and each answer is undone', { tag: '@debugger' }, async ({
  page,
  app,
  model,
}) => {
  const term = await withProposal(page, app, model)
  await expect.poll(() => sideCount(page, 'Proposals')).toBe(1)
  await axe(page)
  const text = (await proposal(page).locator('.definition-text bdi').innerText()).trim()
  await proposal(page).getByRole('button', { name: 'Keep mine' }).click()
  await expect(proposal(page)).toBeHidden()
  await expect(sidebar(page, /^Proposals/)).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(proposal(page)).toBeVisible()

  await proposal(page).getByRole('button', { name: 'Use it instead of mine' }).click()
  await expect(proposal(page)).toBeHidden()
  await expect(inspector(page).locator('.definition-text bdi').first()).toHaveText(text)
  await page.keyboard.press('Control+z')
  await expect(inspector(page).getByText('My own words.').first()).toBeVisible()

  await proposal(page).getByRole('button', { name: 'Merge both…' }).click()
  const field = proposal(page).getByRole('textbox', { name: 'Both in one' })
  await expectInertField(page, 'proposal', proposal(page).getByRole('textbox', { name: 'Both in one' }))
  await expect(field).toHaveValue(`My own words. ${text}`)
  await axe(page)
  await field.fill('My own words, and theirs.')
  await page.keyboard.press('Control+Enter')
  await expect(proposal(page)).toBeHidden()
  await expect(inspector(page).getByText('My own words, and theirs.').first()).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(proposal(page)).toBeVisible()
  await sidebar(page, /^Proposals/).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(activeRow(page).locator('.term-name')).toHaveText(term)
})

test('the same on the row: its menu keeps, takes and merges, also by the keyboard', async ({ page, app, model }) => {
  await withProposal(page, app, model)
  const menu = async (name: string) => {
    await rows(page).first().click({ button: 'right' })
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  const mark = activeRow(page).getByRole('img', { name: 'Another definition is proposed' })
  await menu('Keep my definition')
  await expect(mark).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(mark).toBeVisible()
  await menu('Use the proposed definition')
  await expect(activeRow(page)).not.toContainText('My own words.')
  await page.keyboard.press('Control+z')
  await expect(activeRow(page)).toContainText('My own words.')
  await menu('Merge both definitions…')
  await expect(proposal(page).getByRole('textbox', { name: 'Both in one' })).toBeFocused()
  await proposal(page).getByRole('button', { name: 'Save as mine' }).click()
  await expect(mark).toBeHidden()
  await rows(page).nth(1).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Define again' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Keep my definition' })).toBeHidden()
})

test('in Japanese: the panel and a proposal pass axe', async ({ page, app, model }) => {
  await withProposal(page, app, model)
  await inJapanese(page)
  await expect(page.getByRole('region', { name: '提案' })).toBeVisible()
  await axe(page)
  await page.getByRole('button', { name: '両方をまとめる…' }).click()
  await axe(page)
  await page.keyboard.press('Control+,')
  await page.getByRole('list', { name: 'このライブラリ' }).getByRole('button', { name: '言語モデル' }).click()
  await page.getByText('モデルの詳しい設定').click()
  await axe(page)
})

test.describe('a model server on this computer', () => {
  test.use({ modelPorts: async ({ model }, use) => use(String(model.server.port)) })

  test('is offered once the first terms are there, used with one click, and writes the definitions', async ({ page, app, model }) => {
    await readFolder(page, app)
    const offer = page.getByText(
      /^Found a model server at 127\.0\.0\.1:\d+ with 2 models – use it to write definitions\?$|^Found Ollama at/,
    )
    await expect(offer).toBeVisible()
    expect(model.server.chats).toEqual([])
    await axe(page)
    await page.getByRole('button', { name: 'Use scripted' }).click()
    await another(page, () => page.getByRole('button', { name: 'Write them now' }).click())
    expect(model.server.chats.length).toBeGreaterThan(5)
    await expect(offer).toBeHidden()
    await inJapanese(page)
    await axe(page)
  })

  test('is offered once to a library and never again, whatever the answer, until the setting is switched on anew', async ({
    page,
    app,
    model,
  }) => {
    await openLibrary(page, app)
    const offer = page.getByText(/use it to write definitions\?/)
    await expect(offer).toBeVisible()
    const top = async () => (await rows(page).first().boundingBox())!.y
    await settled(page)
    const before = await top()
    await page.getByRole('button', { name: 'Choose…' }).click()
    await expect(page.getByRole('dialog').getByRole('heading', { name: 'Language model', exact: true })).toBeFocused()
    await close(page)
    await page.getByRole('button', { name: 'Skip' }).click()
    await expect(offer).toBeHidden()
    await settled(page)
    await expect.poll(top).toBe(before)
    const asked = model.server.requests.length
    await app.restart()
    await openRecent(page, app)
    // Whoever would look for a server has asked the host by then.
    await settled(page)
    expect(model.server.requests.length).toBe(asked)
    await expect(offer).toBeHidden()
    await openSettings(page, 'Finding models')
    const setting = page.getByLabel('Offer language models that answer on this computer')
    await setting.click({ force: true })
    await expect(setting).not.toBeChecked()
    await tick(setting)
    await close(page)
    await expect(offer).toBeVisible()
  })
})

test.describe('no model server on this computer', () => {
  // Nobody listens there: the port of the discard service.
  test.use({ modelPorts: '9' })

  test('is said once, with a help that says which size fits and looks again; found by then, it is used from there', async ({
    page,
    app,
  }) => {
    await openLibrary(page, app)
    await expect(page.getByText('None was found on this computer.')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Language model' }).getByRole('button')).toHaveText(['How…', 'Skip'])
    await axe(page)
    await page.getByRole('button', { name: 'How…' }).click()
    const help = page.getByRole('dialog', { name: 'How to get a language model' })
    await expect(help.getByText(/^This computer has \d+ GB of memory\.$/)).toBeVisible()
    await expect(help.getByRole('row', { name: /try it first/ })).toHaveCount(1)
    await expect(help.getByRole('link')).toHaveCount(0)
    await help.getByRole('button', { name: 'Look again' }).click()
    await expect(help.getByRole('status')).toHaveText('None was found on this computer.')
    await expect(help.getByRole('button', { name: 'Look again' })).toBeEnabled()
    await page.mouse.move(0, 0)
    await axe(page)
    await close(page)
    await page.getByRole('button', { name: 'Skip' }).click()
    await expect(page.getByText('None was found on this computer.')).toBeHidden()
    await page.reload()
    await expect(rows(page).first()).toBeVisible()
    await settled(page)
    await expect(page.getByText('None was found on this computer.')).toBeHidden()
  })
})
