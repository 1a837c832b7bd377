import { describe, expect, it } from 'vitest'
import { conceptsOf } from '../terms/concepts.ts'
import { corpusOf, ranked } from '../terms/testing.ts'
import { definitionsOf, EvidenceIndex } from './select.ts'
import { definedVerb } from './verbs.ts'

const headwords = async (text: string, language: 'en' | 'ja'): Promise<string[]> =>
  conceptsOf(await ranked([text], language)).map((one) => one.headword)

describe('verbs', () => {
  it.each([
    ['To peel an object means to follow its tags until a commit is left.', 'peel'],
    ['In Git, to "cherry-pick" is to copy one change to another branch.', 'cherry-pick'],
    ['To rewind is to throw away part of the development.', 'rewind'],
  ])('%s', (sentence, key) => {
    const verb = definedVerb(sentence, 'en')
    expect(verb?.key).toBe(key)
    expect(sentence.slice(verb!.start, verb!.end)).toBe(key)
  })

  it.each([
    ['「巻き戻す」とは、開発の一部を捨てることをいう。', '巻き戻す'],
    ['束ねるとは、二本以上の綱をまとめることである。', '束ねる'],
  ])('%s', (sentence, key) => expect(definedVerb(sentence, 'ja')?.key).toBe(key))

  it.each([
    'To do this is to waste time.',
    'To open the door, turn the key.',
    'It is to be seen.',
    'To peel is fun.',
    'To peel, cut or slice means work.',
  ])('none in: %s', (sentence) => expect(definedVerb(sentence, 'en')).toBeNull())

  it('are terms where a sentence defines them, quoted with it, and only there', async () => {
    const text =
      'To peel an object means to follow its tags until a commit is left. Git peels the tag. You peel it. You rewind it. We rewind.'
    expect(await headwords(text, 'en')).toContain('peel')
    expect(await headwords(text, 'en')).not.toContain('rewind')
    const concept = conceptsOf(await ranked([text], 'en')).find((one) => one.headword === 'peel')!
    const [definition] = definitionsOf(concept, new EvidenceIndex(await corpusOf([text], 'en')))
    expect(definition).toMatchObject({ kind: 'quoted', text: 'To peel an object means to follow its tags until a commit is left.' })
    expect(await headwords('「巻き戻す」とは、開発の一部を捨てることをいう。荷を巻き戻す。荷を束ねる。', 'ja')).toContain('巻き戻す')
  })

  it('are terms where a heading or a list says so', async () => {
    expect(await headwords('# Rewind\n\nYou can rewind. We rewind it. They rewind the branch.', 'en')).toContain('Rewind')
    expect(await headwords('- **rewind**: to throw away part of the development.\n\nWe rewind it.', 'en')).toContain('rewind')
  })
})

describe('adjectives', () => {
  it('are defined by the state they name', async () => {
    const text = 'A working tree is said to be dirty if it holds changes that were not committed. The dirty tree is kept.'
    const concept = conceptsOf(await ranked([text], 'en')).find((one) => one.headword === 'dirty')!
    const [definition] = definitionsOf(concept, new EvidenceIndex(await corpusOf([text], 'en')))
    expect(definition).toMatchObject({ kind: 'quoted' })
    expect(concept.features).toHaveProperty('defined')
  })
})
