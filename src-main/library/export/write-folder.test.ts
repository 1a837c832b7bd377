import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkOutputFolder, MANIFEST, replaceFolder } from './write-folder.ts'

let place: string
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'gg-folder-')))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const file = (path: string, text: string) => ({ path, pieces: [Buffer.from(text)] })
const code = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'no error'
}

test('a folder is there whole, and a later export takes its place without leftovers of the first', () => {
  const out = join(place, 'out')
  expect(replaceFolder(out, [file('a.md', 'one'), file('deep/b.md', 'two')])).toEqual({ files: 2, bytes: 6 })
  expect(readFileSync(join(out, 'deep', 'b.md'), 'utf8')).toBe('two')
  expect(checkOutputFolder(out, [])).toBe(out)
  replaceFolder(out, [file('c.md', '三')])
  expect(readdirSync(out).sort()).toEqual([MANIFEST, 'c.md'].sort())
  expect(readdirSync(place)).toEqual(['out'])
})

test('a failure in the middle leaves the earlier export as it was, and nothing else behind', () => {
  const out = join(place, 'out')
  replaceFolder(out, [file('a.md', 'one')])
  const failing = (function* () {
    yield file('b.md', 'two')
    throw new Error('cancelled half-way')
  })()
  expect(() => replaceFolder(out, failing)).toThrow('What was there before is unchanged.')
  expect(readdirSync(out).sort()).toEqual([MANIFEST, 'a.md'].sort())
  expect(readdirSync(place)).toEqual(['out'])
})

test('a folder with anything of somebody else’s is never replaced; an empty one and a new one are fine', () => {
  const out = join(place, 'out')
  expect(checkOutputFolder(out, [])).toBe(out)
  mkdirSync(out)
  expect(checkOutputFolder(out, [])).toBe(out)
  writeFileSync(join(out, 'mine.txt'), 'mine')
  expect(code(() => checkOutputFolder(out, []))).toBe('OUTPUT_NOT_WRITABLE')
  rmSync(out, { recursive: true })
  replaceFolder(out, [file('a.md', 'one')])
  writeFileSync(join(out, 'added.md'), 'mine')
  expect(code(() => checkOutputFolder(out, []))).toBe('OUTPUT_NOT_WRITABLE')
  rmSync(join(out, 'added.md'))
  writeFileSync(join(out, MANIFEST), 'a.md\n')
  expect(code(() => checkOutputFolder(out, []))).toBe('OUTPUT_NOT_WRITABLE')
  writeFileSync(join(place, 'plain'), 'a file')
  expect(code(() => checkOutputFolder(join(place, 'plain'), []))).toBe('OUTPUT_NOT_WRITABLE')
})

test('nothing goes into a document folder', () => {
  const documents = join(place, 'docs')
  mkdirSync(documents)
  expect(code(() => checkOutputFolder(join(documents, 'out'), [documents]))).toBe('OUTPUT_INSIDE_DOCUMENTS')
  expect(existsSync(join(documents, 'out'))).toBe(false)
})
