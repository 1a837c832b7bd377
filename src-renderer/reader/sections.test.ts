import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Block } from '../../src-main/contract/blocks.ts'
import { runEnd, sectionsOf } from './sections.ts'

const block = (kind: Block['kind'], text: string, more: Partial<Block> = {}): Block => ({
  kind,
  text,
  map: [0, text.length, 0, text.length],
  start: 0,
  end: text.length,
  line: 1,
  ...more,
})

const anyBlock = fc.oneof(
  fc.integer({ min: 1, max: 900 }).map((length) => block('paragraph', 'a'.repeat(length))),
  fc.integer({ min: 1, max: 900 }).map((length) => block('paragraph', '用'.repeat(length))),
  fc.constant(block('heading', 'Heading', { level: 2 })),
  fc.record({ row: fc.nat(6), part: fc.constantFrom('sheet:A', 'sheet:B') }).map((at) => block('table-cell', 'cell', at)),
)

it('holds every block once, in order, and divides no table', () => {
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 400 }), (blocks) => {
      const sections = sectionsOf(blocks)
      expect(sections.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, i) => first + i))).toEqual([...blocks.keys()])
      const begins = new Set<number>()
      for (let at = 0; at < blocks.length; at = runEnd(blocks, at)) begins.add(at)
      for (const { first, end, height } of sections) {
        expect(begins.has(first)).toBe(true)
        expect(end).toBeGreaterThan(first)
        expect(height).toBeGreaterThan(0)
      }
    }),
  )
})

it('makes sections of about a screen, and lets a heading begin one rather than end one', () => {
  const paragraphs = Array.from({ length: 2500 }, () => block('paragraph', 'word '.repeat(80)))
  const many = sectionsOf(paragraphs)
  expect(many.length).toBeLessThan(400)
  for (const { height } of many) expect(height).toBeLessThan(120)
  const chapter = [...paragraphs.slice(0, 6), block('heading', 'Next chapter', { level: 2 }), ...paragraphs.slice(0, 3)]
  expect(sectionsOf(chapter).map(({ first }) => first)).toContain(6)
  expect(sectionsOf([])).toEqual([])
})

it('takes a line of Japanese for as tall as it is: its letters are twice as wide', () => {
  const [english] = sectionsOf([block('paragraph', 'a'.repeat(760))])
  const [japanese] = sectionsOf([block('paragraph', '用'.repeat(380))])
  expect(japanese!.height).toBe(english!.height)
})
