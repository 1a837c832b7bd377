import { type Remote, releaseProxy, wrap } from 'comlink'
import type { Block } from '../../src-main/contract/blocks.ts'
import type { DocumentMatcher } from './document-matcher.ts'
import type { Spot } from './locate.ts'
import type { MarkFilter } from './mark-filter.ts'
import type { Matches, MatchTerm } from './match.ts'

/** The page's side of the worker that finds terms: the document goes over once, the glossary when it changes, and of each term looked at only its forms. */

export interface Matcher {
  /**
   * Where the terms are. What is the same object as the time before is not sent again.
   * @param extra looked for besides the glossary @returns null when something else was asked before this one's turn came
   */
  match(blocks: readonly Block[], terms: readonly MatchTerm[], extra: MatchTerm | null): Promise<Matches | null>
  /** Quadruples of the matches last found that stay. */
  filter(filter: MarkFilter): Promise<Int32Array>
  /** Places of words in the document last matched. */
  find(words: string): Promise<readonly Spot[]>
}

const NOTHING: Matches = { quads: new Int32Array(), entries: [] }

/** Text of every block, and the blocks in which no term is looked for. */
const textsOf = (blocks: readonly Block[]): [texts: string[], code: number[]] => [
  blocks.map(({ text }) => text),
  blocks.flatMap(({ kind }, block) => (kind === 'code' ? [block] : [])),
]

/** @param worker answers in the order it is asked */
export function matcherOver(worker: Pick<Remote<DocumentMatcher>, keyof DocumentMatcher>): Matcher {
  let document: readonly Block[] | null = null
  let glossary: readonly MatchTerm[] | null = null
  /** Of the glossary alone: the same object for every term that is nowhere in the document, so that nothing is drawn anew. */
  let without: Matches | null = null
  let newest = 0
  let before: Promise<unknown> = Promise.resolve()
  async function send(blocks: readonly Block[], terms: readonly MatchTerm[], extra: MatchTerm | null): Promise<Matches> {
    const asked: Promise<unknown>[] = []
    if (blocks !== document || terms !== glossary) without = null
    if (blocks !== document) asked.push(worker.read(...textsOf(blocks)))
    if (terms !== glossary) asked.push(worker.know(terms))
    document = blocks
    glossary = terms
    try {
      const [found] = await Promise.all([extra ? worker.match(extra) : null, ...asked])
      if (found !== null) return found
      without ??= (await worker.match(null)) ?? NOTHING
      return without
    } catch (error) {
      // What the worker has now nobody knows.
      document = null
      glossary = null
      throw error
    }
  }
  return {
    match: (blocks, terms, extra) => {
      const mine = ++newest
      // Whoever goes through a list asks for more than the worker can do: of those that wait only the last is of use.
      const answer = before.then(() => (mine === newest ? send(blocks, terms, extra) : null))
      // The one who asked is told of a failure; the next one's turn comes all the same.
      before = answer.catch(() => undefined)
      return answer
    },
    find: (words) => worker.find(words),
    filter: (filter) => worker.filter(filter),
  }
}

/** Runs the matcher in its worker. `stop` ends it. */
export function startMatcher(): Matcher & { stop(): void } {
  const worker = new Worker(new URL('./match-worker.ts', import.meta.url), { type: 'module' })
  const remote: Remote<DocumentMatcher> = wrap<DocumentMatcher>(worker)
  return {
    ...matcherOver(remote),
    stop: () => {
      remote[releaseProxy]()
      worker.terminate()
    },
  }
}
