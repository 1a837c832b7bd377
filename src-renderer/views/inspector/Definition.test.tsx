import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { DefinitionView, TermDetail } from '../../../src-main/contract/library-api.ts'
import { createApp } from '../../state/app.ts'
import { fakeHost, fakeTerm } from '../../testing/fake-host.ts'
import { AppContext } from '../context.ts'
import { DefinitionSection } from './Definition.tsx'

/** What the inspector says of a definition, as markup. */

const definition = (text: string, kind: DefinitionView['kind']): DefinitionView =>
  ({ text, kind, sources: [], state: 'ok' }) as DefinitionView
const shown = (decision: TermDetail['decision'], ...definitions: DefinitionView[]) => {
  const term = { ...fakeTerm(1), decision, definitions, variants: [], proposal: null, problemList: [] } as unknown as TermDetail
  const html = renderToStaticMarkup(
    <MantineProvider>
      <AppContext.Provider value={createApp(fakeHost(0))}>
        <DefinitionSection term={term} />
      </AppContext.Provider>
    </MantineProvider>,
  )
  return html.replace(/<style[\s\S]*?<\/style>/g, '')
}
const folded = (html: string) => /<details>[\s\S]*<\/details>/.exec(html)?.[0] ?? ''
const first = definition('The object name is long.', 'quoted')
const second = definition('An object name is the SHA-1 of an object.', 'quoted')
const third = definition('Object names are printed.', 'context')
const NOTE = 'Whether it defines the term is yours to say.'

it('says of a quoted sentence what it is, with the next best one at hand', () => {
  const html = shown('undecided', first, second, third)
  expect(html).toContain(NOTE)
  expect(folded(html)).not.toContain(second.text)
  expect(html.replace(folded(html), '')).toMatch(/An object name is the SHA-1[\s\S]*Use this one/)
  expect(folded(html)).toContain('1 more candidate')
  expect(folded(html)).toContain(third.text)
})

it('has the next best one at hand also where no sentence defines the term', () => {
  const html = shown('undecided', third, first)
  expect(html).toContain('No sentence defines it')
  expect(html).not.toContain(NOTE)
  expect(html.replace(folded(html), '')).toContain(first.text)
})

it('asks nothing any more of a term that was accepted, and of a text of people’s own', () => {
  for (const html of [shown('accepted', first, second), shown('undecided', definition('Mine.', 'human'), second)]) {
    expect(html).not.toContain(NOTE)
    expect(folded(html)).toContain(second.text)
    expect(html.replace(folded(html), '')).not.toContain(second.text)
  }
})

it('offers nothing where there is nothing else', () => {
  const html = shown('undecided', first)
  expect(html).toContain(NOTE)
  expect(html).not.toMatch(/Use this one|<details/)
})

it('says a quoted sentence once: its source repeats no word of it', () => {
  const source = (quote: string) => ({ documentId: 1, path: 'a.md', start: 0, end: 9, quote, contentHash: 'h', line: 3 })
  const html = shown('undecided', { ...first, sources: [source(first.text)] })
  expect(html.split(first.text)).toHaveLength(2)
  expect(shown('undecided', { ...definition('Written.', 'written'), sources: [source(first.text)] })).toContain(first.text)
})

it('is green only once somebody has accepted it', () => {
  expect(shown('undecided', first)).not.toContain('chip ok')
  expect(shown('accepted', first)).toContain('chip ok')
  expect(shown('undecided', definition('Mine.', 'human'))).toContain('chip ok')
})
