import { beforeEach, describe, expect, it } from 'vitest'
import { appSettingsSchema } from '../../src-main/contract/host-api.ts'
import { MOST_OFFERED } from '../../src-main/contract/host-values.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { fittingModels, offerOf, offerOnce } from './model-offer.ts'

const computer = { memoryBytes: 16.5e9, installed: ['ollama'] } as const
const none = { ...computer, installed: [] }
const model = { name: 'm' } as never
const server = (models: readonly never[]) => ({ url: 'http://127.0.0.1:1', engine: 'ollama' as const, models: [...models] })
const silent = [{ url: 'http://127.0.0.1:1', message: 'Nothing answers.' }]

describe('what there is to say', () => {
  it('a server with a model, wherever it stands', () => {
    expect(offerOf({ servers: [server([]), server([model])], problems: silent }, none)).toMatchObject({ kind: 'found' })
  })
  it('a server without one; one that is installed and silent; none', () => {
    expect(offerOf({ servers: [server([])], problems: silent }, computer)).toMatchObject({ kind: 'empty' })
    expect(offerOf({ servers: [], problems: silent }, computer)).toEqual({ kind: 'silent', installed: ['ollama'] })
    expect(offerOf({ servers: [], problems: silent }, none)).toEqual({ kind: 'none' })
  })
  it('nothing where nowhere was looked', () => {
    expect(offerOf({ servers: [], problems: [] }, computer)).toBeNull()
  })
})

describe('once', () => {
  let host: FakeHost
  let app: App
  const terms = (accepted: number) => ({ total: 3, undecided: 3 - accepted, accepted, dropped: 0, toReview: 3 - accepted })
  const library = (id: string, accepted = 0) => ({ id, terms: terms(accepted) }) as never
  const asked = () => host.calls.filter(({ name }) => name === 'models.find').length

  beforeEach(() => {
    host = fakeHost(0)
    app = createApp(host)
    Object.assign(host.answers, {
      'libraries.settings': () => ({}),
      'models.find': () => ({ servers: [], problems: silent, test: null }),
      'models.computer': () => none,
      'app.setSettings': ({ settings }: { settings: unknown }) => settings,
    })
    app.session.setState({ settings: appSettingsSchema.parse({}), library: library('a') })
  })

  it('for each library, remembered beyond this window', async () => {
    expect(await offerOnce(app, 'a', 0)).toEqual({ kind: 'none' })
    expect(app.session.getState().settings?.modelsOffered).toEqual(['a'])
    expect(await offerOnce(app, 'a', 0)).toBeNull()
    expect(asked()).toBe(1)
    app.session.setState({ library: library('b') })
    expect(await offerOnce(app, 'b', 0)).toEqual({ kind: 'none' })
  })
  it('asks nobody where it is switched off, or a model is chosen', async () => {
    app.session.setState({ settings: appSettingsSchema.parse({ lookForModels: false }) })
    expect(await offerOnce(app, 'a', 0)).toBeNull()
    app.session.setState({ settings: appSettingsSchema.parse({}) })
    host.answers['libraries.settings'] = () => ({ model: { model: 'm' } })
    expect(await offerOnce(app, 'a', 0)).toBeNull()
    expect(asked()).toBe(0)
  })
  it('says nothing to somebody who decides terms meanwhile, and keeps it for another time', async () => {
    host.answers['models.find'] = () => {
      app.session.setState({ library: library('a', 1) })
      return { servers: [], problems: silent, test: null }
    }
    expect(await offerOnce(app, 'a', 0)).toBeNull()
    expect(app.session.getState().settings?.modelsOffered).toEqual([])
    // Still at it: not even asked.
    expect(await offerOnce(app, 'a', 0)).toBeNull()
    expect(asked()).toBe(1)
  })
  it('remembers as many libraries as the settings take', async () => {
    const many = Array.from({ length: MOST_OFFERED }, (_, n) => `l${n}`)
    app.session.setState({ settings: appSettingsSchema.parse({ modelsOffered: many }) })
    await offerOnce(app, 'a', 0)
    const { settings } = app.session.getState()
    expect(settings?.modelsOffered.at(-1)).toBe('a')
    expect(appSettingsSchema.safeParse(settings).success).toBe(true)
  })
})

it('of the models worth trying, those that fit into the memory, the largest first to try', () => {
  const one = (name: string, memory: string) => ({ model: name, memory, size: '', licence: '', note: '' })
  const list = {
    date: '2026-11-20',
    models: [one('small', '6 GB'), one('middle', '16 GB'), one('other', '16 GB'), one('large', '32 GB'), one('odd', 'much')],
  }
  expect(fittingModels(list, computer).map(({ model: name, fits, best }) => [name, fits, best])).toEqual([
    ['small', true, false],
    ['middle', true, true],
    ['other', true, false],
    ['large', false, false],
    ['odd', false, false],
  ])
})
