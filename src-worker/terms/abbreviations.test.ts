import { describe, expect, it } from 'vitest'
import type { Language } from '../../src-main/contract/blocks.ts'
import { asShortForm, bestLongForm, collectPairs, PairTally } from './abbreviations.ts'

const pairsOf = (text: string, language: Language = 'en'): string[] => {
  const tally = new PairTally()
  collectPairs(text, language, tally)
  return tally.abbreviations().map((pair) => `${pair.short} = ${pair.long}`)
}
const aliasesOf = (text: string): string[] => {
  const tally = new PairTally()
  collectPairs(text, 'ja', tally)
  return tally.aliases().map((pair) => `${pair.left} = ${pair.right}`)
}

describe('Schwartz and Hearst', () => {
  it.each([
    ['We use an application programming interface (API) here.', 'API = application programming interface'],
    ['The left ventricular ejection fraction (LVEF) was low.', 'LVEF = left ventricular ejection fraction'],
    ['All remote-tracking branches (RTBs) are updated.', 'RTB = remote-tracking branches'],
    ['A Fully Qualified Collection Name (FQCN) is unique.', 'FQCN = Fully Qualified Collection Name'],
    ['The graph is a DAG (directed acyclic graph) of commits.', 'DAG = directed acyclic graph'],
    ['Heart failure (HF; see below) is common.', 'HF = Heart failure'],
    ['Wear your personal protective equipment (PPE) there.', 'PPE = personal protective equipment'],
    ['The Department of Health (DoH) said so.', 'DoH = Department of Health'],
  ])('%s', (text, pair) => {
    expect(pairsOf(text)).toEqual([pair])
  })

  it.each([
    'The value (see table) is low.',
    'It was found (2019) and lost.',
    'A small house (Paris) was sold.',
    'The function (optional) takes a number.',
    'Prices rose (by 3 %) again.',
    'We met the Director (WHO) there.',
    'It is supervised by the ECB under Regulation (EU) 2013.',
    'Images that contain unfixed security vulnerabilities (CVE) are blocked.',
    'The chordlength distribution (c/R) is shown.',
  ])('finds nothing in: %s', (text) => {
    expect(pairsOf(text)).toEqual([])
  })

  it('asks for capitals and a bounded length in a short form', () => {
    expect(asShortForm('APIs')).toBe('API')
    expect(asShortForm('or API')).toBe('API')
    expect(asShortForm('optional')).toBeNull()
    expect(asShortForm('ABCDEFGHIJKLMN')).toBeNull()
    expect(asShortForm('X')).toBeNull()
  })

  it('begins the long form at a word start', () => {
    expect(bestLongForm('HF', 'patients with heart failure')).toBe('heart failure')
    expect(bestLongForm('HF', 'nothing here')).toBeNull()
  })
})

describe('Japanese pairs', () => {
  it.each([
    ['有向非巡回グラフ（DAG）を使う。', '有向非巡回グラフ = DAG'],
    ['属性（アトリビュート）を付ける。', '属性 = アトリビュート'],
    ['Anchor Peer (アンカーピア) は重要です。', 'Anchor Peer = アンカーピア'],
    ['情報処理推進機構（以下「IPA」という）が公表した。', '情報処理推進機構 = IPA'],
    ['個人情報保護法（以下、法という。）に従う。', '個人情報保護法 = 法'],
  ])('%s', (text, pair) => {
    expect(aliasesOf(text)).toContain(pair)
  })

  it('takes no remark in hiragana or digits for a name', () => {
    expect(aliasesOf('設定（しない）と手順（1）を見る。')).toEqual([])
  })
})
