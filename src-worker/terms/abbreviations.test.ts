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

  it.each([
    ['The rule (see the service level objective (SLO) of last year) holds.', ['SLO = service level objective']],
    [
      'A service level objective (SLO) report (SLOR) is written.',
      ['SLO = service level objective', 'SLOR = service level objective report'],
    ],
    ['The CRD (custom resource definition (of a cluster)) is read.', ['CRD = custom resource definition']],
    [
      'Application programming interfaces (APIs) and software development kits (SDKs) differ.',
      ['API = Application programming interfaces', 'SDK = software development kits'],
    ],
    [
      'An API (application programming interface) and the graphical user interface (GUI).',
      ['API = application programming interface', 'GUI = graphical user interface'],
    ],
  ])('nested, plural, both directions: %s', (text, pairs) => expect(pairsOf(text).sort()).toEqual([...pairs].sort()))

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
    ['ターミナル運営システム（Terminal Operating System、略称TOS）は重要だ。', 'ターミナル運営システム = Terminal Operating System'],
  ])('%s', (text, pair) => {
    expect(aliasesOf(text)).toContain(pair)
  })

  it.each([
    ['情報処理推進機構（以下「IPA」という）が公表した。', 'IPA = 情報処理推進機構'],
    ['個人情報保護法（以下、法という。）に従う。', '法 = 個人情報保護法'],
    ['ターミナル運営システム（略称TOS）は重要だ。', 'TOS = ターミナル運営システム'],
    ['国際海上危険物規程（英語名、略称IMDG）に従う。', 'IMDG = 国際海上危険物規程'],
  ])('short form by its own word: %s', (text, pair) => expect(pairsOf(text, 'ja')).toContain(pair))

  it.each(['個人を特定できる情報（PII）を消す。', 'ランタイム（containerd、CRI-O）を選ぶ。', '言語（たとえばRuby）を選ぶ。'])(
    'no names in: %s',
    (text) => expect([...aliasesOf(text), ...pairsOf(text, 'ja')]).toEqual([]),
  )

  it('takes no half of a longer name for the whole', () => {
    expect(pairsOf('是正処置及び予防処置（略称CAPA）を行う。', 'ja')).toEqual([])
    expect(pairsOf('個人情報の保護に関する法律（以下「個情法」という。）に従う。', 'ja')).toEqual([])
    expect(pairsOf('港の安全協議会（以下「協議会」という。）を開く。', 'ja')).toEqual(['協議会 = 安全協議会'])
    expect(pairsOf('検出限界（略称LOD）及び定量限界（略称LOQ）を書く。', 'ja')).toEqual(['LOD = 検出限界', 'LOQ = 定量限界'])
    expect(pairsOf('The mortality and morbidity meeting (M&M) is on Friday. The park and ride (P&R) site is full.', 'en')).toEqual([
      'P&R = park and ride',
    ])
  })

  it('takes no remark in hiragana or digits for a name', () => {
    expect(aliasesOf('設定（しない）と手順（1）を見る。')).toEqual([])
  })
})
