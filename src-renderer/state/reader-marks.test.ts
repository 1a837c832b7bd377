import { beforeEach, describe, expect, it } from 'vitest'
import { appSettingsSchema } from '../../src-main/contract/host-values.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { marksOf, setMarks, turnMarks } from './reader-marks.ts'

describe('what the reader marks', () => {
  let host: FakeHost
  let app: App
  const shown = () => marksOf(app.session.getState())
  const open = (id: string) => app.session.setState({ library: { id } as never })

  beforeEach(async () => {
    host = fakeHost(1)
    Object.assign(host.answers, {
      'app.info': () => ({}),
      'libraries.recent': () => [],
      'app.settings': () => appSettingsSchema.parse({}),
      'app.setSettings': ({ settings }: { settings: unknown }) => appSettingsSchema.parse(settings),
    })
    app = createApp(host)
    await app.session.actions.start()
    open('one')
  })

  it('is every use until something is chosen, and is kept for each library by itself', async () => {
    expect(shown()).toBe('all')
    await setMarks(app, 'first')
    open('two')
    expect(shown()).toBe('all')
    await setMarks(app, 'none')
    open('one')
    expect(shown()).toBe('first')
    expect(app.ui.getState().notice?.text).toContain('Nothing')
  })

  it('goes on to the next at each turn and back to every use, which is not kept', async () => {
    const seen: string[] = []
    for (let i = 0; i < 4; i++) {
      await turnMarks(app)
      seen.push(shown())
    }
    expect(seen).toEqual(['first', 'problems', 'none', 'all'])
    expect(app.session.getState().settings?.readerMarks).toEqual({})
  })

  it('keeps the choices of the libraries chosen for last', async () => {
    for (let i = 0; i < 205; i++) {
      open(`library ${i}`)
      await setMarks(app, 'first')
    }
    const kept = Object.keys(app.session.getState().settings!.readerMarks)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 'library 5', 'library 204'])
  })

  it('is refused as a setting when it is none of the four', () => {
    expect(appSettingsSchema.safeParse({ readerMarks: { one: 'some' } }).success).toBe(false)
  })
})
