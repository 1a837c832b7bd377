import fc from 'fast-check'
import { expect, it } from 'vitest'
import { documentMatcher } from './document-matcher.ts'
import { buildMatcher } from './match.ts'

const words = fc.constantFrom('berth', 'berths', 'berth window', 'quay', '岸', '岸壁', 'サーバ', 'サーバー', 'A1')
const surfaces = fc.uniqueArray(words, { minLength: 1, maxLength: 3 })
const text = fc.array(fc.oneof(words, fc.constantFrom(' ', '、', 'x', '-')), { maxLength: 12 }).map((parts) => parts.join(''))

it('finds, whatever was asked before, what one matcher of all the terms finds', () => {
  fc.assert(
    fc.property(
      fc.array(surfaces, { maxLength: 3 }),
      fc.array(fc.tuple(fc.array(text, { maxLength: 3 }), fc.option(surfaces)), { minLength: 1, maxLength: 5 }),
      (forms, steps) => {
        const matcher = documentMatcher()
        const glossary = forms.map((of, id) => ({ id, surfaces: of }))
        matcher.know(glossary)
        for (const [texts, more] of steps) {
          matcher.read(texts, [])
          const extra = more && { id: 99, surfaces: more }
          const all = buildMatcher(extra ? [...glossary, extra] : glossary)(texts)
          const found = matcher.match(extra) ?? matcher.match(null)!
          expect([...found.quads]).toEqual([...all.quads])
          for (let i = 3; i < all.quads.length; i += 4) expect(found.entries[found.quads[i]!]).toEqual(all.entries[all.quads[i]!])
        }
      },
    ),
  )
})

it('looks for no term in code, but finds words there', () => {
  const matcher = documentMatcher()
  matcher.read(['a berth', 'berth()'], [1])
  matcher.know([{ id: 1, surfaces: ['berth'] }])
  expect([...matcher.match(null)!.quads]).toEqual([0, 2, 7, 0])
  expect(matcher.find('berth').map(({ block }) => block)).toEqual([0, 1])
  expect(matcher.match({ id: 2, surfaces: ['nowhere'] })).toBeNull()
  expect([...matcher.filter({ kind: 'only', terms: [1] })]).toEqual([0, 2, 7, 0])
})
