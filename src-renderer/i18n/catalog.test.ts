import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { messages as en } from '../locales/en.ts'
import { messages as ja } from '../locales/ja.ts'

const ROOT = join(import.meta.dirname, '..')
const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.|locales/.test(name),
)
const textOf = (name: string) => readFileSync(join(ROOT, name), 'utf8')

/** Every id looked up with `i18n._('…')`. */
const used = new Set(sources.flatMap((name) => [...textOf(name).matchAll(/i18n\._\(\s*'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1]!)))

describe('catalogs', () => {
  it('hold every string of the interface, in both languages, and no other', () => {
    expect(used.size).toBeGreaterThan(300)
    for (const catalog of [en, ja]) {
      expect([...used].filter((id) => !(id in catalog))).toEqual([])
      expect(Object.keys(catalog).filter((id) => !used.has(id))).toEqual([])
    }
  })

  it('are Japanese in Japanese', () => {
    const foreign = Object.entries(ja).filter(([, text]) => !/[\u3000-\u30ff\u4e00-\u9fff]/.test(JSON.stringify(text)))
    expect(foreign.map(([id]) => id)).toEqual([])
  })

  it('name the same values in both languages', () => {
    // A compiled message is a list of texts and of lists that begin with a value's name.
    const values = (message: unknown) => new Set((message as unknown[]).filter(Array.isArray).map(([name]) => name))
    for (const id of used) expect(values(ja[id]), id).toEqual(values(en[id]))
  })
})

describe('sources', () => {
  const code = sources.map((name) => [name, textOf(name)] as const)

  it('look up text by literals only, so that none is missed', () => {
    expect(code.filter(([, text]) => /i18n\._\((?!\s*')/.test(text)).map(([name]) => name)).toEqual([])
  })

  it('know keys by useKey alone, which is silent while an input method composes', () => {
    const raw = /\.key\s*[!=]==?\s*['"`]|\bkeyCode\s*[!=]==?|\.code\s*[!=]==?\s*['"`]/
    expect(code.filter(([name, text]) => name !== join('keys', 'key.ts') && raw.test(text)).map(([name]) => name)).toEqual([])
  })
})
