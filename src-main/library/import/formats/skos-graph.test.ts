import { expect, test } from 'vitest'
import { readImport } from '../formats.ts'
import type { ImportedTerm } from '../model.ts'

/** Statements may stand anywhere in a file: whatever the order, every concept gets all of its own. */

const PREFIX = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n'
const NUMBERS = Array.from({ length: 600 }, (_, index) => index)
const label = (n: number): string => `<#c${n}> a skos:Concept ; skos:prefLabel "term ${n}"@en .\n`
const definition = (n: number): string => `<#c${n}> skos:definition "text ${n}"@en .\n`

const terms = (name: string, text: string): readonly ImportedTerm[] => readImport(name, new TextEncoder().encode(text)).glossary.terms

test('Turtle: definitions far from the labels give the same concepts in the same order as those beside them', () => {
  const together = terms('a.ttl', PREFIX + NUMBERS.map((n) => label(n) + definition(n)).join(''))
  const apart = terms('a.ttl', PREFIX + NUMBERS.map(label).join('') + NUMBERS.toReversed().map(definition).join(''))
  expect(together).toHaveLength(600)
  expect(together[7]).toMatchObject({ term: 'term 7', definition: 'text 7' })
  expect(apart).toEqual(together)
})

test('Turtle: what is nested between the statements of a subject does not cut them off', () => {
  const nested = NUMBERS.map((n) => `  skos:related [ skos:note "n${n}" ] ;\n`).join('')
  const [concept] = terms('a.ttl', `${PREFIX}<#c> skos:prefLabel "term"@en ;\n${nested}  skos:definition "the end"@en .\n`)
  expect(concept).toMatchObject({ term: 'term', definition: 'the end' })
})

test('JSON-LD: a node named again at the end of the file is the same concept', () => {
  const graph = [
    ...NUMBERS.map((n) => ({ '@id': `#c${n}`, '@type': 'skos:Concept', 'skos:prefLabel': `term ${n}` })),
    ...NUMBERS.map((n) => ({ '@id': `#c${n}`, 'skos:definition': `text ${n}`, unknown: 'x' })),
  ]
  const { glossary } = readImport('a.jsonld', new TextEncoder().encode(JSON.stringify({ '@graph': graph })))
  expect(glossary.terms.map(({ term, definition: text }) => [term, text])).toEqual(NUMBERS.map((n) => [`term ${n}`, `text ${n}`]))
  expect(glossary.notRead.filter(({ text }) => text === 'unknown')).toHaveLength(600)
})
