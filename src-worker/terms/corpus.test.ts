import { describe, expect, it } from 'vitest'
import { LanguageCorpus } from './corpus.ts'
import { analysed } from './testing.ts'

describe('LanguageCorpus', () => {
  it('stays below its limit and keeps what recurs or is signed', async () => {
    const corpus = new LanguageCorpus('en', 60)
    for (let i = 0; i < 30; i++) {
      const text = `The wind turbine number ${i} turns. The rare${i} gearbox${i} of plant${i} was seen.\n\n## Signed${i === 3 ? ' beacon' : ''}\n\nText follows here.`
      corpus.add((await analysed(text, 'en')).analysis, `hash${i}`)
    }
    expect(corpus.candidates.size).toBeLessThanOrEqual(60)
    expect(corpus.candidates.get('wind turbine')?.total).toBe(30)
    expect(corpus.candidates.has('signed beacon')).toBe(true)
    expect(corpus.documents).toBe(30)
  })

  it('stays below its limit where nearly every candidate heads a section, and keeps what a glossary lists', async () => {
    const corpus = new LanguageCorpus('en', 60)
    for (let i = 0; i < 40; i++) {
      const listed = i === 3 ? '\n\n## Glossary\n\n| Term | Definition |\n| --- | --- |\n| damper plate | A plate that damps. |' : ''
      const text = `# Turbine${i} rotor\n\nThe wind turbine turns.\n\n## Blade${i} hub\n\nText follows here.\n\n## Mast${i} crane\n\nMore follows.${listed}`
      corpus.add((await analysed(text, 'en')).analysis, `hash${i}`)
      expect(corpus.candidates.size).toBeLessThanOrEqual(60 * 1.4)
    }
    expect(corpus.candidates.get('wind turbine')?.total).toBe(40)
    expect(corpus.candidates.has('damper plate')).toBe(true)
  })

  it('keeps the best passages of a term, best first, each text once', async () => {
    const corpus = new LanguageCorpus('en')
    const texts = [
      'A wind turbine is a machine that makes electricity.',
      'Wind turbines are used to make power.',
      'A wind turbine is a machine that makes electricity.',
    ]
    for (const [i, text] of texts.entries()) corpus.add((await analysed(`${text}\n\nMore ${i}.`, 'en')).analysis, `hash${i}`)
    const found = corpus.candidates.get('wind turbine')!
    expect(found.defining.map((hit) => hit.text)).toEqual([texts[0], texts[1]])
    expect([...found.documents]).toEqual([0, 1, 2])
  })
})
