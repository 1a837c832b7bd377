import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { gather } from './gather.ts'
import { emptyCaches, type MemoryCaches, MemorySession, plainContext } from './memory-session.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gg-folder-language-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const JA = '回転翼は発電機を回す部品である。電力は塔の近くの変圧器を通じて系統へ送られる。回転翼の点検は毎週行う。'
const EN = 'The rotor turns the generator, and the power is fed into the grid through a transformer near the tower.'
const ZH = '转子带动发电机，电力通过塔架附近的变压器送入电网。转子每周检查一次。我们的系统需要你们的支持。'

function documents(files: Readonly<Record<string, string>>): ContextDocument[] {
  return Object.entries(files).map(([path, content], i) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    const hash = createHash('sha256').update(content).digest('hex')
    return { id: i + 1, file, path, hash, size: Buffer.byteLength(content) }
  })
}

/** Languages the documents of a run were read in, by path; and how many were parsed. */
async function languagesOf(files: Readonly<Record<string, string>>, caches: MemoryCaches = emptyCaches(), threads = 0) {
  const context = plainContext(documents(files))
  const session = new MemorySession(context, { caches })
  const { corpus, counts } = await gather(session, { report: true, threads })
  const found: Record<string, string> = {}
  for (const { item } of session.items)
    if (item.type === 'document' && item.status === 'ok')
      found[context.documents.find(({ id }) => id === item.documentId)!.path] = item.language ?? ''
  return { found, parsed: counts['documents.parsed'], cached: counts['documents.cached'], corpus, progress: session.progresses.at(-1) }
}

const HEADINGS = '# 目録\n\n用語一覧 索引\n'
const SHORT = 'SPAN ID\n'

describe('a document that does not tell its language', () => {
  it('is read in the language of its folder', async () => {
    const files = { 'ja/a.md': JA, 'ja/short.md': SHORT, 'en/a.md': EN, 'en/short.md': `${SHORT}TRACE ID\n` }
    expect((await languagesOf(files)).found).toEqual({ 'ja/a.md': 'ja', 'ja/short.md': 'ja', 'en/a.md': 'en', 'en/short.md': 'en' })
  })

  it('is Japanese or Chinese by its folder where it is in Han characters alone', async () => {
    expect((await languagesOf({ 'ja/a.md': JA, 'ja/index.md': HEADINGS })).found['ja/index.md']).toBe('ja')
    expect((await languagesOf({ 'zh/a.md': ZH, 'zh/index.md': HEADINGS })).found['zh/index.md']).toBe('other')
  })

  it('is English where nothing in the folder tells', async () => {
    expect((await languagesOf({ 'a.md': SHORT })).found).toEqual({ 'a.md': 'en' })
  })

  it('is read anew when its folder has become one of another language, and comes from the cache when not, whichever run came first', async () => {
    const caches = emptyCaches()
    const english = { 'a.md': EN, 'index.md': SHORT }
    const japanese = { 'a.md': JA, 'index.md': SHORT }
    expect((await languagesOf(english, caches)).found['index.md']).toBe('en')
    const after = await languagesOf(japanese, caches)
    expect(after.found['index.md']).toBe('ja')
    const alone = await languagesOf(japanese)
    expect([...after.corpus.languages.get('ja')!.candidates]).toEqual([...alone.corpus.languages.get('ja')!.candidates])
    const again = await languagesOf(japanese, caches)
    expect(again.found['index.md']).toBe('ja')
    expect([again.parsed, again.cached]).toEqual([0, 2])
  })

  it('is the same with any number of threads, and progress ends at the whole', async () => {
    const files = {
      'ja/a.md': JA,
      'ja/i.md': HEADINGS,
      'ja/s.md': SHORT,
      'en/a.md': EN,
      'en/s.md': 'TRACE ID\n',
      'zh/a.md': ZH,
      'zh/i.md': '目录 介绍\n',
    }
    const [none, many] = [await languagesOf(files), await languagesOf(files, emptyCaches(), 3)]
    expect(many.found).toEqual(none.found)
    for (const [language, corpus] of none.corpus.languages)
      expect([...many.corpus.languages.get(language)!.candidates]).toEqual([...corpus.candidates])
    expect(none.progress).toMatchObject({ done: 7, total: 7 })
  }, 60_000)
})
