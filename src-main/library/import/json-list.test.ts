import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJsonList } from './json-list.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
function* pieces(all: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}
function read(text: string | Uint8Array, size = 7): { readonly rest: unknown; readonly taken: unknown[] } {
  const taken: unknown[] = []
  const rest = readJsonList(pieces(typeof text === 'string' ? bytes(text) : text, size), 'list', (element) => taken.push(element))
  return { rest, taken }
}

test('property: the same as JSON.parse, however the bytes are cut and whatever stands around the list', () => {
  const before = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue(), { maxLength: 8 }),
      before,
      before,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(undefined, 1, '\t'),
      (list, front, back, size, indent) => {
        const whole = { ...front, list, ...back }
        if (!Array.isArray(whole.list)) return
        const expected = JSON.parse(JSON.stringify(whole)) as { list: unknown[] }
        const { rest, taken } = read(JSON.stringify(whole, null, indent), size)
        expect(taken).toEqual(expected.list)
        expect(rest).toEqual({ ...expected, list: [] })
      },
    ),
    { numRuns: 400 },
  )
})

test('property: what JSON.parse refuses is refused, what it takes is taken', () => {
  const text = '{"a":["]",{"list":[1]}],"list":[{"x":"\\"]"},[2],"\\u0041,"],"b":"list"}'
  fc.assert(
    fc.property(
      fc.nat(text.length),
      fc.nat(3),
      fc.constantFrom('', ',', ']', '[', '"', '{', '}', '\\', ':', '0', 'list'),
      (at, cut, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + cut)
        let right: { list?: unknown } | null = null
        try {
          right = JSON.parse(changed) as { list?: unknown }
        } catch {
          expect(() => read(changed), changed).toThrow()
          return
        }
        if (changed.split('"list":[').length > 3) return // the list twice: refused, the next test says
        const { rest, taken } = read(changed)
        if (right !== null && typeof right === 'object' && Array.isArray(right.list)) {
          expect([taken, rest], changed).toEqual([right.list, { ...right, list: [] }])
        } else expect(rest, changed).toEqual(right)
      },
    ),
    { numRuns: 3000 },
  )
})

test('a name in escapes, a byte order mark, no list, a list twice, no UTF-8', () => {
  expect(read('{"\\u006cist":[1,2]}')).toEqual({ taken: [1, 2], rest: { list: [] } })
  expect(read(Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), bytes('{"list":[1]}')])).taken).toEqual([1])
  expect(read('[1]')).toEqual({ taken: [], rest: [1] })
  expect(() => read('{"list":[1],"list":[2,3]}')).toThrow(SyntaxError)
  expect(() => read(Buffer.concat([bytes('{"list":["'), Uint8Array.of(0xe3, 0x81), bytes('"]}')]))).toThrow(TypeError)
})
