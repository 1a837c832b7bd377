import fc from 'fast-check'
import { expect, it } from 'vitest'
import { heldHost, turns } from '../testing/held-host.ts'
import { createTermSearch, hitsFor, searchable, searchedText } from './term-search.ts'

function search() {
  const host = heldHost(40, ['terms.page'])
  host.hold(true)
  const own = createTermSearch(host)
  const names = (text: string) => hitsFor(own.getState(), text).rows.map(({ headword }) => headword)
  return {
    host,
    ask: (text: string) => own.ask('lib', text, 8),
    names,
    asking: (text: string) => hitsFor(own.getState(), text).asking,
    own,
  }
}

it('the hits are those of the text that is in the field now, whichever answer comes last', async () => {
  const { host, ask, names, asking } = search()
  void ask('term 1')
  void ask('term 2')
  await host.releaseAll('reversed')
  expect(names('term 2')).toEqual(['term 2', 'term 20', 'term 22', 'term 23', 'term 25', 'term 26', 'term 28', 'term 29'])
  expect(asking('term 2')).toBe(false)
})

it('as long as the answer is on its way only such of the last one are shown that are hits all the same', async () => {
  const { host, ask, names, asking } = search()
  void ask('term 2')
  await host.releaseAll()
  void ask('Term  25')
  await turns()
  expect([names('Term  25'), asking('Term  25')]).toEqual([['term 25'], true])
  // Nothing of it is a hit for other words, before they are even asked for.
  expect([names('用語3'), asking('用語3')]).toEqual([[], true])
  expect([names(''), asking('')]).toEqual([[], false])
})

it('no order of texts and answers ever shows a term without the text in its name', async () => {
  const step = fc.oneof(fc.constantFrom('', 't', 'term', 'term 1', 'term 2', '用語', '用語3'), fc.nat(9))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { host, ask, names, asking } = search()
      let text = ''
      for (const one of steps) {
        if (typeof one === 'number') host.held.splice(one % Math.max(1, host.held.length), 1)[0]?.release()
        else {
          text = one
          void ask(text)
        }
        expect(names(text).every((name) => name.includes(text))).toBe(true)
        await turns()
        expect(names(text).every((name) => name.includes(text))).toBe(true)
      }
      await host.releaseAll()
      expect([names(text).length > 0, asking(text)]).toEqual([text !== '', false])
    }),
    { numRuns: 100 },
  )
})

it('what failed is told once, where the text is still wanted, and asked for no more', async () => {
  const { host, ask, names, asking } = search()
  host.answers['terms.page'] = () => Promise.reject(new Error('disk'))
  const first = ask('term 1')
  const second = ask('term 2')
  await expect(first).resolves.toBeUndefined()
  await expect(second).rejects.toThrow('disk')
  expect([names('term 2'), asking('term 2')]).toEqual([[], false])
})

it('asks for no more than the host takes, and for no half character', () => {
  expect(searchedText(`  ${'語'.repeat(300)} `)).toBe('語'.repeat(200))
  expect(searchedText('   ')).toBe('')
  expect(searchable(`${'a'.repeat(199)}𠮷`)).toBe('a'.repeat(199))
  expect(searchable('a ')).toBe('a ')
})
