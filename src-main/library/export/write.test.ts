import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkOutput, relativeHref, writeFileAtomically } from './write.ts'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-write-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const isRoot = process.getuid?.() === 0
const code = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'no error'
}

test('writes the whole text, keeps the mode of what was there, leaves nothing else behind', () => {
  const file = join(folder, 'g.md')
  writeFileAtomically(file, 'first 用語\n')
  chmodSync(file, 0o640)
  writeFileAtomically(file, 'second\n')
  expect(readFileSync(file, 'utf8')).toBe('second\n')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o640)
  expect(readdirSync(folder)).toEqual(['g.md'])
})

test('a link is written through, not replaced', () => {
  writeFileSync(join(folder, 'real.md'), 'old')
  symlinkSync(join(folder, 'real.md'), join(folder, 'link.md'))
  writeFileAtomically(join(folder, 'link.md'), 'new')
  expect(readFileSync(join(folder, 'real.md'), 'utf8')).toBe('new')
})

test('the check refuses, before any work, a folder, a missing folder and what is no regular file', () => {
  mkdirSync(join(folder, 'sub'))
  expect(code(() => checkOutput(join(folder, 'sub'), []))).toBe('OUTPUT_NOT_WRITABLE')
  expect(code(() => checkOutput(join(folder, 'none', 'g.md'), []))).toBe('OUTPUT_NOT_WRITABLE')
  if (process.platform !== 'win32') expect(code(() => checkOutput('/dev/null', []))).toBe('OUTPUT_NOT_WRITABLE')
  expect(checkOutput(join(folder, 'g.md'), [])).toBe(join(folder, 'g.md'))
  expect(readdirSync(folder)).toEqual(['sub'])
})

test.skipIf(isRoot || process.platform === 'win32')(
  'the check refuses a folder and a file without write permission (root may write anywhere)',
  () => {
    writeFileSync(join(folder, 'ro.md'), '')
    chmodSync(join(folder, 'ro.md'), 0o444)
    expect(code(() => checkOutput(join(folder, 'ro.md'), []))).toBe('OUTPUT_NOT_WRITABLE')
    chmodSync(folder, 0o555)
    expect(code(() => checkOutput(join(folder, 'g.md'), []))).toBe('OUTPUT_NOT_WRITABLE')
    chmodSync(folder, 0o755)
  },
)

test('nothing goes into a document folder, also not through a link to it; a folder beside it with a longer name is another one', () => {
  const documents = join(folder, 'docs')
  mkdirSync(join(documents, 'deep'), { recursive: true })
  mkdirSync(join(folder, 'docs2'))
  symlinkSync(documents, join(folder, 'alias'))
  expect(code(() => checkOutput(join(documents, 'deep', 'g.md'), [documents]))).toBe('OUTPUT_INSIDE_DOCUMENTS')
  expect(code(() => checkOutput(join(folder, 'alias', 'g.md'), [documents]))).toBe('OUTPUT_INSIDE_DOCUMENTS')
  expect(code(() => checkOutput(join(documents, 'g.md'), [join(folder, 'alias')]))).toBe('OUTPUT_INSIDE_DOCUMENTS')
  expect(code(() => checkOutput(join(folder, 'docs2', 'g.md'), [documents]))).toBe('no error')
  expect(existsSync(join(documents, 'deep', 'g.md'))).toBe(false)
})

test('links lead from the file to the document, percent-encoded', () => {
  expect(relativeHref(join(folder, 'out', 'g.md'), join(folder, 'docs', 'a b#1.md'))).toBe('../docs/a%20b%231.md')
  expect(relativeHref(join(folder, 'far', 'away', 'g.md'), join(folder, 'docs', 'a.md'))).toBe(null)
  expect(relativeHref(join(folder, 'g.md'), join(folder, 'docs', '用語.md'))).toBe('docs/%E7%94%A8%E8%AA%9E.md')
})

/** A file system of 64 KB, where this user may mount one. */
function tinyDisk(): string | null {
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' })
    return disk
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    return null
  }
}

test('a full disk leaves the old file as it was, and no rest', (context) => {
  const disk = tinyDisk()
  if (disk === null) return context.skip('mounting a tmpfs needs root')
  try {
    const file = join(disk, 'g.md')
    writeFileAtomically(file, 'old\n')
    expect(() => writeFileAtomically(file, 'x'.repeat(200_000))).toThrow('the disk is full. What was there before is unchanged.')
    expect(readFileSync(file, 'utf8')).toBe('old\n')
    expect(readdirSync(disk)).toEqual(['g.md'])
  } finally {
    execFileSync('umount', [disk])
  }
})
