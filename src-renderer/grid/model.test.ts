import { describe, expect, it } from 'vitest'
import { gridMove } from './model.ts'

const at = { active: 5, total: 100, pageRows: 20 }

describe('gridMove', () => {
  it.each([
    ['arrowdown', 6, false],
    ['j', 6, false],
    ['arrowup', 4, false],
    ['shift+arrowdown', 6, true],
    ['pagedown', 24, false],
    ['pageup', 0, false],
    ['home', 0, false],
    ['end', 99, false],
    ['shift+end', 99, true],
  ])('%s leads to row %i', (key, row, extend) => expect(gridMove(key, at)).toEqual({ row, extend }))

  it('stays inside the list and knows no other key', () => {
    expect(gridMove('arrowdown', { ...at, active: 99 })?.row).toBe(99)
    expect(gridMove('arrowdown', { ...at, total: 0 })).toBeNull()
    expect(gridMove('a', at)).toBeNull()
    expect(gridMove('mod+arrowdown', at)).toBeNull()
  })
})
