import { expect, test } from 'vitest'
import { HeapGrowth, YoungObjects } from './lean-heaps.ts'

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

test('young objects are collected by each thread alone while the threads fill the machine, and as ever where a core is free', () => {
  const flags: string[] = []
  const set = (flag: string): void => void flags.push(flag)
  for (const threads of [4, 3]) {
    const young = new YoungObjects(threads, 4, set)
    expect(flags.splice(0)).toEqual(['--no-parallel-scavenge'])
    young.release()
    expect(flags.splice(0)).toEqual(['--parallel-scavenge'])
  }
  new YoungObjects(2, 4, set).release()
  expect(flags).toEqual([])
})
