import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AnalysisItem } from '../contract/results.ts'
import type { MapLinkKind, TermMap } from '../contract/term-map.ts'
import { MAP_LINKS, MOST_ON_MAP } from '../contract/term-map.ts'
import { foldKey } from '../contract/text/fold.ts'
import { ENGINE_VERSION } from '../contract/version.ts'
import type { HumanChange, LibraryStore } from './api.ts'
import { placesNear } from './map-near.ts'
import { type Bench, bench, concept, definition, finishRun, idOf, runWith, staged, startRun } from './testing.ts'

let at: Bench
let store: LibraryStore
beforeEach(async () => {
  at = bench()
  store = await at.open()
})
afterEach(() => at.end())

const mapOf = async (
  surface: string,
  kinds: readonly MapLinkKind[] = MAP_LINKS,
  more: { steps?: 1 | 2; from?: number; limit?: number } = {},
) => (await store.terms.map({ concept: await idOf(store, surface), kinds, steps: 1, ...more }))!

/** Links as `a kind b`, by name. */
function named({ nodes, links }: TermMap): string[] {
  const name = new Map(nodes.map(({ id, headword }) => [id, headword]))
  return links.map(({ a, kind, b }) => `${name.get(a)} ${kind} ${name.get(b)}`).sort()
}
const names = ({ nodes }: TermMap): string[] => nodes.map(({ headword }) => headword)

/** Another field of the human layer. */
const field = (id: number, name: string, after: unknown): HumanChange =>
  ({ kind: 'field', key: { concept: id, field: name }, before: null, after }) as HumanChange

describe('longer and shorter terms', () => {
  it('come by whole words, the shorter one first, and only from the glossary', async () => {
    await runWith(store, [
      concept('wind', 3),
      concept('wind speed', 1),
      concept('wind speed variation', 2),
      concept('window', 4),
      concept('wind speed noise', 5, [], { accepted: false }),
    ])
    const map = await mapOf('wind speed', ['nested'])
    expect(named(map)).toEqual(['wind nested wind speed', 'wind speed nested wind speed variation'])
    expect(map.nodes[0]).toMatchObject({ headword: 'wind speed', step: 0 })
    expect(map.nodes.slice(1).every(({ step }) => step === 1)).toBe(true)
  })

  it('come in Japanese, where words have no spaces', async () => {
    await runWith(store, [concept('量子', 1), concept('量子ビット', 2), concept('超伝導量子ビット', 3), concept('ビット', 4)])
    expect(named(await mapOf('量子ビット', ['nested']))).toEqual([
      'ビット nested 量子ビット',
      '量子 nested 量子ビット',
      '量子ビット nested 超伝導量子ビット',
    ])
  })

  it('take up what the run related by base forms', async () => {
    const related = [{ language: 'en' as const, key: 'variations of wind', sense: 0 }]
    await runWith(store, [concept('wind', 1, [], { related }), concept('variations of wind', 2)])
    expect(named(await mapOf('wind', ['nested']))).toEqual(['wind nested variations of wind'])
  })
})

describe('definitions', () => {
  it('link to the terms they mention, the longest form where several begin, and back from those that mention the term', async () => {
    await runWith(
      store,
      [
        concept('lease', 1),
        concept('worker', 2),
        concept('token ledger', 3, ['token ledgers']),
        concept('ledger', 4),
        concept('release', 5),
      ],
      [
        definition('lease', 'A lease is what a worker holds on the Token-Ledgers, not a release.'),
        definition('worker', 'A worker does not know it. It has a lease for a time.'),
        definition('ledger', 'A ledger lists releases.'),
      ],
    )
    expect(named(await mapOf('lease', ['mentions']))).toEqual([
      'lease mentions release',
      'lease mentions token ledger',
      'lease mentions worker',
      'worker mentions lease',
    ])
    expect(named(await mapOf('ledger', ['mentions']))).toEqual([])
  })

  it('are people’s before the machine’s; a mere context is none', async () => {
    await runWith(
      store,
      [concept('索引', 1), concept('作業領域', 2), concept('記憶', 3)],
      [definition('索引', '索引とは、記憶の一覧である。'), definition('記憶', '作業領域に記憶する。', { kind: 'context' })],
    )
    expect(named(await mapOf('索引', ['mentions']))).toEqual(['索引 mentions 記憶'])
    expect(named(await mapOf('記憶', ['mentions']))).toEqual(['索引 mentions 記憶'])
    await store.human.apply({ label: 'Edit', changes: [field(await idOf(store, '索引'), 'definition', '索引とは、作業領域である。')] })
    expect(named(await mapOf('索引', ['mentions']))).toEqual(['索引 mentions 作業領域'])
    expect(named(await mapOf('作業領域', ['mentions']))).toEqual(['索引 mentions 作業領域'])
  })
})

describe('near in the text', () => {
  const places = (...starts: number[]) => starts.flatMap((start) => [start, start + 5, 1])
  const analysed = (contentHash: string, ...forms: readonly (readonly [string, readonly number[]])[]): AnalysisItem => ({
    type: 'analysis',
    contentHash,
    engineVersion: ENGINE_VERSION,
    payload: '{}',
    occurrences: forms.map(([surface, positions]) => ({ language: 'en', key: foldKey(surface), surface, positions: [...positions] })),
  })
  const read = async (...items: AnalysisItem[]) => {
    const { id } = await store.documents.addRoot('/docs')
    await store.documents.applyScan(
      id,
      items.map(({ contentHash: hash }) => ({ path: `${hash}.md`, size: 1, mtimeMs: 1, hash })),
      [],
    )
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [...items, ...['spool', 'drain', 'queue', 'once', 'far'].map((name, n) => concept(name, n + 1))])
    await finishRun(store, run, [staged('extract')])
  }

  it('counts terms that stand within two sentences, more than once, over all documents; the strongest first', async () => {
    await read(
      analysed('A', ['spool', places(0, 1000, 2000)], ['drain', places(100, 1100, 5000)], ['once', places(50)], ['far', places(400, 3000)]),
      analysed('B', ['spool', places(0, 500)], ['queue', places(20, 520)], ['drain', places(10, 510)]),
    )
    const map = await mapOf('spool', ['together'])
    expect(names(map)).toEqual(['spool', 'drain', 'queue'])
    const [drain, queue] = map.links
    expect(drain!.weight).toBeGreaterThan(queue!.weight)
    expect(map.links.every(({ weight }) => weight > 0 && weight <= 1)).toBe(true)
  })

  it('does not count a term inside another, nor documents people took away', async () => {
    await read(analysed('A', ['spool', [0, 5, 1, 300, 305, 1]], ['drain', [0, 10, 1, 300, 310, 1]]))
    expect(names(await mapOf('spool', ['together']))).toEqual(['spool'])
  })

  it('is the same by counting every pair', () => {
    const spans = (starts: readonly number[]) => starts.map((start) => [start, start + 7] as const)
    let state = 7
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state % 5000
    }
    for (let round = 0; round < 50; round++) {
      const [a, b] = [Array.from({ length: 30 }, random).sort((x, y) => x - y), Array.from({ length: 30 }, random)]
      const slow = spans(a).filter(([start, end]) =>
        spans(b).some(([from, to]) => (to <= start || from >= end) && from >= start - 160 && from <= end + 160),
      )
      expect(placesNear(spans(a), spans(b))).toBe(slow.length)
    }
  })
})

it('shows what people related, whatever the ranking says, unless they dropped it', async () => {
  await runWith(store, [concept('a one', 1), concept('b two', 2, [], { accepted: false }), concept('c three', 3)])
  const [a, b, c] = [await idOf(store, 'a one'), await idOf(store, 'b two'), await idOf(store, 'c three')]
  await store.human.apply({ label: 'Relate', changes: [field(a, 'related', JSON.stringify([b, c])), field(c, 'decision', 'dropped')] })
  expect(named(await mapOf('a one'))).toEqual(['a one related b two'])
})

it('names the other spellings, and gives nothing for a concept that is not there', async () => {
  await runWith(store, [concept('データベース', 1, ['データーベース'])])
  expect((await mapOf('データベース')).forms).toEqual([{ surface: 'データーベース', rule: 'spelling' }])
  expect(await store.terms.map({ concept: 9999, kinds: MAP_LINKS, steps: 2 })).toBeNull()
})

it('follows links for a second step, and shows the links among all of them', async () => {
  await runWith(
    store,
    [concept('core', 1), concept('core node', 2), concept('core node pool', 3), concept('quota', 4), concept('grant', 5)],
    [definition('core', 'A core is bound by a quota.'), definition('quota', 'A quota is a limit set by a grant.')],
  )
  const map = await mapOf('core', ['nested', 'mentions'], { steps: 2 })
  expect(map.nodes.map(({ headword, step }) => `${step} ${headword}`)).toEqual([
    '0 core',
    '1 core node',
    '1 quota',
    '1 core node pool',
    '2 grant',
  ])
  expect(named(map)).toEqual(['core mentions quota', 'core nested core node', 'core node nested core node pool', 'quota mentions grant'])
})

it('is bounded and paged: never more than sixty terms, every neighbour on one page, each link between terms of the page', async () => {
  const many = Array.from({ length: 150 }, (_, n) => concept(`hub part ${n}`, n + 2))
  await runWith(store, [concept('hub', 1), ...many])
  const seen = new Set<number>()
  let from: number | null = 0
  let pages = 0
  while (from !== null) {
    const map: TermMap = await mapOf('hub', MAP_LINKS, { steps: 2, from })
    expect(map.nodes.length).toBeLessThanOrEqual(MOST_ON_MAP)
    expect(map.neighbours).toBe(150)
    const shown = new Set(map.nodes.map(({ id }) => id))
    expect(map.links.every(({ a, b }) => shown.has(a) && shown.has(b) && a !== b)).toBe(true)
    const first = map.nodes.filter(({ step }) => step === 1)
    for (const { id } of first) expect(seen.has(id)).toBe(false)
    for (const { id } of first) seen.add(id)
    from = map.next
    pages++
  }
  expect([seen.size, pages > 1]).toEqual([150, true])
  expect((await mapOf('hub', MAP_LINKS, { limit: 5 })).nodes).toHaveLength(5)
  expect((await mapOf('hub', [])).nodes).toHaveLength(1)
})

it('answers for a merged term as the one it lives on as', async () => {
  await runWith(store, [concept('gate', 1), concept('portal', 2), concept('gate keeper', 3)])
  const [gate, portal] = [await idOf(store, 'gate'), await idOf(store, 'portal')]
  await store.human.apply({ label: 'Merge', changes: [{ kind: 'merged-into', key: { concept: portal }, before: null, after: gate }] })
  const map = (await store.terms.map({ concept: portal, kinds: ['nested'], steps: 1 }))!
  expect(named(map)).toEqual(['gate nested gate keeper'])
})

it('is the same every time', async () => {
  await runWith(
    store,
    Array.from({ length: 40 }, (_, n) => concept(`hub ${n % 7} part ${n}`, n + 1)),
    [],
  )
  const once = await mapOf('hub 1 part 1', MAP_LINKS, { steps: 2 })
  expect(await mapOf('hub 1 part 1', MAP_LINKS, { steps: 2 })).toEqual(once)
})
