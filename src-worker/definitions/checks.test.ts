import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { circularProblems, duplicateProblems, type Entry, forbiddenProblems, missingProblems } from './checks.ts'
import { mentions, mentionsOf } from './mentions.ts'
import { rings } from './rings.ts'

const entry = (headword: string, definition: string, more: Partial<Entry> = {}): Entry => ({
  concept: { language: /[ぁ-ん一-龠ァ-ヺ]/u.test(headword) ? 'ja' : 'en', key: foldKey(headword), sense: 0 },
  headword,
  variants: [{ surface: headword, key: foldKey(headword), rule: 'headword', count: 3 }],
  frequency: 3,
  glossaryRank: 1,
  definition,
  ...more,
})

describe('rule checks', () => {
  it('finds duplicates by spelling and by definition', async () => {
    const found = await duplicateProblems([
      entry('file system', 'A tree of files.'),
      entry('filesystem', 'Where files are.'),
      entry('quay crane', 'A crane on rails.'),
      entry('gantry', 'A crane  on rails.'),
      entry('berth', 'A stretch of quay.'),
    ])
    expect(found.map((one) => one.concepts.map((concept) => concept.key))).toEqual([
      ['file system', 'filesystem'],
      ['quay crane', 'gantry'],
    ])
    for (const one of found) expect(one).toMatchObject({ kind: 'duplicate', action: 'merge' })
  })

  it('a sentence that speaks of two terms makes them one only where it calls one by the other', async () => {
    const both = async (sentence: string, one: string, other: string) =>
      (await duplicateProblems([entry(one, sentence), entry(other, sentence)])).length
    const apart = [
      ['The hull below the waterline is called "wet side", with everything above it called "dry side".', 'wet side', 'dry side'],
      ["It needs a pilot who knows the 'moor', 'berth', or 'shift' order.", 'berth', 'shift'],
      ['揚げ荷は船から降ろす貨物をいい、積み荷は船に載せる貨物をいう。', '揚げ荷', '積み荷'],
    ] as const
    for (const [sentence, a, b] of apart) expect([sentence, await both(sentence, a, b)]).toEqual([sentence, 0])
    const one = [
      ['The yard, also known as the "stacking area", is where containers wait.', 'yard', 'stacking area'],
      ['tls refers to explicit encryption (often known as STARTTLS).', 'tls', 'STARTTLS'],
      ['船舶自動識別装置（AIS）とは、船の位置を知らせる装置である。', '船舶自動識別装置', 'AIS'],
      ['A container with its own cooling unit.', 'reefer', 'reefer container'],
    ] as const
    for (const [sentence, a, b] of one) expect([sentence, await both(sentence, a, b)]).toEqual([sentence, 1])
  })

  it('a name is spoken of as words of its own, not inside another word', async () => {
    const both = async (sentence: string, one: string, other: string) =>
      (await duplicateProblems([entry(one, sentence), entry(other, sentence)])).length
    const unknown = [
      // “ref” stands in it in “preferred” alone, “tug” in “tugboat”: nothing tells them from the other name.
      ['The preferred name of a branch is stored here.', 'ref', 'branch'],
      ['A branch is stored under the preferred name.', 'branch', 'ref'],
      ['名前xrefはブランチに付く。', 'ref', 'ブランチ'],
      ['The tugboat moors the barge at night.', 'tug', 'barge'],
      // Inside another word first, then by itself, right after the word that calls one by the other.
      ['It is preferred that a branch, also called ref, is kept.', 'branch', 'ref'],
    ] as const
    for (const [sentence, a, b] of unknown) expect([sentence, await both(sentence, a, b)]).toEqual([sentence, 1])
    const apart = [
      ['Blobs hold contents of files, trees the names of their places.', 'blob', 'tree'],
      ['refとブランチはどちらも名前をもつ。', 'ref', 'ブランチ'],
      ['名prefixはrefとは違い、ブランチに付く。', 'ref', 'ブランチ'],
      ['C++ is compiled before it starts while C# is compiled when it starts.', 'C++', 'C#'],
      ['A ref is what names a commit; what people prefer and move is a preferred.', 'ref', 'preferred'],
      ['A pre‑commit hook looks at what is kept while a merge driver joins it.', 'pre-commit hook', 'merge driver'],
    ] as const
    for (const [sentence, a, b] of apart) expect([sentence, await both(sentence, a, b)]).toEqual([sentence, 0])
  })

  it('what stands between two names is counted in the characters it is compared in, however the names are written', async () => {
    const both = async (sentence: string, one: string, other: string) =>
      (await duplicateProblems([entry(one, sentence), entry(other, sentence)])).length
    // Written in half-width kana a name is longer than folded: what stands right behind it must not be cut off with it.
    const one = [
      ['ｶﾞﾝﾄﾘｸﾚｰﾝ＝門型の揚重機とは、岸壁に立つ揚重機である。', 'ｶﾞﾝﾄﾘｸﾚｰﾝ', '門型の揚重機'],
      ['ｶﾞﾝﾄﾘｸﾚｰﾝ＝門型の揚重機とは、岸壁に立つ揚重機である。', '門型の揚重機', 'ｶﾞﾝﾄﾘｸﾚｰﾝ'],
    ] as const
    for (const [sentence, a, b] of one) expect([sentence, await both(sentence, a, b)]).toEqual([sentence, 1])
  })

  it('finds definitions by themselves and rings of definitions', async () => {
    const found = await circularProblems([
      entry('commit', 'A commit is a commit that was made.'),
      entry('rotor', 'A rotor is the turning part of a turbine.'),
      entry('turbine', 'A turbine is a machine with a rotor.'),
      entry('blade', 'A blade is a flat part of a rotor.'),
      entry('スパン', 'スパンとは、トレースの一部である。'),
      entry('トレース', 'トレースとは、スパンの集まりである。'),
    ])
    expect(found.map((one) => one.concepts.map((concept) => concept.key))).toEqual([
      ['commit'],
      ['rotor', 'turbine'],
      ['スパン', 'トレース'],
    ])
  })

  it('finds forbidden forms in documents and definitions', async () => {
    const forbidden = [{ concept: { language: 'en' as const, key: 'berth', sense: 0 }, key: 'dock', surface: 'dock' }]
    const found = await forbiddenProblems(
      [
        entry('berth', 'A stretch of quay.', { variants: [{ surface: 'dock', key: 'dock', rule: 'human', count: 2 }] }),
        entry('ship', 'It lies at a dock.'),
      ],
      forbidden,
    )
    expect(found.map((one) => one.action)).toEqual(['use-preferred', 'edit-definition'])
    expect(found[0]?.message).toContain('the forbidden form “dock” 2 times.')
    const once = entry('berth', '', { variants: [{ surface: 'dock', key: 'dock', rule: 'human', count: 1 }] })
    expect((await forbiddenProblems([once], forbidden))[0]?.message).toContain('the forbidden form “dock” once.')
  })

  it('misses definitions of front terms only', () => {
    expect(
      missingProblems([entry('a', ''), entry('b', '', { glossaryRank: 900 }), entry('c', 'Some text.')]).map((one) => one.concepts[0]?.key),
    ).toEqual(['a'])
  })

  /** Entries of which each definition mentions the next ones: a graph as dense as a glossary can be. */
  const dense = (count: number, mentioned: number): Entry[] => {
    const names = Array.from({ length: count }, (_, i) => `term${i}`)
    return names.map((name, i) =>
      entry(name, `${name} is a thing of ${Array.from({ length: mentioned }, (_, k) => names[(i + k + 1) % count]).join(' ')}.`),
    )
  }

  /** How often a check let others in, and how many entries or steps of work it did between two of those at the most. */
  async function restsOf(check: (rest: () => Promise<void>) => Promise<unknown>): Promise<number> {
    let rests = 0
    await check(async () => {
      rests += 1
    })
    return rests
  }

  it.each<[string, (entries: Entry[], rest: () => Promise<void>) => Promise<unknown>]>([
    ['duplicates', duplicateProblems],
    ['circular definitions', circularProblems],
    [
      'forbidden forms',
      (entries, rest) => forbiddenProblems(entries, [{ concept: entries[0]!.concept, key: 'thing', surface: 'thing' }], rest),
    ],
  ])('%s: a cancel gets in at every one of 2 200 entries', async (_what, check) => {
    const entries = dense(2_200, 5)
    expect(await restsOf((rest) => check(entries, rest))).toBeGreaterThanOrEqual(2_200)
    const stop = new Error('cancelled')
    let rests = 0
    const cancelled = check(entries, async () => {
      rests += 1
      if (rests === 100) throw stop
    })
    await expect(cancelled).rejects.toBe(stop)
    expect(rests).toBe(100)
  })

  it('the search for rings rests as well, and its work grows with the glossary, not with its square', async () => {
    const rests = async (count: number) => (await restsOf((rest) => circularProblems(dense(count, 6), rest))) - count
    const [small, large] = [await rests(1_000), await rests(4_000)]
    expect(small).toBeGreaterThan(10)
    expect(large / small).toBeLessThan(5)
  })
})

describe('rings', () => {
  /** Every ring by trying all paths: slow, and plainly right. */
  function byTrying(next: readonly (readonly number[])[]): string[] {
    const found = new Set<string>()
    const walk = (path: number[]): void => {
      for (const to of next[path.at(-1)!]!) {
        if (to === path[0] && path.length > 1) found.add(path.join(' '))
        else if (to > path[0]! && path.length < 4 && !path.includes(to)) walk([...path, to])
      }
    }
    for (const start of next.keys()) walk([start])
    return [...found].sort()
  }
  const found = (next: readonly (readonly number[])[]): string[] => {
    const all = [...rings(next)].filter((ring) => ring !== null).map((ring) => ring.join(' '))
    expect(new Set(all).size).toBe(all.length)
    return all.sort()
  }

  it('are those that trying every path finds, in any graph', () => {
    const graph = fc.integer({ min: 1, max: 9 }).chain((size) =>
      fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 5 }), {
        minLength: size,
        maxLength: size,
      }),
    )
    fc.assert(
      fc.property(graph, (next) => {
        expect(found(next)).toEqual(byTrying(next))
      }),
      { numRuns: 500 },
    )
  })

  it('a chain of 100 000 definitions has none and overflows nothing; closing it makes no short ring', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) => (i === 99_999 ? [] : [i + 1]))
    expect(found(chain)).toEqual([])
    expect(found([...chain.slice(0, -1), [0]])).toEqual([])
  })
})

describe('mentions of many forms at once', () => {
  const text = fc.array(fc.constantFrom('dock', 'quay', 'crane', 'ドック', '岸壁', ' ', '-', ', ', '(', 's'), { maxLength: 14 })
  it('are those that looking for each form finds', () => {
    const key = fc.constantFrom('dock', 'quay crane', 'crane', 'ドック', '岸壁', '岸', 'quay ドック', 's')
    fc.assert(
      fc.property(fc.uniqueArray(key), text, (keys, parts) => {
        const folded = foldKey(parts.join(''))
        expect(mentionsOf(keys)(folded)).toEqual(keys.flatMap((one, i) => (mentions(folded, one) ? [i] : [])))
      }),
      { numRuns: 2_000 },
    )
  })
})
