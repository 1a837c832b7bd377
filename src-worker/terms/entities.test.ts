import { describe, expect, it } from 'vitest'
import type { Category } from '../../src-main/contract/results.ts'
import { ranked } from './testing.ts'

async function categoryOf(text: string, key: string, language: 'en' | 'ja' = 'en'): Promise<Category | undefined> {
  const { glossary } = await ranked([text], language)
  return glossary.find((one) => one.group.members.some((member) => member.key === key))?.category
}

describe('named entities', () => {
  it.each([
    ['The report was read by Robert Miller, and then Robert Miller left.', 'robert miller', 'person'],
    ['The farm lies in Denmark. Ships sail to Denmark every day.', 'denmark', 'place'],
    ['It was funded by the Nordic Investment Bank, as the Nordic Investment Bank said.', 'nordic investment bank', 'organization'],
    ['It came into force with the Civil Rights Act, and the Civil Rights Act holds.', 'civil right act', 'title'],
  ] as const)('%s', async (text, key, category) => expect(await categoryOf(text, key)).toBe(category))

  it.each([
    ['We use OpenTelemetry here. With OpenTelemetry you can trace.', 'opentelemetry'],
    ['Programs in Java are portable, and Java is old.', 'java'],
    ['The Certificate Authority signs it. Ask the Certificate Authority.', 'certificate authority'],
    ['The wind turbine turns. A wind turbine is tall.', 'wind turbine'],
    ['Describe the Desired State first, then the Desired State is applied.', 'desired state'],
  ])('products and kinds of things stay terms: %s', async (text, key) => expect(await categoryOf(text, key)).toBe('term'))

  it('knows Japanese organizations', async () => {
    expect(await categoryOf('情報処理推進機構と日本規格協会が公表した。日本規格協会は協会である。', '日本規格協会', 'ja')).toBe(
      'organization',
    )
  })

  it('are left out of the accepted terms unless wanted', async () => {
    const text = 'The farm lies in Denmark. Ships sail to Denmark every day.'
    const accepted = async (includeEntities: boolean) =>
      [...(await ranked([text], 'en', { includeEntities })).accepted].map((one) => one.group.members[0]!.key)
    expect(await accepted(false)).not.toContain('denmark')
    expect((await ranked([text], 'en', { includeEntities: false })).glossary.at(-1)?.group.members[0]?.key).toBe('denmark')
  })
})
