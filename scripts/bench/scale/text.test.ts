import { describe, expect, test } from 'vitest'
import { Text } from './text.ts'

describe.each(['en', 'ja'] as const)('generated text (%s)', (language) => {
  test('is the same for a seed, and another for another', () => {
    expect(new Text(language).document(5000)).toBe(new Text(language).document(5000))
    expect(new Text(language, 2).document(5000)).not.toBe(new Text(language).document(5000))
  })

  test('has a vocabulary that grows as Heaps says, not with the text and not to an end', () => {
    const text = new Text(language)
    const seen = new Set<string>()
    const heads = (bytes: number): number => {
      for (const [heading] of text.document(bytes).matchAll(/^## .+$/gmu)) seen.add(heading)
      return seen.size
    }
    const [small, large] = [heads(200_000), heads(1_800_000)]
    // Ten times the text: between three and eight times the names.
    expect(large / small).toBeGreaterThan(3)
    expect(large / small).toBeLessThan(8)
  })
})
