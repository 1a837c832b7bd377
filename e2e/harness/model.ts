import type { Page } from 'playwright/test'
import { type FakeMessage, FakeServer } from '../../scripts/models/fake-server.ts'
import { scriptedAnswer } from '../../scripts/models/scripted-model.ts'
import { test as base, expect } from './app.ts'
import { settled } from './settled.ts'
import { closeDialog, openSettings } from './window.ts'

/** The window with a language model: a scripted one behind a real server on this computer. */

export type Answer = (messages: readonly FakeMessage[]) => string
export interface Model {
  readonly server: FakeServer
  answer: Answer
  /** Another server at the same address, which answers at once. */
  quick(): Promise<void>
}
export const good: Answer = (messages) => scriptedAnswer('good', messages)

interface Fixtures {
  readonly model: Model
  /** Milliseconds the server takes for a token: slow enough to look at a run on its way. */
  readonly msPerToken: number
}

export const test = base.extend<Fixtures>({
  documents: 'samples/handbook/en',
  msPerToken: [0, { option: true }],
  model: async ({ msPerToken }, use) => {
    const start = (decodeMsPerToken: number, port = 0) =>
      FakeServer.start({ port, answer: (messages) => model.answer(messages), models: ['scripted', 'other'], decodeMsPerToken })
    const model = {
      server: null as unknown as FakeServer,
      answer: good,
      quick: async () => {
        const { port } = model.server
        await model.server.stop()
        model.server = await start(0, port)
      },
    }
    model.server = await start(msPerToken)
    await use(model)
    await model.server.stop()
  },
})

export { expect }

export const settings = (page: Page) => page.getByRole('dialog', { name: 'Settings' })

/** Opens the settings and chooses the test's server; the dialog stays open. */
export async function chooseModel(page: Page, model: Model): Promise<void> {
  await openSettings(page, 'Language model', 'This library')
  const dialog = settings(page)
  await dialog.getByLabel('Language model that writes definitions').first().click()
  await page.getByRole('option', { name: /OpenAI-compatible/ }).click()
  await dialog.getByLabel('Address of the server').fill(model.server.url)
  await dialog.getByRole('button', { name: 'Ask the servers below' }).click()
  await dialog.getByRole('button', { name: 'Use scripted' }).click()
}
export async function close(page: Page): Promise<void> {
  // What was chosen is stored before anything else is asked.
  await settled(page)
  await closeDialog(page)
}
