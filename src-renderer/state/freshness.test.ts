import { expect, it } from 'vitest'
import type { LibraryInfo, ScanSummary } from '../../src-main/contract/library-api.ts'
import { changesIn, isUpToDate } from './freshness.ts'

const library = (change: object = {}) => ({ outdated: [], lastRun: { status: 'completed' }, ...change }) as unknown as LibraryInfo
const scan = (change: Partial<ScanSummary> = {}): ScanSummary => ({
  added: 0,
  changed: 0,
  missing: 0,
  moved: 0,
  unchanged: 3,
  skipped: [],
  ...change,
})

it('counts what the look found until a run has read it', () => {
  const found = scan({ added: 1, changed: 2, missing: 3, moved: 9 })
  expect(changesIn(library({ outdated: ['extract', 'generate'] }), found)).toBe(6)
  expect(changesIn(library(), found)).toBe(0)
  expect(changesIn(library({ outdated: ['review'] }), found)).toBe(0)
  expect(changesIn(library({ outdated: ['extract'] }), null)).toBe(0)
})

it('is up to date after a completed run, once looked, while no stage is out of date', () => {
  expect(isUpToDate(library(), scan())).toBe(true)
  expect(isUpToDate(library(), scan({ added: 1 }))).toBe(true)
  expect(isUpToDate(library(), null)).toBe(false)
  expect(isUpToDate(library({ outdated: ['review'] }), scan())).toBe(false)
  for (const lastRun of [null, { status: 'cancelled' }, { status: 'failed' }, { status: 'interrupted' }])
    expect(isUpToDate(library({ lastRun }), scan())).toBe(false)
})
