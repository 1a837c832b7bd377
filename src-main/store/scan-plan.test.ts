import { expect, it } from 'vitest'
import { type KnownDocument, planScan } from './scan-plan.ts'

const known = (id: number, path: string, hash: string | null, more: Partial<KnownDocument> = {}): KnownDocument => ({
  id,
  path,
  size: 10,
  mtime: 100,
  hash,
  status: 'ok',
  reason: null,
  scanSkipped: false,
  ...more,
})
const file = (path: string, hash: string, mtimeMs = 100, size = 10) => ({ path, size, mtimeMs, hash })

it('finds nothing to do where nothing changed', () => {
  expect(planScan([known(1, 'a.md', 'A')], [file('a.md', 'A')], [])).toEqual({ changes: [], unchanged: 1 })
})

it('tells added, changed, touched and missing apart', () => {
  const plan = planScan(
    [known(1, 'changed.md', 'A'), known(2, 'gone.md', 'B'), known(3, 'touched.md', 'C')],
    [file('changed.md', 'A2'), file('touched.md', 'C', 200), file('new.md', 'N')],
    [],
  )
  expect(plan.changes.map((change) => change.type)).toEqual(['missing', 'change', 'touch', 'add'])
  expect(plan.unchanged).toBe(1)
})

it('keeps the id of a file that moved, each file once, the first by path', () => {
  const plan = planScan(
    [known(7, 'old/b.md', 'X'), known(5, 'old/a.md', 'X'), known(9, 'stays.md', 'X')],
    [file('new/one.md', 'X'), file('new/two.md', 'X'), file('new/three.md', 'X'), file('stays.md', 'X')],
    [],
  )
  expect(plan.changes).toEqual([
    { type: 'move', id: 5, file: file('new/one.md', 'X') },
    { type: 'move', id: 7, file: file('new/two.md', 'X') },
    { type: 'add', file: file('new/three.md', 'X') },
  ])
})

it('takes a file back that was missing, also when it comes back somewhere else', () => {
  const missing = { status: 'missing' }
  expect(planScan([known(1, 'a.md', 'A', missing)], [file('a.md', 'A')], []).changes).toEqual([
    { type: 'change', id: 1, file: file('a.md', 'A'), sameContent: true },
  ])
  expect(planScan([known(1, 'a.md', 'A', missing)], [file('b.md', 'A')], []).changes).toEqual([
    { type: 'move', id: 1, file: file('b.md', 'A') },
  ])
  expect(planScan([known(1, 'a.md', 'A', missing)], [], []).changes).toEqual([])
})

it('skips with a reason, says it once, and takes the file when it can be read again', () => {
  const skip = { path: 'x.bin', reason: 'A binary file.' }
  expect(planScan([], [], [skip]).changes).toEqual([{ type: 'skip', id: null, ...skip }])
  const skipped = known(4, 'x.bin', null, { status: 'skipped', scanSkipped: true, reason: skip.reason })
  expect(planScan([skipped], [], [skip]).changes).toEqual([])
  expect(planScan([skipped], [file('x.bin', 'X')], []).changes).toEqual([
    { type: 'change', id: 4, file: file('x.bin', 'X'), sameContent: false },
  ])
})

it('keeps the id of a file whose name changed by its case only, as on file systems that do not tell cases apart', () => {
  expect(planScan([known(3, 'Readme.md', 'A')], [file('README.md', 'A')], []).changes).toEqual([
    { type: 'move', id: 3, file: file('README.md', 'A') },
  ])
})
