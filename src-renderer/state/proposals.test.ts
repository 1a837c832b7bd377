import { expect, test } from 'vitest'
import type { DefinitionView, PassageView, TermDetail } from '../../src-main/contract/library-api.ts'
import { chosenInstead, madeOne, takeOver } from './proposals.ts'

/** What the window sends when another text takes the place of people's definition: with the sources of that text, never of the old one. */

const source = (start: number, over: Partial<PassageView> = {}): PassageView => ({
  contentHash: 'DOC',
  start,
  end: start + 4,
  line: 1,
  quote: 'jobs',
  documentId: 1,
  path: 'a.md',
  ...over,
})
const view = (text: string, sources: readonly PassageView[]): DefinitionView => ({
  kind: 'quoted',
  text,
  sources,
  pinned: false,
  state: 'ok',
})
const place = (start: number) => ({ contentHash: 'DOC', start, end: start + 4 })

test('a text taken over is from its own passages, each named once by its place', () => {
  const sources = [source(0), source(9, { ends: [3] }), source(0, { text: 'as read' })]
  expect(takeOver(7, 'Runs jobs.', sources)).toEqual({
    type: 'set-definition',
    concept: 7,
    text: 'Runs jobs.',
    cited: [place(0), place(9)],
  })
  // What an import knew without a place is no place to cite.
  expect(takeOver(7, 'x', [source(0, { end: 0 }), source(5, { end: 20_006 })]).cited).toEqual([])
})

test('two texts made into one are from the passages of both, and answer the proposal', () => {
  const term = { id: 7, definitions: [view('Mine.', [source(0)]), view('Found.', [source(9)])] } as unknown as TermDetail
  expect(madeOne(term, 'Mine. Found.', term.definitions[1]!)).toEqual({
    type: 'set-definition',
    concept: 7,
    text: 'Mine. Found.',
    answers: 'Found.',
    cited: [place(0), place(9)],
  })
  expect(madeOne({ ...term, definitions: [] }, 'Found.', view('Found.', [])).cited).toEqual([])
})

test('a sentence chosen instead of the one shown turns that down: it is not proposed beside it', () => {
  const [shown, other] = [view('The name is long.', [source(0)]), view('A name says which object it is.', [source(9)])]
  const term = { id: 7, definitions: [shown, other], proposal: null } as unknown as TermDetail
  expect(chosenInstead(term, other)).toEqual({
    type: 'set-definition',
    concept: 7,
    text: other.text,
    cited: [place(9)],
    answers: shown.text,
  })
  const own = { ...term, definitions: [{ ...view('Mine.', []), kind: 'human' }, shown, other] } as unknown as TermDetail
  expect(chosenInstead(own, other)).not.toHaveProperty('answers')
  expect(chosenInstead({ ...own, proposal: shown }, other).answers).toBe(shown.text)
})
