import { expect, test } from 'vitest'
import { modelSettingsSchema } from '../../../src-main/contract/run-protocol.ts'
import { draftOf, remoteOrigins, settingsOf } from './draft.ts'

const local = modelSettingsSchema.parse({ engine: 'openai', model: 'm', endpoints: [{ url: 'http://127.0.0.1:8080', weight: 2 }] })

test('settings survive the panel unchanged', () => {
  for (const settings of [undefined, local, { ...local, concurrency: 8, log: true, price: { input: 1, output: 2 } }])
    expect(settingsOf(draftOf(settings))).toEqual(settings)
})

test('nothing is saved while an address, the name or the consent is missing', () => {
  const draft = draftOf(local)
  expect(settingsOf({ ...draft, model: ' ' })).toBeNull()
  expect(settingsOf({ ...draft, endpoints: [{ url: 'ftp://x', weight: 1 }] })).toBeNull()
  const remote = { ...draft, endpoints: [...draft.endpoints, { url: '10.0.0.7:8080', weight: 3 }] }
  expect(remoteOrigins(remote)).toEqual(['http://10.0.0.7:8080'])
  expect(settingsOf(remote)).toBeNull()
  expect(settingsOf({ ...remote, consent: ['http://10.0.0.7:8080', 'http://old:1'] })).toMatchObject({
    consent: ['http://10.0.0.7:8080'],
    endpoints: [{ weight: 2 }, { url: 'http://10.0.0.7:8080', weight: 3 }],
  })
})
