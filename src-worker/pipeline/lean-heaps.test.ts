import { expect, test } from 'vitest'
import { HeapGrowth } from './lean-heaps.ts'

test('heaps grow by little as long as little is in them, by much once the statistics are large, and by less where that would be too much', () => {
  const flags: string[] = []
  let used = 60e6
  const growth = new HeapGrowth(
    (flag) => flags.push(flag),
    () => used,
  )
  const at = (bytes: number): string[] => {
    used = bytes
    growth.look()
    return flags.splice(0)
  }
  expect(at(60e6)).toEqual(['--initial-old-space-size=64', '--heap-growing-percent=30'])
  expect(at(200e6)).toEqual(['--heap-growing-percent=100'])
  // What was collected meanwhile changes nothing.
  expect(at(50e6)).toEqual([])
  expect(at(300e6)).toEqual(['--heap-growing-percent=40'])
  expect(at(120e6)).toEqual([])
})
