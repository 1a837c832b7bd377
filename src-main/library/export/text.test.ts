import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeInline } from './formats/markdown.ts'
import { escapeXml, oneLine } from './text.ts'

/** Texts that need nothing done are handed on as they are; what is done to the others must be the same with and without that. */

const PIECES = ['a', ' ', '  ', '\t', '\n', '\u00a0', '\u3000', '\ufeff', '\u0000', '\u0085', '\u2028', 'é', 'e\u0301', 'か\u3099']
const MARKUP = ['*', '_', '#', '-', '+', '1.', '12)', ':', '=', '[', '<', '&', '"', '\r', '~', '\\', '\ud800', '岸壁']
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES, ...MARKUP), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string(),
)

const line = (value: string): string =>
  value
    .normalize('NFC')
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ')
    .trim()

const inline = (value: string): string =>
  line(value)
    .replace(/[\\`*_[\]<>&|~$#]/gu, '\\$&')
    .replace(/^([-+=:])/u, '\\$1')
    .replace(/^(\d{1,9})([.)])/u, '$1\\$2')

test('property: a text that needs no change is looked at only, and every other becomes what it always became', () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(oneLine(value)).toBe(line(value))
      expect(escapeInline(value)).toBe(inline(value))
    }),
    { numRuns: 2000 },
  )
})

test('property: escaped XML has no bare mark and says what the text said', () => {
  fc.assert(
    fc.property(text, (value) => {
      const escaped = escapeXml(value)
      expect(escaped).not.toMatch(/[<>"\r]|&(?!(amp|lt|gt|quot|#13);)/)
      const back = escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#13;', '\r')
      expect(back.replaceAll('&amp;', '&')).toBe(value)
    }),
  )
})
