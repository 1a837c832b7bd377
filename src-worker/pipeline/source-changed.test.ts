import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ParsedDocument } from '../../src-main/contract/blocks.ts'
import type { DefinitionItem } from '../../src-main/contract/results.ts'
import { PARSER_VERSION } from '../../src-main/contract/version.ts'
import { emptyCaches, MemorySession, plainContext } from './memory-session.ts'
import { review } from './review.ts'
import { sourceChangedProblems } from './source-changed.ts'

const parsed = (contentHash: string, text: string): ParsedDocument => ({
  contentHash,
  parserVersion: PARSER_VERSION,
  encoding: 'utf-8',
  language: 'en',
  tag: 'en',
  decoded: text,
  blocks: [{ kind: 'paragraph', text, map: [] } as unknown as ParsedDocument['blocks'][number]],
  warnings: [],
})

const concept = (key: string) => ({ language: 'en' as const, key, sense: 0 })
const passage = (contentHash: string, quote: string) => ({ contentHash, start: 0, end: quote.length, line: 1, quote })
const cited = (key: string, ...sources: ReturnType<typeof passage>[]) => ({ concept: concept(key), headword: key, sources })

/** A library whose one document now has the given text; what was cited had the hash `old`. */
function session(text: string, hash = 'new'): MemorySession {
  const caches = emptyCaches()
  caches.parsed.set(hash, parsed(hash, text))
  return new MemorySession(plainContext([{ id: 1, file: '/a.md', path: 'a.md', hash, size: text.length }], { scope: 'review' }), { caches })
}

const LEASE = 'A lease is a lock that a job runner holds.'

it('a passage that changed is a problem of its definition, with the passage that was cited', async () => {
  const found = await sourceChangedProblems(session('A lease is a lock that a scheduler holds.'), [cited('lease', passage('old', LEASE))])
  expect(found).toMatchObject([
    { kind: 'source-changed', severity: 'warning', concepts: [concept('lease')], action: 'edit-definition', evidence: [{ quote: LEASE }] },
  ])
  expect(found[0]!.message).toMatch(/“lease”.*Define it again/)
})

it('a document that is gone is one too', async () => {
  const gone = new MemorySession(plainContext([], { scope: 'review' }))
  expect(await sourceChangedProblems(gone, [cited('lease', passage('old', LEASE))])).toHaveLength(1)
})

it('a passage that moved, or whose spaces and width changed, is none; nor is a text of people', async () => {
  const moved = session(`New first line.\n\nＡ lease  is a lock\nthat a job runner holds.`)
  expect(await sourceChangedProblems(moved, [cited('lease', passage('old', LEASE)), cited('own')])).toEqual([])
})

it('only the passages that are gone are shown, and one problem for each definition', async () => {
  const kept = session(LEASE)
  const found = await sourceChangedProblems(kept, [
    cited('lease', passage('old', LEASE), passage('old', 'It expires.'), passage('older', 'It ends.')),
  ])
  expect(found).toHaveLength(1)
  expect(found[0]!.evidence.map(({ quote }) => quote)).toEqual(['It expires.', 'It ends.'])
})

it('reads no document while every cited content is there', async () => {
  const same = session(LEASE, 'old')
  const pull = same.pull.bind(same)
  same.pull = (asked) => {
    expect(asked.source).not.toBe('parsed')
    return pull(asked)
  }
  expect(await sourceChangedProblems(same, [cited('lease', passage('old', LEASE))])).toEqual([])
})

it('a document not read since it changed is read for it: only what it no longer holds is a problem', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-source-changed-'))
  try {
    const text = `# Leases\n\n${LEASE} Nobody else may hold it.\n\nA **holder**\nhas a [lease](a.md).\n`
    writeFileSync(join(folder, 'a.md'), text)
    const hash = createHash('sha256').update(text).digest('hex')
    const document = { id: 1, file: join(folder, 'a.md'), path: 'a.md', hash, size: text.length }
    const marked = cited('holder', passage('old', 'A **holder** has a [lease](a.md).'))
    const rows = [marked, cited('lease', passage('old', LEASE)), cited('term', passage('old', 'A term is how long a lease lasts.'))]
    const keysFound = async (scope: 'review' | 'full') =>
      (await sourceChangedProblems(new MemorySession(plainContext([document], { scope })), rows)).map(({ concepts }) => concepts[0]!.key)
    expect(await keysFound('review')).toEqual(['term'])
    // A whole run has read what can be read.
    expect(await keysFound('full')).toEqual(['holder', 'lease', 'term'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it('a review finds it though nothing else changed, and not again once the passage is back', async () => {
  const definition: DefinitionItem = {
    type: 'definition',
    concept: concept('lease'),
    ordinal: 0,
    kind: 'quoted',
    text: LEASE,
    sources: [passage('old', LEASE)],
    score: 1,
    state: 'ok',
  }
  const reviewed = async (text: string) => {
    const one = session(text)
    await one.emit('generate', [definition])
    const { result } = await review(one, 'same')
    return { digest: result.inputDigest, kinds: one.items.flatMap(({ item }) => (item.type === 'problem' ? [item.kind] : [])) }
  }
  const [before, changed, back] = [await reviewed(LEASE), await reviewed('Another text.'), await reviewed(`${LEASE} More.`)]
  expect([before.kinds, changed.kinds, back.kinds]).toEqual([[], ['source-changed'], []])
  expect(changed.digest).not.toBe(before.digest)
  expect(back.digest).toBe(before.digest)
})
