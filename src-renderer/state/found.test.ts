import { describe, expect, it } from 'vitest'
import { LEFT_OUT_REASON } from '../../src-main/contract/left-out.ts'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'
import { estimateMs, foundIn, readUnder } from './found.ts'

let id = 0
const file = (path: string, more: Partial<DocumentRow> = {}): DocumentRow => ({
  id: ++id,
  root: 1,
  path,
  size: 1000,
  status: 'ok',
  reason: null,
  contentHash: null,
  language: 'en',
  ...more,
})
const NO_LIMIT = Number.POSITIVE_INFINITY

describe('what was found', () => {
  const documents = [
    file('a.md'),
    file('docs/b.md', { language: 'ja' }),
    file('docs/old/c.TXT', { status: 'skipped', reason: LEFT_OUT_REASON, language: null }),
    file('docs/old/deep/d.md', { status: 'new', language: null }),
    file('photo.jpg', { status: 'skipped', reason: 'Pictures (.jpg) are not read.' }),
    file('gone.md', { status: 'missing' }),
    file('hidden.md', { status: 'removed' }),
  ]
  const found = foundIn(documents)

  it('is counted by kind, the commonest first; what people left out can be taken in again', () => {
    expect(found.kinds).toEqual([
      { extension: '.md', files: 3, bytes: 3000 },
      { extension: '.txt', files: 1, bytes: 1000 },
    ])
  })

  it('by folder down to the second level, with everything below', () => {
    expect(found.folders).toEqual([
      { root: 1, path: 'docs', files: 3 },
      { root: 1, path: 'docs/old', files: 2 },
    ])
  })

  it('by language as far as documents were read; what cannot be read stands apart with its reason', () => {
    expect(found.languages).toEqual([
      { language: 'en', files: 1 },
      { language: 'ja', files: 1 },
    ])
    expect(found.skipped.map(({ path }) => path)).toEqual(['photo.jpg'])
  })

  it('text files by their encoding, as far as they were read', () => {
    const texts = [
      file('a.md', { decoded: 'utf-8' }),
      file('b.txt', { decoded: 'shift_jis' }),
      file('c.txt', { decoded: 'shift_jis' }),
      file('d.txt'),
      file('e.docx', { decoded: 'utf-8' }),
      file('f.md', { decoded: 'euc-jp', status: 'failed' }),
    ]
    expect(foundIn(texts).encodings).toEqual([
      { encoding: 'shift_jis', files: 2 },
      { encoding: 'utf-8', files: 1 },
    ])
  })

  it('counts what is read under rules and a limit', () => {
    expect(readUnder(documents, [], NO_LIMIT)).toEqual({ files: 4, bytes: 4000 })
    expect(readUnder(documents, [{ root: 1, path: 'docs/old' }], NO_LIMIT)).toEqual({ files: 2, bytes: 2000 })
    expect(readUnder(documents, [{ root: null, path: '.md' }], NO_LIMIT)).toEqual({ files: 1, bytes: 1000 })
    expect(readUnder(documents, [{ root: 2, path: 'docs' }], 999)).toEqual({ files: 0, bytes: 0 })
  })
})

it('the estimate grows with the text; of a container only a part is text', () => {
  const text = [file('a.md', { size: 7_000_000 })]
  const slides = [file('a.pptx', { size: 7_000_000 })]
  expect(estimateMs(text, [], NO_LIMIT)).toBeCloseTo(11_000)
  expect(estimateMs(slides, [], NO_LIMIT)).toBeCloseTo(2500)
  expect(estimateMs(text, [{ root: null, path: '.md' }], NO_LIMIT)).toBe(1000)
})
