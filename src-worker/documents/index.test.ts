import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parsedDocumentSchema } from '../../src-main/contract/blocks.ts'
import { zipOf } from './containers/testing.ts'
import { type ParseRequest, parseFile } from './index.ts'
import { isInPlace } from './read-file.ts'

let base: string
let root: string

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'parse-')))
  root = path.join(base, 'documents')
  mkdirSync(path.join(root, 'sub'), { recursive: true })
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const sha = (content: string): string => createHash('sha256').update(content).digest('hex')
const put = (name: string, content: string | Uint8Array): string => {
  const file = path.join(root, name)
  writeFileSync(file, content)
  return file
}
const parse = (name: string, options: Partial<ParseRequest> = {}) =>
  parseFile({
    file: path.join(root, name),
    path: name,
    maxBytes: 1000,
    detectLanguage: (text) => ({ language: 'en', tag: `en-${text.length}` }),
    ...options,
  })

describe('parseFile', () => {
  it('reads, decodes, parses and hashes', async () => {
    put('sub/a.md', '# Title\n\nText.\n\n```\ncode\n```\n')
    const outcome = await parse('sub/a.md', { expectedHash: sha('# Title\n\nText.\n\n```\ncode\n```\n') })
    if ('skipped' in outcome) throw new Error(outcome.reason)
    expect(outcome.changed).toBe(false)
    expect(parsedDocumentSchema.parse(outcome.document)).toMatchObject({
      contentHash: sha('# Title\n\nText.\n\n```\ncode\n```\n'),
      encoding: 'utf-8',
      title: 'Title',
      language: 'en',
      tag: 'en-11', // the language is told by running text: no code
      warnings: [],
    })
  })

  it('reports broken bytes as a warning', async () => {
    put('a.txt', Buffer.concat([Buffer.from('用語集は用語を集めたもの。'), Buffer.from([0xff]), Buffer.from('定義も載せる。')]))
    const outcome = await parse('a.txt')
    if ('skipped' in outcome) throw new Error(outcome.reason)
    expect(outcome.document.warnings).toHaveLength(1)
  })

  it('takes a file that changed since the scan as it is now, and says so', async () => {
    put('a.md', 'new')
    expect(await parse('a.md', { expectedHash: sha('old') })).toMatchObject({
      changed: true,
      document: { contentHash: sha('new'), decoded: 'new' },
    })
  })

  it.each([
    ['vanished', () => undefined],
    ['empty', () => put('a.md', '')],
    ['too-large', () => put('a.md', 'x'.repeat(1001))],
    ['binary', () => put('a.md', Buffer.from([0, 1, 2, 3, 0x80]))],
    ['replaced', () => symlinkSync(put('b.md', 'text'), path.join(root, 'a.md'))],
    ['special', () => execFileSync('mkfifo', [path.join(root, 'a.md')])],
    ['special', () => mkdirSync(path.join(root, 'a.md'))],
  ])('skips with a reason: %s', async (skipped, prepare) => {
    prepare()
    const outcome = await parse('a.md')
    expect(outcome).toMatchObject({ skipped })
    expect('reason' in outcome && outcome.reason).toMatch(/^[A-Z].*\.$/)
  })

  it('reads a container; a damaged one costs only itself', async () => {
    const text = '<w:document><w:body><w:p><w:r><w:t>用語</w:t></w:r></w:p></w:body></w:document>'
    put('a.docx', zipOf({ 'word/document.xml': text }))
    const outcome = await parse('a.docx')
    if ('skipped' in outcome) throw new Error(outcome.reason)
    expect(parsedDocumentSchema.parse(outcome.document)).toMatchObject({ decoded: '用語\n', blocks: [{ text: '用語', start: 0, end: 2 }] })
    put('b.docx', 'no archive')
    expect(await parse('b.docx')).toMatchObject({ skipped: 'broken' })
    await expect(parse('a.docx', { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop')
  })

  it('reads a file in the encoding a person chose, whatever its bytes look like', async () => {
    put('a.txt', Buffer.from('術語表', 'utf16le'))
    const outcome = await parse('a.txt', { encoding: 'utf-16le' })
    if ('skipped' in outcome) throw new Error(outcome.reason)
    expect(outcome.document).toMatchObject({ encoding: 'utf-16le', decoded: '術語表' })
    put('b.txt', Buffer.from('\ufeff用語'))
    expect(await parse('b.txt', { encoding: 'utf-8' })).toMatchObject({ document: { decoded: '用語', warnings: [] } })
    expect(await parse('b.txt', { encoding: 'shift_jis' })).toMatchObject({ document: { encoding: 'shift_jis' } })
  })

  it('skips a format it does not know', async () => {
    put('a.xyz', 'text')
    expect(await parse('a.xyz')).toMatchObject({ skipped: 'unsupported' })
  })

  it('does not follow a folder that was swapped for a link after the scan', async () => {
    put('sub/a.md', 'ours')
    mkdirSync(path.join(base, 'stolen'))
    writeFileSync(path.join(base, 'stolen', 'a.md'), 'a secret')
    renameSync(path.join(root, 'sub'), path.join(base, 'moved'))
    symlinkSync(path.join(base, 'stolen'), path.join(root, 'sub'))
    expect(await parse('sub/a.md', { expectedHash: sha('ours') })).toMatchObject({ skipped: 'replaced' })
  })

  it('goes by where the file that was read lies, not by where its path leads meanwhile', async () => {
    put('sub/a.md', 'ours')
    const file = path.join(root, 'sub', 'a.md')
    expect(await isInPlace(file, 'sub/a.md')).toBe(true)
    expect(await isInPlace(file, 'sub/a.md', file)).toBe(true)
    expect(await isInPlace(file, 'sub/a.md', path.join(base, 'stolen', 'a.md'))).toBe(false)
  })

  it('stops when the signal aborts', async () => {
    put('a.md', 'text')
    await expect(parse('a.md', { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop')
  })
})
