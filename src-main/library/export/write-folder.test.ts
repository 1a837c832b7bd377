import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkOutputFolder, MANIFEST, replaceFolder } from './write-folder.ts'
import { FolderWriter } from './write-many.ts'

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

/** More files than are written by the thread that makes them, of all sizes: some larger than a batch. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const size = index % 700 === 3 ? 300_000 : (index % 50) * 20
    return file(`${index % 7 === 0 ? 'deep/' : ''}n${index}.md`, `${index} 語 ${'x'.repeat(size)}`)
  })

test('thousands of files are written beside their making, each with its own bytes', () => {
  const out = join(place, 'out')
  const files = many(1_500)
  const bytes = files.reduce((sum, { pieces }) => sum + (pieces[0]?.length ?? 0), 0)
  expect(replaceFolder(out, files)).toEqual({ files: 1_500, bytes })
  for (const { path, pieces } of files) expect(readFileSync(join(out, path)).equals(pieces[0]!)).toBe(true)
  expect(readFileSync(join(out, MANIFEST), 'utf8').split('\n')).toHaveLength(1_502)
  expect(checkOutputFolder(out, [])).toBe(out)
})

test('a cancel, and a file that cannot be written, among thousands leave the earlier export as it was', () => {
  const out = join(place, 'out')
  replaceFolder(out, [file('a.md', 'one')])
  const cancelled = (function* () {
    yield* many(1_500)
    throw new Error('cancelled half-way')
  })()
  expect(() => replaceFolder(out, cancelled)).toThrow('cancelled half-way')
  // A file where an earlier one is: the writing thread refuses it, long after it was handed over.
  expect(() => replaceFolder(out, [...many(1_500), file('n1499.md', 'again')])).toThrow('What was there before is unchanged.')
  expect(readdirSync(out).sort()).toEqual([MANIFEST, 'a.md'].sort())
  expect(readdirSync(place)).toEqual(['out'])
})

test('a writing thread that is gone is found out, and an abandoned one writes nothing more', () => {
  const dead = join(place, 'dead.mjs')
  writeFileSync(dead, 'process.exit(3)')
  const writer = new FolderWriter(pathToFileURL(dead), 100)
  writer.write(join(place, 'a.md'), [Buffer.from('a')])
  expect(() => writer.finish()).toThrow('Nothing could be written for a minute.')
  const other = new FolderWriter()
  for (let index = 0; index < 600; index++) other.write(join(place, `b${index}.md`), [Buffer.from('b')])
  other.abandon()
  const left = readdirSync(place).length
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  expect(readdirSync(place)).toHaveLength(left)
})
