import { expect, test } from 'vitest'
import { HeapGrowth } from './lean-heaps.ts'

test('heaps grow by little as long as little is in them, and by much once the statistics are large', () => {
  const flags: string[] = []
  let used = 60e6
  const growth = new HeapGrowth(
    (flag) => flags.push(flag),
    () => used,
  )
  growth.look()
  expect(flags).toEqual(['--initial-old-space-size=64', '--heap-growing-percent=30'])
  used = 200e6
  growth.look()
  used = 50e6
  growth.look()
  growth.look()
  expect(flags.slice(2)).toEqual(['--heap-growing-percent=100'])
})
