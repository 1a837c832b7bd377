import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Contrast of the colours of tokens.css on every ground they stand on: text 4.5:1 (WCAG 1.4.3), what a control or its state is known by 3:1 (1.4.11). */

const sheet = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const pairs = new Map(
  [...sheet.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
)

/** Relative luminance of sRGB, as WCAG defines it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light! + 0.05) / (dark! + 0.05)
}

const GROUNDS = ['bg', 'bg-side', 'bg-raised', 'bg-hover', 'bg-active', 'bg-selected']

describe.each(['light', 'dark'] as const)('%s', (look) => {
  const colour = (name: string): string => {
    const pair = pairs.get(name)
    if (!pair) throw new Error(`tokens.css has no --${name} of two colours.`)
    return pair[look]
  }
  it.each(['text', 'dim', 'accent', 'ok', 'warn', 'bad'])('--%s can be read', (name) => {
    for (const ground of GROUNDS) expect(contrast(colour(name), colour(ground)), ground).toBeGreaterThanOrEqual(4.5)
  })
  it.each(['edge', 'accent'])('--%s can be seen', (name) => {
    for (const ground of GROUNDS) expect(contrast(colour(name), colour(ground)), ground).toBeGreaterThanOrEqual(3)
  })
  it('a cited passage can be read', () => expect(contrast(colour('text'), colour('mark'))).toBeGreaterThanOrEqual(4.5))
})

it('computes what WCAG says of known colours', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
