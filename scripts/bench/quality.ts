import { join } from 'node:path'
import type { Language } from '../../src-main/contract/blocks.ts'
import { definitionsOf, EvidenceIndex } from '../../src-worker/definitions/select.ts'
import { isDefinitionSentence } from '../../src-worker/definitions/sentence.ts'
import { loadReference } from '../../src-worker/language/reference/index.ts'
import type { Reference } from '../../src-worker/language/types.ts'
import { gather } from '../../src-worker/pipeline/gather.ts'
import { MemorySession, plainContext } from '../../src-worker/pipeline/memory-session.ts'
import { referencesOf } from '../../src-worker/pipeline/references.ts'
import { conceptsOf, type Ranked, type Ranking, type RankOptions, rankCorpus } from '../../src-worker/terms/concepts.ts'
import type { Corpus } from '../../src-worker/terms/corpus.ts'
import { headMemberOf, headwordOf, variantsOf } from '../../src-worker/terms/surfaces.ts'
import { FEATURE_NAMES } from '../../src-worker/terms/weights.ts'
import { BASELINES, orderBy } from './quality-baselines.ts'
import { contextDocuments, dataFolder, type PrecisionRecall, Scorer, sentencesOf } from './quality-data.ts'
import { number, table } from './quality-table.ts'
import { goldOf, scoreVariants } from './quality-variants.ts'

/**
 * `npm run bench:quality`: the statistical engine against human term lists, glossaries and definition labels, beside published rankers on the
 * same candidates, and our own score with one feature left out at a time. Prints tables; writes nothing. With `-- abbreviations`, `-- readings` or
 * `-- references` it prints that figure alone, which needs no evaluation data.
 */

const TERM_SETS = ['corp', 'equi', 'wind'] as const
const ENGLISH_SETS = ['git', 'opentelemetry-en', 'ansible'] as const
const JAPANESE_SETS = ['opentelemetry-ja'] as const
const DEFINED = 500

interface Measured {
  readonly corpus: Corpus
  readonly documents: number
  readonly references: (language: Language) => Reference
}

async function analyse(folder: string): Promise<Measured> {
  const documents = contextDocuments(folder)
  const session = new MemorySession(plainContext(documents), { keepOccurrences: false })
  const { corpus } = await gather(session, { report: false })
  return { corpus, documents: documents.length, references: await referencesOf(corpus, loadReference) }
}

const rank = (set: Measured, options: Partial<RankOptions> = {}): Promise<Ranking> =>
  rankCorpus(set.corpus, {
    references: set.references,
    constraints: { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] },
    includeEntities: false,
    ...options,
  })

const isTerm = (one: Ranked): boolean => one.category === 'term' || one.category === 'generic'
const headword = (one: Ranked): string => headwordOf(headMemberOf(one.group))
const forms = (one: Ranked): string[] => variantsOf(one.group, headword(one)).map((variant) => variant.surface.toLowerCase())
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

class Quality {
  private readonly scorer: Scorer
  private readonly data: string
  private readonly sets = new Map<string, Measured>()

  constructor(data: string) {
    this.data = data
    this.scorer = new Scorer(data)
  }

  async load(): Promise<void> {
    for (const name of TERM_SETS) this.sets.set(name, await analyse(join(this.data, 'acter-en', name, 'texts')))
    for (const name of [...ENGLISH_SETS, ...JAPANESE_SETS]) this.sets.set(name, await analyse(join(this.data, 'glossaries', name, 'docs')))
  }

  close(): void {
    this.scorer.close()
  }

  /** F1 of the accepted terms' surface forms: [without, with named entities]. */
  termsOf(name: string, accepted: readonly Ranked[]): [number, number] {
    const scores = this.scorer.score('terms', `acter-en/${name}/gold.tsv`, [...new Set(accepted.flatMap(forms))].join('\n'))
    return [scores.withoutNamedEntities.f1, scores.withNamedEntities.f1]
  }

  /** Recall of the human headwords at 100 and 200. */
  headwordsOf(name: string, ranked: readonly Ranked[]): [number, number] {
    const scores = this.scorer.score('headwords', `glossaries/${name}/gold.json`, ranked.filter(isTerm).map(headword).join('\n'))
    return [scores.recallAt100, scores.recallAt200]
  }

  async ours(options: Partial<RankOptions> = {}): Promise<number[]> {
    const row: number[] = []
    for (const name of TERM_SETS) row.push(...this.termsOf(name, [...(await rank(this.sets.get(name)!, options)).accepted]))
    for (const name of [...ENGLISH_SETS, ...JAPANESE_SETS])
      row.push(...this.headwordsOf(name, (await rank(this.sets.get(name)!, options)).glossary))
    return row
  }

  async baseline(name: string): Promise<number[]> {
    const of = BASELINES[name]!
    const row: number[] = []
    for (const set of TERM_SETS) {
      const { termhood, accepted } = await rank(this.sets.get(set)!)
      const groups = termhood.filter(isTerm)
      row.push(...this.termsOf(set, orderBy(groups, of(groups, this.sets.get(set)!.documents)).slice(0, accepted.size)))
    }
    for (const set of [...ENGLISH_SETS, ...JAPANESE_SETS]) {
      const groups = (await rank(this.sets.get(set)!)).glossary.filter(isTerm)
      row.push(...this.headwordsOf(set, orderBy(groups, of(groups, this.sets.get(set)!.documents))))
    }
    return row
  }

  /** Share of human entries our definitions cover, their similarity, and both together. */
  async definitionsOf(name: string): Promise<[number, number, number]> {
    const set = this.sets.get(name)!
    const evidence = new EvidenceIndex(set.corpus)
    const rows = conceptsOf(await rank(set))
      .filter((concept) => concept.category === 'term')
      .slice(0, DEFINED)
      .map((concept) => ({
        term: concept.headword,
        variants: concept.variants.map((variant) => variant.surface),
        definition: definitionsOf(concept, evidence)[0]?.text ?? '',
      }))
    const scores = this.scorer.score('definitions', `glossaries/${name}/gold.json`, JSON.stringify(rows))
    return [scores.covered, scores.similarityOfCovered, scores.similarityOverAll]
  }

  /** BCubed of the groups of a Japanese set, and the entries it tears apart or throws together. */
  async variantsOf(name: string): Promise<string> {
    const { found, all, withSingles, torn, thrown } = scoreVariants(goldOf(this.data, name), (await rank(this.sets.get(name)!)).termhood)
    const row = (label: string, { precision, recall, f1, predicted }: PrecisionRecall): string[] => [
      label,
      String(predicted),
      ...[precision, recall, f1].map(number),
    ]
    const rows = [
      row('every entry, names found', withSingles),
      row('entries with several names, names found', found),
      row('entries with several names, all names', all),
    ]
    const told = (label: string, lists: readonly (readonly string[])[]): string =>
      `${label}: ${lists.map((names) => names.join(' = ')).join('; ') || 'none'}\n`
    return `${table(`Variant grouping, BCubed (${name})`, ['names', 'n', 'P', 'R', 'F1'], rows)}\n${told('Torn apart', torn)}${told('Thrown together', thrown)}`
  }

  sentences(file: string): number[] {
    const labels = sentencesOf(this.data, file).map((sentence) => (isDefinitionSentence(sentence, 'en') ? '1' : '0'))
    const { precision, recall, f1 } = this.scorer.score('sentences', `definition-sentences/${file}`, labels.join('\n'))
    return [precision, recall, f1]
  }
}

/** Means of the columns people compare: ACTER F1 without and with names, English recall at 100 and 200, Japanese at 100 and 200. */
function means(row: readonly number[]): number[] {
  const at = (indexes: readonly number[]): number => mean(indexes.map((i) => row[i]!))
  return [at([0, 2, 4]), at([1, 3, 5]), at([6, 8, 10]), at([7, 9, 11]), row[12]!, row[13]!]
}

const SET_COLUMNS = [
  ...TERM_SETS.flatMap((name) => [`${name} F1`, '+NE']),
  ...[...ENGLISH_SETS, ...JAPANESE_SETS].flatMap((name) => [`${name.replace('opentelemetry', 'otel')} @100`, '@200']),
]
const MEAN_COLUMNS = ['ACTER F1', '+NE', 'EN @100', '@200', 'JA @100', '@200']

async function main(): Promise<void> {
  const data = dataFolder()
  if (data === null) {
    console.log('Evaluation data not found, skipped. Set GENGLOSSARY_DATA to its folder.')
    return
  }
  const quality = new Quality(data)
  try {
    await quality.load()
    const full = await quality.ours()
    const baselines: [string, number[]][] = []
    for (const name of Object.keys(BASELINES)) baselines.push([name, await quality.baseline(name)])
    const rows: [string, number[]][] = [
      ['GenGlossary', full],
      ['  names included', await quality.ours({ includeEntities: true })],
      ...baselines,
    ]
    console.log(
      table(
        'Terms and headwords (same candidates for every ranker)',
        ['ranker', ...SET_COLUMNS],
        rows.map(([name, row]) => [name, ...row.map(number)]),
      ),
    )
    console.log(
      table(
        'Means',
        ['ranker', ...MEAN_COLUMNS],
        rows.map(([name, row]) => [name, ...means(row).map(number)]),
      ),
    )
    console.log(await definitionTable(quality))
    const sentenceRows = ['train.tsv', 'dev.tsv'].map((file) => [file, ...quality.sentences(file).map(number)])
    console.log(table('Definition sentences', ['file', 'P', 'R', 'F1'], sentenceRows))
    for (const name of JAPANESE_SETS) console.log(await quality.variantsOf(name))
    if (!process.argv.includes('--no-ablation')) console.log(await ablation(quality, full))
  } finally {
    quality.close()
  }
}

async function definitionTable(quality: Quality): Promise<string> {
  const sets = [...ENGLISH_SETS, ...JAPANESE_SETS]
  const figures: [number, number, number][] = []
  for (const name of sets) figures.push(await quality.definitionsOf(name))
  const overall = [0, 1, 2].map((i) => mean(figures.map((row) => row[i]!)))
  const rows = [...sets.map((name, i) => [name, ...figures[i]!.map(number)]), ['mean', ...overall.map(number)]]
  return table(`Definitions of the first ${DEFINED} headwords`, ['set', 'covered', 'similarity', 'over all'], rows)
}

/** What each feature is worth: the score without it, as a difference. */
async function ablation(quality: Quality, full: readonly number[]): Promise<string> {
  const base = means(full)
  const rows: string[][] = []
  for (const name of FEATURE_NAMES) {
    const row = means(await quality.ours({ without: new Set([name]) }))
    rows.push([`without ${name}`, ...row.map((value, i) => (value - base[i]! === 0 ? '·' : (value - base[i]!).toFixed(3)))])
  }
  return table(
    'Ablation of our score (difference to all features)',
    ['', ...MEAN_COLUMNS],
    [['all features', ...base.map(number)], ...rows],
  )
}

const REPORTS: Readonly<Record<string, () => Promise<string>>> = {
  abbreviations: async () => (await import('./quality-abbreviations.ts')).abbreviationReport(),
  readings: async () => (await import('./quality-readings.ts')).readingReport(),
  references: async () => (await import('./quality-references.ts')).referenceReport(),
}

const report = REPORTS[process.argv[2] ?? '']
if (report) console.log(await report())
else await main()
