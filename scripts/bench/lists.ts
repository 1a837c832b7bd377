import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { AlikeRule } from '../../src-main/contract/alike.ts'
import type { FilterQuery } from '../../src-main/contract/filters.ts'
import { MOST_FILTERS } from '../../src-main/contract/filters.ts'
import { LibraryFilters } from '../../src-main/library/filters.ts'
import { conceptItem, definitionItem, simulateRun } from '../../src-main/library/testing.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { median } from './median.ts'
import { withScratchLibrary } from './scratch-library.ts'

/**
 * `npm run bench:lists`: questions about whole lists of 50 000 terms: "all like this", every id of a list, saved filters counted, and what a page of the
 * list waits for while they are. Medians in the caller's process, the messages to the store thread included; beside them
 * the processor time of all threads, which says what a question costs on a busy machine, too.
 */

const TERMS = 50_000
const TIMES = 9

const NOUNS = 'berth crane gate yard container manifest tariff window planner seal lashing stowage bay quay shift'.split(' ')
const KANJI = [...'蔵置日数機器受渡証超過保管料出荷前点検運営当直責任者温度']
/** About as long as a real term's (134 characters on average in the documentation of git): they stand between the columns a question reads. */
const FEATURES = Object.fromEntries(
  Array.from({ length: 4 }, (_, n) => [`feature ${n}`, [n / 8, n / 2, -n / 4] as [number, number, number]]),
)

function surfaceOf(n: number): string {
  const id = Math.floor(n / 6)
  const [one, two] = [`${NOUNS[id % NOUNS.length]}${id % 11 === 0 ? id : 'x'.repeat(id % 3)}`, NOUNS[(id * 7) % NOUNS.length]]
  const ja = Array.from({ length: 4 }, (_, i) => KANJI[(id * 13 + i * (1 + (id % 5))) % KANJI.length]).join('')
  const forms = [
    `${one} ${id} ${two}`,
    `${two} of ${one} ${id}`,
    `${one}${id}`,
    `${one.toUpperCase()} ${id}`,
    `第${id}${ja}器`,
    `${ja}コンテナ${id}`,
  ]
  return forms[n % 6]!
}

async function fill(store: LibraryStore): Promise<void> {
  const extract = Array.from({ length: TERMS }, (_, n) =>
    conceptItem([surfaceOf(n)], n + 1, {
      frequency: 1 + (n % 40),
      documents: 1 + (n % 9),
      accepted: n < 20_000,
      glossaryScore: 10 - n / 5000,
      features: FEATURES,
    }),
  )
  const generate = extract.slice(0, 20_000).map(({ headword }) => definitionItem(headword, `${headword} is a thing kept in the yard.`))
  await simulateRun(store, { extract, generate })
  const { rows } = await store.terms.page({ view: 'all', limit: 1000 })
  const field = (name: string, after: string) => (row: { id: number }) =>
    ({ kind: 'field', key: { concept: row.id, field: name }, before: null, after }) as never
  await store.human.apply({ label: 'accept', changes: rows.slice(0, 400).map(field('decision', 'accepted')) })
  await store.human.apply({ label: 'drop', changes: rows.slice(400, 600).map(field('decision', 'dropped')) })
  await store.human.apply({ label: 'note', changes: rows.slice(600, 1000).map(field('note', 'look at it')) })
}

interface Cost {
  readonly wall: number
  readonly processor: number
}

async function timed(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage()
  const begun = performance.now()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - begun, processor: (user + system) / 1000 }
}

function say(what: string, { wall, processor }: Cost, goal: number): void {
  const over = wall <= goal ? '' : `  over the goal of ${goal} ms`
  process.stdout.write(`${what.padEnd(72)} ${wall.toFixed(0).padStart(5)} ms, processor ${processor.toFixed(0).padStart(5)} ms${over}\n`)
}

async function repeated(what: string, goal: number, work: () => Promise<unknown>): Promise<void> {
  const costs: Cost[] = []
  for (let i = 0; i < TIMES; i++) costs.push(await timed(work))
  say(what, { wall: median(costs.map(({ wall }) => wall)), processor: median(costs.map(({ processor }) => processor)) }, goal)
}

async function alike({ terms }: LibraryStore): Promise<void> {
  const rules: readonly (readonly [string, AlikeRule])[] = [
    [
      'as it starts: last word, language, category, figures',
      { ends: 'yard', language: 'en', category: 'term', documents: 3, uses: 9, score: 5 },
    ],
    ['looks and language', { looks: ['digits', 'capitals'], language: 'en' }],
    ['contains', { contains: 'crane' }],
    ['files alone: nearly everything', { documents: 9 }],
    [
      'every condition',
      {
        begins: 'b',
        ends: 'yard',
        contains: 'e',
        looks: ['digits'],
        language: 'en',
        category: 'term',
        documents: 9,
        uses: 40,
        score: 9,
        glossary: true,
      },
    ],
  ]
  say(
    'the first question of all',
    await timed(() => terms.alike({ rule: { contains: 'a' }, decision: 'dropped', except: [], offset: 0, limit: 100 })),
    100,
  )
  for (const [name, rule] of rules) {
    const { total } = await terms.alike({ rule, decision: 'dropped', except: [], offset: 0, limit: 100 })
    await repeated(`all like this, ${name} (${total})`, 100, () =>
      terms.alike({ rule, decision: 'dropped', except: [1, 2, 3], offset: 0, limit: 100 }),
    )
  }
  await repeated('all like this, ids of nearly everything', 200, () => terms.alikeIds({ documents: 9 }, 'dropped'))
}

/** Fifty different ones, as many as a library may have. */
function filters(): FilterQuery[] {
  const views = ['glossary', 'review', 'all', 'accepted', 'problems'] as const
  return Array.from({ length: MOST_FILTERS }, (_, n) => ({
    view: views[n % views.length]!,
    search: n % 3 === 0 ? '' : n % 3 === 1 ? NOUNS[n % NOUNS.length]! : KANJI[n % KANJI.length]!,
    sort: 'rank',
    descending: false,
  }))
}

async function counted(store: LibraryStore): Promise<void> {
  const saved = new LibraryFilters(store, (work) => work())
  for (const [n, query] of filters().entries()) await saved.change({ type: 'save', name: `filter ${n}`, query })
  const page = () => store.terms.page({ view: 'glossary', fold: true, limit: 100 })
  await page()
  await repeated('a page of the list', 100, page)
  await repeated(`${MOST_FILTERS} saved filters counted`, 300, () => saved.counts())
  const waits: Cost[] = []
  for (let i = 0; i < TIMES; i++) {
    const counting = saved.counts()
    await new Promise((resolve) => setTimeout(resolve, 2 + i * 3))
    waits.push(await timed(page))
    await counting
  }
  const longest = waits.toSorted((a, b) => b.wall - a.wall)[0]!
  say('a page of the list asked for while they are counted, the longest', longest, 100)
}

async function main(): Promise<void> {
  await withScratchLibrary('lists', async (store) => {
    await fill(store)
    process.stdout.write(`${cpus()[0]?.model}, Node ${process.version}; ${TERMS} terms\n`)
    await alike(store)
    await repeated('every id of the list', 100, () => store.terms.ids({ view: 'all' }))
    await repeated('every id of the folded list', 100, () => store.terms.ids({ view: 'all', fold: true }))
    const last = (await store.terms.ids({ view: 'all' })).at(-1)!
    await repeated('place of the last term in the list', 100, () => store.terms.indexOf({ view: 'all' }, last))
    await counted(store)
  })
}

await main()
