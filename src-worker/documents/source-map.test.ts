import { describe, expect, it } from 'vitest'
import type { Block } from '../../src-main/contract/blocks.ts'
import { toBlock, toSource } from './source-map.ts'

// text  "a & b" from source `xa &amp;\n  b`: "a " copied from 1, "&" from 3–8, " " inserted, "b" copied from 11.
const block: Block = { kind: 'paragraph', text: 'a & b', map: [0, 2, 1, 2, 2, 1, 3, 5, 4, 1, 11, 1], start: 1, end: 12, line: 1 }

describe('source map', () => {
  it('leads from block text to the source', () => {
    expect(toSource(block, 0, 1)).toEqual({ start: 1, end: 2 })
    expect(toSource(block, 1, 3)).toEqual({ start: 2, end: 8 })
    expect(toSource(block, 2, 3)).toEqual({ start: 3, end: 8 })
    expect(toSource(block, 0, 5)).toEqual({ start: 1, end: 12 })
    expect(toSource(block, 3, 5)).toEqual({ start: 11, end: 12 })
    expect(toSource(block, 2, 4)).toEqual({ start: 3, end: 8 })
    expect(toSource(block, 3, 4)).toBeNull()
    expect(toSource(block, 5, 9)).toBeNull()
  })

  it('leads back', () => {
    expect(toBlock(block, 1, 2)).toEqual({ start: 0, end: 1 })
    expect(toBlock(block, 4, 6)).toEqual({ start: 2, end: 3 })
    expect(toBlock(block, 0, 12)).toEqual({ start: 0, end: 5 })
    expect(toBlock(block, 9, 12)).toEqual({ start: 4, end: 5 })
    expect(toBlock(block, 8, 11)).toBeNull()
    expect(toBlock(block, 12, 20)).toBeNull()
  })
})
