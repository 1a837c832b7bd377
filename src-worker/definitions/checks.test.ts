import { describe, expect, it } from 'vitest'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { circularProblems, duplicateProblems, type Entry, forbiddenProblems, missingProblems } from './checks.ts'

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
  it('finds duplicates by spelling and by definition', () => {
    const found = duplicateProblems([
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

  it('finds definitions by themselves and rings of definitions', () => {
    const found = circularProblems([
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

  it('finds forbidden forms in documents and definitions', () => {
    const forbidden = [{ concept: { language: 'en' as const, key: 'berth', sense: 0 }, key: 'dock', surface: 'dock' }]
    const found = forbiddenProblems(
      [
        entry('berth', 'A stretch of quay.', { variants: [{ surface: 'dock', key: 'dock', rule: 'human', count: 2 }] }),
        entry('ship', 'It lies at a dock.'),
      ],
      forbidden,
    )
    expect(found.map((one) => one.action)).toEqual(['use-preferred', 'edit-definition'])
    expect(found[0]?.message).toContain('the forbidden form “dock” 2 times.')
    const once = entry('berth', '', { variants: [{ surface: 'dock', key: 'dock', rule: 'human', count: 1 }] })
    expect(forbiddenProblems([once], forbidden)[0]?.message).toContain('the forbidden form “dock” once.')
  })

  it('misses definitions of front terms only', () => {
    expect(
      missingProblems([entry('a', ''), entry('b', '', { glossaryRank: 900 }), entry('c', 'Some text.')]).map((one) => one.concepts[0]?.key),
    ).toEqual(['a'])
  })

  it('stays quick where every definition mentions every term', () => {
    const names = Array.from({ length: 60 }, (_, i) => `term${i}`)
    const began = performance.now()
    circularProblems(names.map((name, i) => entry(name, `${name} is a thing of ${names.slice(i + 1, i + 5).join(' ')}`)))
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
