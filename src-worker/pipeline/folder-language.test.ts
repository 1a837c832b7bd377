import { describe, expect, it } from 'vitest'
import { FolderLanguages } from './folder-language.ts'

const JA = { language: 'ja', tag: 'ja' } as const
const EN = { language: 'en', tag: 'en' } as const
const NL = { language: 'other', tag: 'nl' } as const

describe('the language of a folder', () => {
  it('is that of the nearest folder, then of those above', () => {
    const folders = new FolderLanguages()
    for (const path of ['ja/a.md', 'ja/b.md']) folders.add(path, JA)
    for (const path of ['en/a.md', 'en/b.md', 'readme.md']) folders.add(path, EN)
    expect(folders.of('ja/index.md')).toEqual(JA)
    expect(folders.of('ja/deep/er/index.md')).toEqual(JA)
    expect(folders.of('en/x.md')).toEqual(EN)
    expect(folders.of('index.md')).toEqual(EN)
    expect(folders.of('fr/index.md')).toEqual(EN)
  })

  it('is asked of the folder above where two languages are equal, and settled by the alphabet at the root', () => {
    const folders = new FolderLanguages()
    folders.add('docs/a.md', JA)
    folders.add('docs/b.md', NL)
    expect(folders.of('docs/c.md')).toEqual(JA)
    folders.add('c.md', NL)
    expect(folders.of('docs/c.md')).toEqual(NL)
  })

  it('is unknown where nothing was told, and what was not told has no vote', () => {
    const folders = new FolderLanguages()
    expect(folders.of('a.md')).toBeUndefined()
    folders.add('b.md', { language: 'en', tag: 'und' })
    folders.add('c.md', { language: 'ja', tag: 'und-Hani' })
    expect(folders.of('a.md')).toBeUndefined()
  })
})
