import { describe, expect, it } from 'vitest'
import { analysed } from '../terms/testing.ts'
import type { Hit } from '../terms/types.ts'
import { barOf } from './quotable.ts'

/** What a person reads as the definition of a term: the passages good enough to be quoted as one, best first. */
async function quoted(text: string, language: 'en' | 'ja', key: string): Promise<Hit[]> {
  const { analysis } = await analysed(text, language, 'test.md')
  return analysis.hits
    .filter((hit) => hit.rule !== 'context' && hit.key === key && hit.score >= barOf(hit.rule))
    .sort((a, b) => b.score - a.score)
}

/** Markdown's definition list is a table here: the same place, read by the same rules. */
const listed = (term: string, said: string): string =>
  `| Term | Meaning |\n|---|---|\n| ${term} | ${said} |\n| other | A thing for kettles. |`

describe('what a command or an option does defines no term', () => {
  it.each([
    ['teapot', 'Creates a new teapot or updates an existing one.'],
    ['teapot', 'Stores the water for later.'],
    ['teapot', 'A leak will be reported for such teapots.'],
    ['teapot', 'The teapot lid is removed before the teapot is filled.'],
    ['kettle', 'Figure 12. A kettle on its stand'],
  ])('%s: %s', async (term, said) => {
    expect(await quoted(listed(term, said), 'en', term)).toEqual([])
  })

  it.each([
    ['teapot', 'A vessel in which tea is brewed.'],
    ['teapot', 'Any pot that has a spout and a lid.'],
    ['teapot', 'Represents the vessel in which tea is brewed.'],
    ['teapot', 'The vessel in which the leaves are brewed.'],
    ['teapots', 'Vessels and pots listed in the tea code, in any size.'],
  ])('but a genus does: %s: %s', async (term, said) => {
    expect((await quoted(listed(term, said), 'en', term.replace(/s$/u, '')))[0]?.text).toBe(said)
  })
})

describe('parameters', () => {
  it('are told of, not defined, where a list writes them as code or among options', async () => {
    const list = (term: string): string =>
      `<dl><dt>${term}</dt><dd>The path to read the water level from.</dd></dl><p>The path is long.</p>`
    const hits = async (html: string) => (await analysed(html, 'en', 'test.html')).analysis.hits.filter((hit) => hit.key === 'path')
    const [plain] = await hits(list('path'))
    const [code] = await hits(list('<code>path</code>'))
    const [option] = await hits(list('--level</dt><dd>The level.</dd><dt>path'))
    expect(plain!.score).toBeGreaterThanOrEqual(barOf('list'))
    expect(code!.score).toBeLessThan(barOf('list'))
    expect(option!.score).toBeLessThan(barOf('list'))
  })
})

describe('under a heading', () => {
  it('the subject is the whole noun phrase', async () => {
    expect(await quoted('# Kettle\n\nThe kettle stand is useful for wet tables and quick to set up.', 'en', 'kettle')).toEqual([])
    expect(await quoted('# Kettle\n\nA common mistake is to fill it to the brim.', 'en', 'kettle')).toEqual([])
    expect((await quoted('# Kettle\n\nA kettle is a vessel for boiling water.', 'en', 'kettle'))[0]?.text).toContain('vessel')
  })
})

describe('what only looks like a pattern', () => {
  it.each([
    ['Teapots are not changed in that house.', 'teapot'],
    ['Teapots are separated by a row containing saucers.', 'teapot'],
    ['Teapots are placed around the center of the table.', 'teapot'],
    ['Teapots are positive for rust.', 'teapot'],
    ['Teapots are examples of pots, and break like them.', 'teapot'],
    ['A teapot is then shown between that old cup and the saucer.', 'teapot'],
    ['The teapots referred to by the waiters are now empty.', 'teapot'],
    ['Lid forms, Teapot, Provides the handle', 'teapot'],
    ['The teapot can be defined by a menu.', 'teapot'],
    ['The value is the name of a shelf, like "upper" or "lower".', 'value'],
    ['In this example, a teapot is a box of tin.', 'teapot'],
    ['In the past, a teapot was a box of tin.', 'teapot'],
    ['Strainers, sometimes called a List of Holes, are made of tin.', 'list'],
    ['This is called the teapot.', 'teapot'],
  ])('%s', async (text, key) => {
    expect(await quoted(text, 'en', key)).toEqual([])
  })

  it.each([
    ['Teapots are vessels that hold brewed tea.', 'teapot'],
    ['Teapots are named vessels in which tea is brewed.', 'teapot'],
    ['A teapot is how people brew tea at home.', 'teapot'],
    ['In general, a teapot is a vessel that holds brewed tea.', 'teapot'],
    ['In this context, a teapot is a vessel that holds brewed tea.', 'teapot'],
    ['Teapots, on the other hand, are vessels from which people pour tea.', 'teapot'],
    ['A teapot is represented as a vessel whose spout is open.', 'teapot'],
    ['Kubernetes is a system that runs containers.', 'kubernetes'],
    ['ctypes is a library that calls functions.', 'ctype'],
  ])('but not: %s', async (text, key) => {
    expect((await quoted(text, 'en', key))[0]?.text).toBe(text)
  })

  it('subject and verb agree', async () => {
    expect(await quoted('Teapot handle or email address as a point of contact.', 'en', 'teapot')).toEqual([])
    expect(await quoted('The teapot store and cup shelf are near.', 'en', 'teapot')).toEqual([])
    const [one] = await quoted('A teapot is a vessel that holds tea.', 'en', 'teapot')
    const [many] = await quoted('The teapot is full. teapots is a setting that holds tea.', 'en', 'teapot')
    expect(one!.score).toBeGreaterThan((many?.score ?? 0) + 0.2)
  })
})

describe('Japanese', () => {
  it.each([
    ['既定値は false です。', '既定値'],
    ['能率目標は 28 本である。', '能率目標'],
    ['急須は主な方法です。', '急須'],
    ['急須は実験的機能です。', '急須'],
    ['急須は非推奨であり、次の版で削除されます。', '急須'],
    ['急須は朝五時から棚に置いてある。', '急須'],
    ['これを急須と呼びます。', '急須'],
  ])('no definition in: %s', async (text, key) => {
    expect(await quoted(text, 'ja', key)).toEqual([])
  })

  it('takes a caption and what one does for no definition of a listed term', async () => {
    const table = (said: string): string => `| 用語 | 説明 |\n|---|---|\n| 急須 | ${said} |\n| 湯呑 | 茶を飲む器。 |`
    expect(await quoted(table('図16.7 急須を選ぶ画面'), 'ja', '急須')).toEqual([])
    expect(await quoted(table('茶葉の量と湯の温度をここで選びます。'), 'ja', '急須')).toEqual([])
    expect((await quoted(table('茶葉に湯を注いで茶を淹れる器。'), 'ja', '急須')).length).toBe(1)
  })
})
