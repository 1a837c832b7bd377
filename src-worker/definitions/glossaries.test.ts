import { describe, expect, it } from 'vitest'
import { conceptsOf } from '../terms/concepts.ts'
import { analysed, corpusOf, ranked } from '../terms/testing.ts'
import { definitionsOf, EvidenceIndex } from './select.ts'

/** Glossaries that stand in the folder already are taken over as they are. */

type Language = 'en' | 'ja'

async function entries(text: string, language: Language, path = 'test.md'): Promise<Record<string, string>> {
  const { analysis } = await analysed(text, language, path)
  const listed = analysis.candidates.filter((one) => one.glossary > 0).map((one) => one.key)
  const best = (key: string) => analysis.hits.filter((hit) => hit.key === key).sort((a, b) => b.score - a.score)[0]
  return Object.fromEntries(listed.map((key) => [key, best(key)?.rule === 'glossary' ? best(key)!.text : '']))
}

const HEADINGS = `# Handbook

Some text about berths.

## Glossary

### Bollard

A short steel post on the quay. Mooring lines are made fast to it.

### Peel

To take the layers off a tag until its commit is left.

#### Example

A bollard stands at every berth.

## After

### Crane

A crane lifts boxes.
`

describe('a glossary of the folder', () => {
  it('under its own heading: every entry of its level, whole, with verbs; what follows it is no entry', async () => {
    expect(await entries(HEADINGS, 'en')).toEqual({
      bollard: 'A short steel post on the quay. Mooring lines are made fast to it.',
      peel: 'To take the layers off a tag until its commit is left.',
    })
  })

  it('in alphabetical sections', async () => {
    const text = '# Glossary\n\n## B\n\n### Bollard\n\nA short post on the quay.\n\n## C\n\n### Crane\n\nA machine that lifts boxes.\n'
    expect(await entries(text, 'en')).toEqual({ bollard: 'A short post on the quay.', crane: 'A machine that lifts boxes.' })
  })

  it('of labels in a list', async () => {
    const text =
      '# Terms and definitions\n\n- **Bollard**: a short post on the quay.\n- **Berth window**: the time a quay is reserved for a ship.\n'
    expect(await entries(text, 'en')).toEqual({
      bollard: 'a short post on the quay.',
      'berth window': 'the time a quay is reserved for a ship.',
    })
  })

  it('is not every section on terms: inside another document it explains that document', async () => {
    expect(await entries('# Sampling\n\nText.\n\n## Terminology\n\n### Sampled\n\nA trace that is kept.\n', 'en')).toEqual({})
    expect(await entries('# Terminology\n\n## Sampled\n\nA trace that is kept.\n', 'en')).toEqual({ sampled: 'A trace that is kept.' })
  })

  it('as a table', async () => {
    const text = '# Glossary\n\n| Term | Definition |\n|---|---|\n| Bollard | A short post on the quay. |\n'
    expect(await entries(text, 'en')).toEqual({ bollard: 'A short post on the quay.' })
  })

  it('in a list under a heading of its own: the heading is no entry', async () => {
    const adoc = '= 用語集\n\n== 用語\n\n[glossary]\n係船柱:: 岸壁に据えた短い柱。\n係留索:: 船をつなぎ止める綱。\n'
    expect(await entries(adoc, 'ja', 'test.adoc')).toEqual({ 係船柱: '岸壁に据えた短い柱。', 係留索: '船をつなぎ止める綱。' })
  })

  it('of reStructuredText and AsciiDoc', async () => {
    const rst = '.. glossary::\n\n   bollard\n      A short post. It stands on the quay.\n'
    expect(await entries(rst, 'en', 'test.rst')).toEqual({ bollard: 'A short post. It stands on the quay.' })
    const adoc = '== Terms\n\n[glossary]\nbollard:: A short post on the quay.\n'
    expect(await entries(adoc, 'en', 'test.adoc')).toEqual({ bollard: 'A short post on the quay.' })
  })

  it('in Japanese, by headings and by labels', async () => {
    const headings =
      '# 手引き\n\n## 用語集\n\n### 係留索\n\n船を岸壁につなぎ止める綱。船首と船尾に張る。\n\n## 作業\n\n### 荷役\n\n荷役を始める。\n'
    expect(await entries(headings, 'ja')).toEqual({ 係留索: '船を岸壁につなぎ止める綱。船首と船尾に張る。' })
    const how = '# 用語集\n\n## 係留索\n\n船をつなぎ止める綱。\n\n## 用語を提案するには\n\n事務局に申し出る。\n'
    expect(await entries(how, 'ja')).toEqual({ 係留索: '船をつなぎ止める綱。' })
    const labels = '# 用語の説明\n\n- **係留索**：船を岸壁につなぎ止める綱。\n'
    expect(await entries(labels, 'ja')).toEqual({ 係留索: '船を岸壁につなぎ止める綱。' })
  })

  it('leads the ranking, is accepted, says where it comes from, and keeps other definitions as alternatives', async () => {
    const texts = [HEADINGS, 'A bollard is a post that holds the lines of a ship. The quay has a bollard. A bollard is made of steel.']
    const concept = conceptsOf(await ranked(texts, 'en')).find((one) => one.key === 'bollard')!
    expect(concept).toMatchObject({ fromGlossary: true, accepted: true })
    const definitions = definitionsOf(concept, new EvidenceIndex(await corpusOf(texts, 'en')))
    expect(definitions.map((one) => one.text).slice(0, 2)).toEqual([
      'A short steel post on the quay. Mooring lines are made fast to it.',
      'A bollard is a post that holds the lines of a ship.',
    ])
    expect(definitions.map((one) => one.ordinal)).toEqual(definitions.map((_, i) => i))
  })
})
