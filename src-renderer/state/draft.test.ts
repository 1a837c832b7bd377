import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Draft } from './draft.ts'

describe('Draft', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('saves after a pause, once', async () => {
    const saved: string[] = []
    const draft = new Draft(
      '',
      async (value) => void saved.push(value),
      () => undefined,
      700,
    )
    for (const value of ['a', 'ab', 'abc']) {
      draft.type(value)
      await vi.advanceTimersByTimeAsync(300)
    }
    expect(saved).toEqual([])
    await vi.advanceTimersByTimeAsync(700)
    expect(saved).toEqual(['abc'])
    await draft.flush()
    expect(saved).toEqual(['abc'])
  })

  it('saves what was typed during a save, after it', async () => {
    const saved: string[] = []
    let release: (() => void) | undefined
    const draft = new Draft(
      '',
      async (value) => {
        saved.push(value)
        if (value === 'first') await new Promise<void>((resolve) => (release = resolve))
      },
      () => undefined,
    )
    draft.type('first')
    const flush = draft.flush()
    draft.type('second')
    release?.()
    await flush
    expect(saved).toEqual(['first', 'second'])
    expect(draft.dirty).toBe(false)
  })

  it('keeps the text of a failed save, says so, and tries again', async () => {
    const failures: unknown[] = []
    let broken = true
    const draft = new Draft(
      'old',
      async () => {
        if (broken) throw new Error('disk full')
      },
      (error) => void failures.push(error),
    )
    draft.type('new')
    await vi.advanceTimersByTimeAsync(1000)
    expect(failures).toHaveLength(1)
    expect(draft.text).toBe('new')
    expect(draft.dirty).toBe(true)
    broken = false
    await draft.flush()
    expect(draft.dirty).toBe(false)
  })
})
