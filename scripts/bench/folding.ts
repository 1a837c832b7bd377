import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { TermQuery } from '../../src-main/contract/library-api.ts'
import { conceptItem, simulateRun } from '../../src-main/library/testing.ts'
import { median } from './median.ts'
import { withScratchLibrary } from './scratch-library.ts'

/** `npm run bench:folding [terms]`: pages of a folded list, medians in the caller's process, the messages to the store thread included. */

const TERMS = Number(process.argv[2] ?? 50_000)
const TIMES = 9
const GOAL_MS = 100

const NOUNS = 'berth crane gate yard container manifest tariff window planner seal lashing stowage bay quay shift'.split(' ')
const KANJI = [...'蔵置日数機器受渡証超過保管料出荷前点検運営当直責任者温度']

/** Two thirds English of one to three words, one third Japanese; about four in ten are folded. */
function itemOf(n: number) {
  const id = Math.floor(n / 6)
  const [one, two] = [`${NOUNS[id % NOUNS.length]}${id}`, NOUNS[(id * 7) % NOUNS.length]]
  const ja = Array.from({ length: 6 }, (_, i) => KANJI[(id * 13 + i * (1 + (id % 5))) % KANJI.length]).join('')
  const forms = [`${one} ${two} slot`, `${one} ${two}`, one, `free ${one}`, `第${id}${ja}器`, `第${id}${ja}`]
  return conceptItem([forms[n % 6]!], n + 1, { frequency: 3 + (id % 40), documents: 1 + (id % 9), accepted: n < 3000 })
}

async function main(): Promise<void> {
  await withScratchLibrary('folding', async (store) => {
    await simulateRun(store, { extract: Array.from({ length: TERMS }, (_, n) => itemOf(n)) })
    const timed = async (query: TermQuery): Promise<number> => {
      const begun = performance.now()
      await store.terms.page(query)
      return performance.now() - begun
    }
    const first = await timed({ view: 'all', fold: true })
    const page = await store.terms.page({ view: 'all', fold: true, limit: 1000 })
    const open = page.rows.filter(({ nested }) => nested !== undefined).slice(0, 50)
    process.stdout.write(
      `${cpus()[0]?.model}, Node ${process.version}; ${page.total + (page.folded ?? 0)} terms, ${page.folded} of them folded\n`,
    )
    const cases: readonly (readonly [string, TermQuery])[] = [
      ['flat, first page', { view: 'all' }],
      ['folded, first page', { view: 'all', fold: true }],
      ['folded, to review', { view: 'review', fold: true }],
      ['folded, by uses', { view: 'all', fold: true, sort: 'frequency' }],
      ['folded, by name', { view: 'all', fold: true, sort: 'alphabet' }],
      ['folded, page in the middle', { view: 'all', fold: true, offset: Math.floor(page.total / 2) }],
      ['50 terms open, first page', { view: 'all', fold: true, open: open.map(({ id }) => id) }],
      ['50 open, page at the end', { view: 'all', fold: true, open: open.map(({ id }) => id), offset: page.total - 100 }],
      ['50 open, by uses', { view: 'all', fold: true, open: open.map(({ id }) => id), sort: 'frequency' }],
    ]
    process.stdout.write(`finding what is folded, once a run   ${first.toFixed(0)} ms\n`)
    for (const [name, query] of cases) {
      const times = []
      for (let i = 0; i < TIMES; i++) times.push(await timed(query))
      const ms = median(times)
      process.stdout.write(`${name.padEnd(36)} ${ms.toFixed(0)} ms${ms <= GOAL_MS ? '' : `  over the goal of ${GOAL_MS} ms`}\n`)
    }
  })
}

await main()
