import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { environmentKeys, type SafeBox, safeKeys } from './model-keys.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gg-keys-'))
  file = join(folder, 'home', 'model-key')
})
afterEach(() => rmSync(folder, { recursive: true }))

const KEY = 'sk-secret-of-this-test'
/** Seals by turning the bytes round: enough to see that what is written is what was sealed. */
const box = (safe = true): SafeBox => ({
  isSafe: async () => safe,
  seal: async (text) => Buffer.from(`sealed:${[...text].reverse().join('')}`),
  open: async (bytes) => {
    const text = Buffer.from(bytes).toString()
    if (!text.startsWith('sealed:')) throw new Error('not ours')
    return [...text.slice(7)].reverse().join('')
  },
})

test('a key is kept sealed, in a file of this user alone, and forgotten when asked to', async () => {
  const keys = safeKeys(file, box(), {})
  expect(await keys.state()).toEqual({ source: 'none', canStore: true })
  await keys.store(KEY)
  expect(await keys.read()).toBe(KEY)
  expect(await keys.state()).toEqual({ source: 'stored', canStore: true })
  expect(readFileSync(file, 'utf8')).not.toContain(KEY)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  await keys.store(null)
  expect(await keys.read()).toBeNull()
})

test('without a safe place nothing is written, and the sentence says what to do', async () => {
  const keys = safeKeys(file, box(false), {})
  await expect(keys.store(KEY)).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('GENGLOSSARY_API_KEY') })
  expect(await keys.state()).toEqual({ source: 'none', canStore: false })
  expect(() => statSync(file)).toThrow()
})

test('a key in the environment goes first; one sealed by somebody else is none', async () => {
  await safeKeys(file, box(), {}).store(KEY)
  const both = safeKeys(file, box(), { GENGLOSSARY_API_KEY: 'from-outside' })
  expect([await both.read(), (await both.state()).source]).toEqual(['from-outside', 'environment'])
  writeFileSync(file, 'of another computer')
  expect(await safeKeys(file, box(), {}).state()).toEqual({ source: 'none', canStore: true })
})

test('the terminal knows the environment only', async () => {
  expect(await environmentKeys({ GENGLOSSARY_API_KEY: KEY }).read()).toBe(KEY)
  expect(await environmentKeys({ GENGLOSSARY_API_KEY: '' }).state()).toEqual({ source: 'none', canStore: false })
  await expect(environmentKeys({}).store(KEY)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})
