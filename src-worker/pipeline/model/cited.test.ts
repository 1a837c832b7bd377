import { expect, it } from 'vitest'
import type { DefinitionTask, JudgedSentence } from '../../models/write-definition.ts'
import { joined, sourcesOf } from './cited.ts'

const source = (id: string) => ({ contentHash: id, start: 0, end: 4, line: 1, quote: id })
const passages = new Map(['p1', 'p2', 's1'].map((id) => [id, { source: source(id) }])) as unknown as DefinitionTask['passages']
const sentence = (text: string, ...ids: string[]): JudgedSentence => ({ text, ids, problems: [] })

it('each passage once, with the ends of the sentences that are from it', () => {
  const sentences = [sentence('One.', 'p2', 'p1', 'p2'), sentence('Two is longer.', 'p1', 'gone'), sentence('Three.', 's1')]
  const text = joined('en', sentences)
  const sources = sourcesOf('en', sentences, passages)
  expect(sources.map(({ contentHash, ends }) => [contentHash, ends?.map((end) => text.slice(0, end))])).toEqual([
    ['p2', ['One.']],
    ['p1', ['One.', 'One. Two is longer.']],
    ['s1', [text]],
  ])
})

it('Japanese sentences stand together without a space', () => {
  const sentences = [sentence('一文目。', 'p1'), sentence('二文目。', 'p2')]
  expect(joined('ja', sentences)).toBe('一文目。二文目。')
  expect(sourcesOf('ja', sentences, passages).map(({ ends }) => ends)).toEqual([[4], [8]])
})

it('the sources of a single sentence are those of the whole text', () => {
  expect(sourcesOf('en', [sentence('One.', 'p1', 'p2')], passages)).toEqual([source('p1'), source('p2')])
})
