import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HeldDrafts } from './held-drafts.ts'

let stored: Record<string, string>
let broken: Error | null
let told: unknown[]
let drafts: HeldDrafts

beforeEach(() => {
  vi.useFakeTimers()
  stored = {}
  broken = null
  told = []
  drafts = new HeldDrafts()
})
afterEach(() => vi.useRealTimers())

const open = (key: string) =>
  drafts.open(
    key,
    stored[key] ?? '',
    async (value) => {
      if (broken) throw broken
      stored[key] = value
    },
    (error) => void told.push(error),
  )
const flush = () => drafts.flush((error) => void told.push(error))

it('stores a text when its field goes, and whatever is typed when everything is stored', async () => {
  open('a').type('one')
  await drafts.close('a')
  open('b').type('two')
  open('c')
  await flush()
  expect(stored).toEqual({ a: 'one', b: 'two' })
})

it('keeps a text the host refused: there again with its field, and stored as soon as the host takes it', async () => {
  broken = new Error('The disk is full.')
  open('a').type('a note')
  await expect(drafts.close('a')).rejects.toThrow('The disk is full.')
  open('b')
  expect(open('a').text).toBe('a note')
  await drafts.close('a').catch(() => undefined)
  broken = null
  await flush()
  expect(stored).toEqual({ a: 'a note' })
  // From now on what is stored counts.
  stored.a = 'changed by an undo'
  expect(open('a').text).toBe('changed by an undo')
})

it('waits for a text on the screen; one whose field is gone holds nobody up, and is told of', async () => {
  open('gone').type('x')
  broken = new Error('This library is not open any more.')
  await drafts.close('gone').catch(() => undefined)
  await flush()
  expect(told).toEqual([broken])
  open('here').type('y')
  await expect(flush()).rejects.toThrow('not open')
})

it('forgets no text that is typed on while the one before is being stored', async () => {
  let release: () => void = () => undefined
  const slow = new Promise<void>((resolve) => (release = resolve))
  const saved: string[] = []
  const save = async (value: string) => {
    await slow
    saved.push(value)
  }
  const again = () => drafts.open('a', '', save, () => undefined)
  again().type('one')
  const closed = drafts.close('a')
  const draft = again()
  expect(draft.text).toBe('one')
  draft.type('one two')
  release()
  await closed
  await flush()
  expect(saved.at(-1)).toBe('one two')
  draft.type('one two three')
  await flush()
  expect(saved.at(-1)).toBe('one two three')
})
