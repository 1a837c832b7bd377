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

  it('have one word for one thing in Japanese, those of the core too', () => {
    const core = JSON.parse(textOf(join('locales', 'core-ja.json'))) as Record<string, string>
    const all = [...Object.values(core), ...Object.values(ja).map((text) => JSON.stringify(text))]
    // refinement, support, variant, window; what a run is is never 'taken back' when it is cancelled; half-width marks after Japanese
    const wrong = /改良|裏づけ|異形|ウインドウ|未決定|ライブラリー|先に取り消して|[ぁ-んァ-ヶ一-龥][?:](?![/\\])/
    expect(all.filter((text) => wrong.test(text))).toEqual([])
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
})
