import { expect, test, vi } from 'vitest'
import { garbageCollector } from './garbage.ts'

test.each([false, true])('what nothing holds any more is given back, and nobody hears of it (fixed flags: %s)', async (fixedFlags) => {
  const warned = vi.spyOn(process, 'emitWarning')
  const collect = garbageCollector(fixedFlags)
  const gone: WeakRef<object>[] = []
  for (let index = 0; index < 10_000; index++) gone.push(new WeakRef({ index }))
  // What a WeakRef was made of in this turn stays until the next.
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(gone.some((one) => one.deref() !== undefined)).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 0))
  collect()
  expect(gone.filter((one) => one.deref() !== undefined)).toEqual([])
  expect(warned).not.toHaveBeenCalled()
  warned.mockRestore()
})
