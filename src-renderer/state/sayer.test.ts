import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSayer, PAUSE_MS } from './sayer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const STAGES = ['Extract', 'Define', 'Review', 'Refine']

/** A run of four stages, each in steps of ten per cent. @returns what is heard */
function run(ms: number): string[] {
  const heard: string[] = []
  const sayer = createSayer((sentence) => heard.push(sentence))
  sayer.tell(true, 'Starting …')
  for (const stage of STAGES) {
    for (let tens = 0; tens <= 100; tens += 10) {
      vi.advanceTimersByTime(ms / 44)
      sayer.tell(true, `${stage} ${tens} %`)
    }
  }
  sayer.tell(false, 'Up to date')
  vi.advanceTimersByTime(10 * PAUSE_MS)
  return heard
}

it('a very short run is heard by its start and its end', () => {
  expect(run(900)).toEqual(['Starting …', 'Up to date'])
})

it('a longer one by no more steps than there is time for, each the latest, and nothing after its end', () => {
  const heard = run(4 * PAUSE_MS + 10)
  expect(heard[0]).toBe('Starting …')
  expect(heard.at(-1)).toBe('Up to date')
  expect(heard.slice(1, -1)).toHaveLength(4)
  expect(heard.slice(1, -1).map((sentence) => sentence.split(' ')[0])).toEqual(STAGES)
})

it('a long one by every step of ten per cent', () => {
  expect(run(44 * (PAUSE_MS + 1))).toHaveLength(1 + 44 + 1)
})

it('a pause, going on and a second run right after the first are said at once, and the same words only once', () => {
  const heard: string[] = []
  const sayer = createSayer((sentence) => heard.push(sentence))
  sayer.tell(true, 'Define 0 %')
  sayer.tell(false, 'Paused')
  sayer.tell(false, 'Paused')
  sayer.tell(true, 'Define 0 %')
  sayer.tell(false, 'Up to date')
  sayer.tell(true, 'Starting …')
  expect(heard).toEqual(['Define 0 %', 'Paused', 'Define 0 %', 'Up to date', 'Starting …'])
})

it('says nothing any more once it is stopped', () => {
  const heard: string[] = []
  const sayer = createSayer((sentence) => heard.push(sentence))
  sayer.tell(true, 'Define 0 %')
  sayer.tell(true, 'Define 10 %')
  sayer.stop()
  vi.advanceTimersByTime(10 * PAUSE_MS)
  expect(heard).toEqual(['Define 0 %'])
})
