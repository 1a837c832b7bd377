import { describe, expect, it } from 'vitest'
import { gridMove } from './model.ts'

const at = { active: 5, total: 100, pageRows: 20 }

describe('gridMove', () => {
  it.each([
    ['arrowdown', 6, 'plain'],
    ['arrowup', 4, 'plain'],
    ['shift+arrowdown', 6, 'extend'],
    ['mod+arrowdown', 6, 'keep'],
    ['mod+home', 0, 'keep'],
    ['pagedown', 24, 'plain'],
    ['pageup', 0, 'plain'],
    ['home', 0, 'plain'],
    ['end', 99, 'plain'],
    ['shift+end', 99, 'extend'],
  ])('%s leads to row %i', (key, row, how) => expect(gridMove(key, at)).toEqual({ row, how }))

  it('stays inside the list and knows no other key', () => {
    expect(gridMove('arrowdown', { ...at, active: 99 })?.row).toBe(99)
    expect(gridMove('arrowdown', { ...at, total: 0 })).toBeNull()
    expect(gridMove('a', at)).toBeNull()
    expect(gridMove('mod+k', at)).toBeNull()
    expect(gridMove('alt+arrowdown', at)).toBeNull()
  })
})
