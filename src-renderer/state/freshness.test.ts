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

it('counts documents that are others than the terms were made from, until a run has read them', () => {
  const changes = { added: 1, changed: 2, missing: 3, moved: 9 }
  expect(changesIn(library({ changes, outdated: ['extract', 'generate'] }))).toBe(6)
  expect(changesIn(library({ changes }))).toBe(0)
  expect(changesIn(library({ changes, outdated: ['review'] }))).toBe(0)
})

it('is up to date after a completed run, once looked, while no stage is out of date', () => {
  expect(isUpToDate(library(), scan())).toBe(true)
  expect(isUpToDate(library(), scan({ added: 1 }))).toBe(true)
  expect(isUpToDate(library(), null)).toBe(false)
  expect(isUpToDate(library({ outdated: ['review'] }), scan())).toBe(false)
  for (const lastRun of [null, { status: 'cancelled' }, { status: 'failed' }, { status: 'interrupted' }])
    expect(isUpToDate(library({ lastRun }), scan())).toBe(false)
})
