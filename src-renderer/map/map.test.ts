import { describe, expect, it } from 'vitest'
import type { MapLink, TermMap } from '../../src-main/contract/term-map.ts'
import { layoutMap } from './layout.ts'
import { linesOf, type Spot } from './lines.ts'
import { towards } from './move.ts'
import { labelWidth, pictureOf } from './picture.ts'

const map = (size: number, links: readonly Omit<MapLink, 'weight'>[], forms: readonly string[] = []): TermMap => ({
  nodes: Array.from({ length: size }, (_, n) => ({
    id: n + 1,
    headword: n % 3 === 0 ? `量子ビット${n}` : `token ledger ${n}`,
    language: n % 3 === 0 ? 'ja' : 'en',
    reading: null,
    decision: 'undecided' as const,
    frequency: n,
    step: n === 0 ? (0 as const) : n < size / 2 ? (1 as const) : (2 as const),
  })),
  links: links.map((link) => ({ ...link, weight: 0.5 })),
  forms: forms.map((surface) => ({ surface, rule: 'spelling' as const })),
  neighbours: size - 1,
  next: null,
})
const star = (size: number) =>
  map(
    size,
    Array.from({ length: size - 1 }, (_, n) => ({ a: 1, b: n + 2, kind: 'nested' as const })),
    ['QB', 'キュービット'],
  )

describe('the layout', () => {
  it.each([1, 2, 5, 30, 60])('of %i terms lets no label touch another, and none outside', (size) => {
    const { boxes, links } = pictureOf(star(size), true)
    const { places, width, height } = layoutMap(boxes, links)
    for (const [i, a] of places.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + boxes[i]!.width <= width && a.y + boxes[i]!.height <= height).toBe(true)
      for (let j = 0; j < i; j++) {
        const b = places[j]!
        const apart =
          a.x + boxes[i]!.width <= b.x || b.x + boxes[j]!.width <= a.x || a.y + boxes[i]!.height <= b.y || b.y + boxes[j]!.height <= a.y
        expect(apart, `${i} and ${j}`).toBe(true)
      }
    }
    expect(width * height).toBeLessThan(2500 * 1800)
  })

  it('is the same every time', () => {
    const { boxes, links } = pictureOf(star(60), true)
    expect(layoutMap(boxes, links)).toEqual(layoutMap(boxes, links))
  })

  it('puts linked terms nearer than others', () => {
    const { boxes, links } = pictureOf(
      map(
        12,
        [
          { a: 1, b: 2, kind: 'related' },
          ...Array.from({ length: 10 }, (_, n) => ({ a: 3, b: n === 0 ? 2 : n + 3, kind: 'together' as const })),
        ].filter(({ a, b }) => a !== b && b <= 12),
      ),
      false,
    )
    const { places } = layoutMap(boxes, links)
    const away = (i: number, j: number) => Math.hypot(places[i]!.x - places[j]!.x, places[i]!.y - places[j]!.y)
    expect(away(0, 1)).toBeLessThan(Math.max(...places.map((_, i) => away(0, i))))
  })
})

describe('the picture', () => {
  it('draws forms as no terms, one pulling link a pair, and none to what is not shown', () => {
    const two = map(
      2,
      [
        { a: 1, b: 2, kind: 'together' },
        { a: 2, b: 1, kind: 'related' },
        { a: 1, b: 99, kind: 'nested' },
      ],
      ['x'],
    )
    const { items, links } = pictureOf(two, true)
    expect(items.map(({ type }) => type)).toEqual(['term', 'term', 'form'])
    expect(links).toHaveLength(2)
    expect(links[0]!.pull).toBeGreaterThan(0.7)
    expect(pictureOf(two, false).items).toHaveLength(2)
  })

  it('gives Japanese twice the room of Latin, and neither without end', () => {
    expect(labelWidth('量子量子')).toBeGreaterThan(labelWidth('qubi'))
    expect(labelWidth('x'.repeat(500))).toBe(labelWidth('量'.repeat(500)))
  })
})

describe('an arrow key', () => {
  const places = [
    { id: 1, x: 0, y: 0 },
    { id: 2, x: 100, y: 10 },
    { id: 3, x: 50, y: -5 },
    { id: 4, x: -80, y: 0 },
    { id: 5, x: 0, y: 90 },
  ]
  it('leads to the linked term in its direction, before a nearer one that is not linked', () => {
    expect(towards(places, new Set([2, 4]), 1, 'right')).toBe(2)
    expect(towards(places, new Set(), 1, 'right')).toBe(3)
    expect(towards(places, new Set([2]), 1, 'left')).toBe(4)
    expect(towards(places, new Set(), 1, 'down')).toBe(5)
  })
  it('stays at the edge, and begins at the middle', () => {
    expect(towards(places, new Set(), 4, 'left')).toBeNull()
    expect(towards(places, new Set(), 77, 'left')).toBe(1)
    expect(towards([], new Set(), 1, 'left')).toBeNull()
  })
})

describe('lines', () => {
  const spots = new Map<number, Spot>([
    [1, { x: 0, y: 0, width: 100, height: 20 }],
    [2, { x: 300, y: 0, width: 100, height: 20 }],
  ])
  it('run from edge to edge', () => {
    expect(linesOf([{ a: 1, b: 2, kind: 'nested', weight: 1 }], spots)).toEqual([
      expect.objectContaining({ x1: 100, y1: 10, x2: 300, y2: 10 }),
    ])
  })
  it('of two terms linked in several ways run beside each other, whichever way they point', () => {
    const lines = linesOf(
      [
        { a: 1, b: 2, kind: 'mentions', weight: 1 },
        { a: 2, b: 1, kind: 'mentions', weight: 1 },
      ],
      spots,
    )
    expect(new Set(lines.map(({ y1 }) => y1)).size).toBe(2)
  })
  it('to a term that is not shown are none', () => {
    expect(linesOf([{ a: 1, b: 3, kind: 'nested', weight: 1 }], spots)).toEqual([])
  })
})
