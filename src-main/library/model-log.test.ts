import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ModelLog } from '../../src-worker/models/log.ts'
import type { ModelLogEntry } from '../contract/models-api.ts'
import { redactor } from '../contract/text/secret-shapes.ts'
import { type ModelLogs, modelLogs } from './model-log.ts'

let home: string
let logs: ModelLogs
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gg-model-log-'))
  logs = modelLogs(home)
})
afterEach(() => rmSync(home, { recursive: true }))

const entry = (content: string): ModelLogEntry => ({
  time: '2026-01-02T03:04:05.000Z',
  stage: 'definition',
  server: 'http://127.0.0.1:1',
  messages: [{ role: 'user', content }],
  answer: '{}',
  error: null,
  ms: 5,
  promptTokens: 10,
  outputTokens: 2,
})

function all(library: string, run: number): string[] {
  const contents: string[] = []
  for (let from: number | null = 0; from !== null; ) {
    const page = logs.read(library, run, from)
    for (const { messages } of page.entries) contents.push(messages[0]!.content)
    from = page.next
  }
  return contents
}

test('every entry comes back once, page after page; only this user may read the file; keys are not in it', async () => {
  const file = logs.prepare('abc', 3)
  const log = new ModelLog(file, redactor(['the"key']), () => expect.unreachable())
  for (let i = 0; i < 130; i++) log.add(entry(`${i} the"key 量子`))
  await log.flush()
  expect(all('abc', 3)).toEqual(Array.from({ length: 130 }, (_, i) => `${i} [key] 量子`))
  if (process.platform !== 'win32') expect([statSync(file).mode & 0o777, statSync(join(file, '..')).mode & 0o777]).toEqual([0o600, 0o700])
  expect(readFileSync(file, 'utf8')).not.toContain('the\\"key')
})

test('an entry longer than a page, a line cut off by a crash, a run that was not logged', () => {
  const file = logs.prepare('abc', 1)
  writeFileSync(file, `${JSON.stringify(entry('x'.repeat(3_000_000)))}\n{"time":"cut`)
  expect(all('abc', 1).map((text) => text.length)).toEqual([3_000_000])
  appendFileSync(file, `"}\n${JSON.stringify(entry('after'))}\n`)
  expect(all('abc', 1).at(-1)).toBe('after')
  expect(logs.read('abc', 2, 0)).toEqual({ entries: [], next: null, logged: false })
})

test('logs of runs long past go, and all of a deleted library', () => {
  const old = logs.prepare('abc', 1)
  writeFileSync(old, '')
  logs.prepare('abc', 51)
  expect(logs.read('abc', 1, 0).logged).toBe(false)
  writeFileSync(logs.prepare('abc', 52), '')
  logs.forget('abc')
  expect(logs.read('abc', 52, 0).logged).toBe(false)
})

test('a log that can not be written is told once and stops nothing', async () => {
  const told: string[] = []
  const log = new ModelLog(join(home, 'missing', 'x.jsonl'), redactor([]), (message) => told.push(message))
  log.add(entry('a'))
  log.add(entry('b'))
  await log.flush()
  expect(told.length).toBe(1)
})
