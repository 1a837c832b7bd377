import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { foldKey, foldQuote } from '../../src-main/contract/text/fold.ts'
import { parseBytes } from '../documents/index.ts'
import { engineFor } from '../language/engines.ts'
import type { LanguageEngine } from '../language/types.ts'
import { analyseDocument } from './analyse.ts'
import { decodeAnalysis, encodeAnalysis } from './codec.ts'
import { conceptsOf } from './concepts.ts'
import { ranked } from './testing.ts'

/** Whatever the documents hold: positions and quotes are exact, identifiers never become terms, the cache gives back what it got. */

const PIECES = [
  'A wind turbine is a machine that turns. ',
  'スパンとは、処理の単位である。',
  '属性（アトリビュート）を持つ',
  '## Heading of **things**\n\n',
  '- **Term**: what it is\n',
  '| Term | Definition |\n|---|---|\n| rotor | The turning part. |\n',
  '`core_bare.x` and `word like code` ',
  '[link text](http://example.org/a_b) ',
  '&amp; &lt;b&gt; ',
  '<ruby>計装<rt>けいそう</rt></ruby> ',
  'Application Programming Interface (API), ',
  '\n\n',
  '\r\n',
  '　全角　スペース ',
  'ﾊﾝｶｸ ',
  '𠮷野家 👩‍👩‍👧 ',
  '(((((',
  '（（「「',
  '--option=value $HOME /usr/lib/x ',
  '\u0000\ufeff\u200b',
]
const EXTENSIONS = ['md', 'txt', 'html', 'rst', 'adoc'] as const

const engines: LanguageEngine[] = []
beforeAll(async () => {
  engines.push(await engineFor('en'), await engineFor('ja'), await engineFor('other', 'nl'))
})

const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 30 })
  .map((parts) => parts.join(''))

describe('any document', () => {
  it('is analysed with exact places', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...EXTENSIONS), fc.nat(2), async (source, extension, which) => {
        const engine = engines[which]!
        const parsed = parseBytes(new TextEncoder().encode(source), `x.${extension}`, () => ({
          language: engine.language,
          tag: engine.language,
        }))
        if ('skipped' in parsed) return
        const document = { contentHash: 'h', ...parsed }
        const { analysis, occurrences } = await analyseDocument(document, engine, async () => {})
        for (const hit of analysis.hits) expect(foldQuote(document.decoded.slice(hit.range.start, hit.range.end))).toBe(hit.quote)
        for (const { surface, key, positions } of occurrences) {
          expect(foldKey(surface)).toBe(key)
          for (let i = 0; i < positions.length; i += 3) expect(positions[i]!).toBeLessThan(positions[i + 1]!)
        }
        for (const candidate of analysis.candidates) expect(candidate.key).not.toMatch(/_bare|example\.org|usr\/lib/u)
        expect(decodeAnalysis(encodeAnalysis(analysis)).candidates).toEqual(analysis.candidates)
      }),
      { numRuns: 150, seed: 20261121 },
    )
  }, 120_000)

  it('is ranked without a crash, every concept once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 3 }), fc.constantFrom('en' as const, 'ja' as const), async (texts, language) => {
        const usable = texts.filter((one) => /[\p{L}]/u.test(one) && !one.includes('\u0000'))
        const concepts = conceptsOf(await ranked(usable, language))
        const names = concepts.map((concept) => `${concept.language} ${concept.key}`)
        expect(new Set(names).size).toBe(names.length)
        for (const concept of concepts) expect(concept.variants[0]?.surface).toBe(concept.headword)
      }),
      { numRuns: 60, seed: 7 },
    )
  }, 120_000)
})
