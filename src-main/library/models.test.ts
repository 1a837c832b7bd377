import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countingIds } from '../store/testing.ts'
import { environmentKeys } from './model-keys.ts'
import { createModelDesk, OWN_LIST } from './models.ts'
import { createNetworkLog } from './network-log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gg-desk-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

let network = createNetworkLog(() => 0)
const nobody = { launch: () => expect.unreachable('no process is needed for this') }
const desk = (ports?: string) =>
  createModelDesk({
    host: nobody,
    ids: countingIds(),
    keys: environmentKeys({}),
    network,
    ownList: join(folder, OWN_LIST),
    ...(ports === undefined ? {} : { ports }),
  })

test('the list that ships has a date, and a licence for every model', () => {
  const { date, models } = desk().recommended()
  expect(date).toMatch(/^20\d\d-\d\d-\d\d$/u)
  expect(models.length).toBeGreaterThan(3)
  for (const { licence, memory } of models) expect([licence, memory].every((one) => one.length > 2)).toBe(true)
})

test('a list of people’s own takes its place; one that can not be read says what to do', () => {
  const own = { date: '2027-01-01', models: [{ model: 'mine', size: '1 GB', memory: '4 GB', licence: 'MIT', note: '' }] }
  writeFileSync(join(folder, OWN_LIST), JSON.stringify(own))
  expect(desk().recommended()).toEqual(own)
  writeFileSync(join(folder, OWN_LIST), '{"date":')
  expect(() => desk().recommended()).toThrow(/or remove the file/u)
})

test('without a port to look at nothing is asked', async () => {
  expect(await desk('').find()).toEqual({ servers: [], problems: [], test: null })
})

test('an address without consent is refused before any process starts, and told as refused', async () => {
  network = createNetworkLog(() => 0)
  await expect(desk().find(['http://192.0.2.1:1'])).rejects.toThrow(/Agree to that first/u)
  const model = { engine: 'ollama' as const, model: 'm', thinking: 'off' as const, contextTokens: 8192, log: false, consent: [] }
  await expect(desk().test({ ...model, endpoints: [{ url: 'https://example.org', weight: 1 }] }, null)).rejects.toThrow(/Agree/u)
  expect(network.state().entries.map(({ source, refused, host }) => [source.kind, refused, host])).toEqual([
    ['test', 'consent', 'example.org'],
    ['probe', 'consent', '192.0.2.1'],
  ])
})
