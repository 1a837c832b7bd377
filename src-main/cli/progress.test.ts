import { expect, test } from 'vitest'
import type { Progress } from '../contract/run.ts'
import { duration, jsonReporter, plainReporter, terminalReporter } from './progress.ts'
import { cutToWidth, displayWidth, table } from './table.ts'

const step = (done: number, over: Partial<Progress> = {}): Progress => ({ stage: 'extract', step: 'parse', done, total: 200, ...over })
const sink = (columns?: number) => {
  const parts: string[] = []
  return { parts, write: (text: string) => parts.push(text), columns }
}

test('durations for people', () => {
  expect([0, 41_000, 61_000, 3_600_000, 4_500_000].map(duration)).toEqual(['0 s', '41 s', '1 min', '1 h 0 min', '1 h 15 min'])
})

test('a pipe gets one line when a step begins and one when it ends, and warnings', () => {
  const out = sink()
  const reporter = plainReporter(out)
  for (let done = 0; done <= 200; done++) reporter.progress(step(done, { etaMs: 5000 }))
  reporter.log({ seq: 1, time: 0, level: 'info', message: 'not shown' })
  reporter.log({ seq: 2, time: 0, level: 'warn', message: 'a.md: 3 invalid bytes replaced' })
  expect(out.parts).toEqual([
    'Extracting terms: parse 0/200, about 5 s left\n',
    'Extracting terms: parse 200/200\n',
    'Warning: a.md: 3 invalid bytes replaced\n',
  ])
})

test('a step over documents tells their bytes, and its bar goes by them', () => {
  const out = sink(120)
  const reporter = terminalReporter(out, () => 0)
  reporter.progress(step(190, { bytesDone: 3_250_000, bytesTotal: 12_600_000, etaMs: 90_000 }))
  expect(out.parts[0]).toBe('[#####---------------] Extracting terms: parse 190/200, 3.3 of 13 MB, about 2 min left')
})

test('a terminal gets one line redrawn ten times a second, cut to its width, and a last one', () => {
  const out = sink(60)
  let now = 0
  const reporter = terminalReporter(out, () => now)
  for (let done = 1; done <= 200; done++) {
    now += 10
    reporter.progress(step(done, { item: '文書'.repeat(40), etaMs: 40_000 }))
  }
  const drawn = out.parts.filter((part) => part.startsWith('['))
  expect(drawn.length).toBeGreaterThan(15)
  expect(drawn.length).toBeLessThanOrEqual(21)
  expect(drawn.at(-1)).toContain('[####################] Extracting terms: parse 200/200')
  for (const line of drawn) expect(displayWidth(line)).toBeLessThanOrEqual(59)
})

test('what comes from a file name can not steer the terminal', () => {
  const out = sink(200)
  terminalReporter(out, () => 0).progress(step(1, { item: 'a\u001b[2Jb\n\u202ec' }))
  expect(out.parts.join('')).toContain('a\ufffd[2Jb\ufffd\ufffdc')
})

test('files left out: people see the first 50 and how many more, programs all of them', () => {
  const files = Array.from({ length: 60 }, (_, n) => ({ path: `${n}.bin`, reason: 'not a document' }))
  const [pipe, json] = [sink(), sink()]
  plainReporter(pipe).skipped(files)
  expect(pipe.parts).toHaveLength(51)
  expect([pipe.parts[0], pipe.parts[50]]).toEqual([
    'Skipped 0.bin: not a document\n',
    '… and 10 more skipped files (--json-logs lists them all).\n',
  ])
  jsonReporter(json).skipped(files)
  expect(json.parts.map((part) => JSON.parse(part).path)).toEqual(files.map(({ path }) => path))
})

test('JSON lines parse one by one', () => {
  const out = sink()
  const reporter = jsonReporter(out)
  reporter.note('12 documents')
  reporter.progress(step(3))
  reporter.log({ seq: 1, time: 5, level: 'info', message: 'x\ny' })
  expect(out.parts.map((part) => JSON.parse(part).type)).toEqual(['note', 'progress', 'log'])
  expect(out.parts.every((part) => part.indexOf('\n') === part.length - 1)).toBe(true)
})

test('tables align by what is seen: wide characters take two columns', () => {
  expect(
    table([
      ['用語', 'x'],
      ['ab', 'y'],
      ['', ''],
    ]),
  ).toBe('用語  x\nab    y\n\n')
  expect(cutToWidth('用語集', 5)).toBe('用語')
})
