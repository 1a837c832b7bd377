import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { AnalysisItem, DefinitionItem } from '../../src-main/contract/results.ts'
import { MAP_LINKS, MOST_ON_MAP } from '../../src-main/contract/term-map.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'
import { ENGINE_VERSION } from '../../src-main/contract/version.ts'
import { conceptItem, simulateRun } from '../../src-main/library/testing.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { median } from './median.ts'
import { withScratchLibrary } from './scratch-library.ts'

/**
 * The map's one question to the store, in a library of 50 000 terms with 20 000 definitions and 40 documents of 3 000 terms each. `npm run bench:map` prints every kind
 * of link, `npm run bench:ui` the slowest of its terms.
 */

const TERMS = 50_000
const DEFINED = 20_000
const DOCUMENTS = 40
const IN_ONE = 3_000
const NOUNS = 'berth crane gate yard container manifest tariff window planner seal lashing stowage bay quay shift'.split(' ')
const KANJI = [...'蔵置日数機器受渡証超過保管料出荷前点検運営当直責任者温度']

/** Two thirds English, one third Japanese; `berth`, `crane` … are part of thousands of longer ones. */
function surfaceOf(n: number): string {
  if (n < NOUNS.length) return NOUNS[n]!
  const id = Math.floor(n / 3)
  if (n % 3 === 2) return `${KANJI[id % KANJI.length]}${KANJI[(id * 7) % KANJI.length]}${KANJI[(id * 3) % KANJI.length]}第${id}`
  return n % 3 === 0 ? `${NOUNS[id % NOUNS.length]} ${id}` : `${NOUNS[(id * 7) % NOUNS.length]} ${NOUNS[id % NOUNS.length]} ${id}`
}

function definitionOf(n: number): DefinitionItem {
  const surface = surfaceOf(n)
  const [one, two] = [surfaceOf((n * 31) % TERMS), surfaceOf((n * 17) % 600)]
  const ja = n >= NOUNS.length && n % 3 === 2
  const text = ja
    ? `${surface}とは、${one}のうち${two}に当たるものをいい、運営の記録に残す。`
    : `The ${surface} is the ${one} that a terminal keeps beside the ${two} while the ${NOUNS[n % NOUNS.length]} is open.`
  const concept = { language: ja ? ('ja' as const) : ('en' as const), key: foldKey(surface), sense: 0 }
  return { type: 'definition', concept, ordinal: 0, kind: 'quoted', text, sources: [], score: 1, state: 'ok' }
}

function analysisOf(n: number): AnalysisItem {
  const occurrences = Array.from({ length: IN_ONE }, (_, i) => {
    const term = i < NOUNS.length ? i : (n * 997 + i * 13) % TERMS
    const surface = surfaceOf(term)
    const language = /^[ -~]*$/u.test(surface) ? ('en' as const) : ('ja' as const)
    const times = i < NOUNS.length ? 60 : 3
    const positions = Array.from({ length: times }, (_, k) => ((i * 7919 + k * 104_729) % 400_000) + k).sort((a, b) => a - b)
    return { language, key: foldKey(surface), surface, positions: positions.flatMap((start) => [start, start + surface.length, 1]) }
  })
  return { type: 'analysis', contentHash: `hash${n}`, engineVersion: ENGINE_VERSION, payload: '{}', occurrences }
}

async function fill(store: LibraryStore): Promise<void> {
  const { id } = await store.documents.addRoot('/docs')
  const files = Array.from({ length: DOCUMENTS }, (_, n) => ({ path: `${n}.md`, size: 1, mtimeMs: 1, hash: `hash${n}` }))
  await store.documents.applyScan(id, files, [])
  const extract = [
    ...Array.from({ length: TERMS }, (_, n) =>
      conceptItem([surfaceOf(n)], n + 1, { frequency: 3 + (n % 40), documents: 3, accepted: n < DEFINED }),
    ),
    ...Array.from({ length: DOCUMENTS }, (_, n) => analysisOf(n)),
  ]
  await simulateRun(store, { extract, generate: Array.from({ length: DEFINED }, (_, n) => definitionOf(n)) })
}

const TIMES = 7

export interface MapTime {
  readonly what: string
  readonly ms: number
  readonly terms: number
}

/** Milliseconds in the caller's process, the messages to the store thread included; medians of seven. */
export async function mapTimes(): Promise<MapTime[]> {
  return withScratchLibrary('map', async (store) => {
    await fill(store)
    const surfaces = [surfaceOf(0), surfaceOf(301), surfaceOf(302), surfaceOf(19_000)]
    const ids = await store.terms.find(surfaces)
    const times: MapTime[] = []
    for (const [at, surface] of surfaces.entries()) {
      for (const kinds of [[...MAP_LINKS], ...MAP_LINKS.map((kind) => [kind])]) {
        const measured: number[] = []
        let terms = 0
        for (let i = 0; i < TIMES; i++) {
          const begun = performance.now()
          const map = await store.terms.map({ concept: ids[at]!, kinds, steps: 2, limit: MOST_ON_MAP })
          measured.push(performance.now() - begun)
          terms = map?.nodes.length ?? 0
        }
        times.push({ what: `${surface}: ${kinds.length > 1 ? 'every link' : kinds[0]}`, ms: median(measured), terms })
      }
    }
    return times
  })
}

if (import.meta.main) {
  process.stdout.write(`${cpus()[0]?.model}, Node ${process.version}; ${TERMS} terms, ${DEFINED} definitions, ${DOCUMENTS} documents\n`)
  for (const { what, ms, terms } of await mapTimes())
    process.stdout.write(`${what.padEnd(44)} ${ms.toFixed(0).padStart(5)} ms  ${terms} terms\n`)
}
