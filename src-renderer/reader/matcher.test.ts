import { beforeEach, describe, expect, it } from 'vitest'
import type { Block } from '../../src-main/contract/blocks.ts'
import type { Matches } from './match.ts'
import { type Matcher, matcherOver } from './matcher.ts'

const paragraph = (text: string, kind: Block['kind'] = 'paragraph'): Block => ({ kind, text, map: [], start: 0, end: text.length, line: 1 })
const blocks = [paragraph('x'.repeat(100_000)), paragraph('code', 'code')]
const glossary = Array.from({ length: 1000 }, (_, id) => ({ id, surfaces: [`term ${id}`] }))
const candidate = (id: number) => ({ id, surfaces: [`candidate ${id}`] })
const NONE: Matches = { quads: new Int32Array(), entries: [] }

describe('what is sent to the worker that finds terms', () => {
  /** Every message, as the characters it has. */
  let posted: { readonly what: string; readonly size: number }[]
  let matcher: Matcher
  let answer: () => Promise<Matches>
  /** No candidate is in the document. */
  let nowhere: boolean
  const names = () => posted.map(({ what }) => what)

  beforeEach(() => {
    posted = []
    answer = async () => NONE
    nowhere = false
    const post = (what: string, ...args: unknown[]) => void posted.push({ what, size: JSON.stringify(args).length })
    matcher = matcherOver({
      read: async (texts, code) => post('read', texts, code),
      know: async (terms) => post('know', terms),
      match: async (extra) => {
        post('match', extra)
        return extra && nowhere ? null : answer()
      },
      filter: async () => NONE.quads,
      find: async () => [],
    })
  })

  it('is the document once and the glossary once, however many candidates are looked at', async () => {
    for (let id = 5000; id < 5200; id++) await matcher.match(blocks, glossary, candidate(id))
    expect(names().filter((what) => what !== 'match')).toEqual(['read', 'know'])
    expect(names().filter((what) => what === 'match')).toHaveLength(200)
    expect(Math.max(...posted.filter(({ what }) => what === 'match').map(({ size }) => size))).toBeLessThan(100)
  })

  it('is answered once for all the candidates that are nowhere: the page has one and the same thing for each', async () => {
    nowhere = true
    answer = async () => ({ quads: Int32Array.of(0, 0, 6, 0), entries: [[1]] })
    const found = new Set<Matches | null>()
    for (let id = 5000; id < 5050; id++) found.add(await matcher.match(blocks, glossary, candidate(id)))
    found.add(await matcher.match(blocks, glossary, null))
    expect(found.size).toBe(1)
    expect([...found][0]?.entries).toEqual([[1]])
    expect(posted.filter(({ size }) => size > 1000).map(({ what }) => what)).toEqual(['read', 'know'])
    const others = await matcher.match([...blocks], glossary, candidate(5000))
    expect(found.has(others)).toBe(false)
  })

  it('is the glossary alone when that has changed, and the document alone when another is read', async () => {
    await matcher.match(blocks, glossary, null)
    posted = []
    const more = [...glossary, candidate(2000)]
    await matcher.match(blocks, more, null)
    expect(names()).toEqual(['know', 'match'])
    posted = []
    await matcher.match([...blocks], more, null)
    expect(names()).toEqual(['read', 'match'])
  })

  it('is, of what waits behind one that is worked on, the last alone', async () => {
    let done = () => {}
    answer = () => new Promise((resolve) => (done = () => resolve(NONE)))
    const first = matcher.match(blocks, glossary, candidate(1))
    await expect.poll(() => posted.length).toBe(3)
    const passed = [2, 3, 4].map((id) => matcher.match(blocks, glossary, candidate(id)))
    const last = matcher.match(blocks, glossary, candidate(5))
    const finish = done
    answer = async () => NONE
    finish()
    expect(await Promise.all([first, ...passed, last])).toEqual([NONE, null, null, null, NONE])
    expect(names()).toEqual(['read', 'know', 'match', 'match'])
  })

  it('is everything again after a failure, which the one who asked is told of', async () => {
    answer = async () => Promise.reject(new Error('broken'))
    await expect(matcher.match(blocks, glossary, null)).rejects.toThrow('broken')
    answer = async () => NONE
    posted = []
    expect(await matcher.match(blocks, glossary, null)).toBe(NONE)
    expect(names()).toEqual(['read', 'know', 'match'])
  })
})
