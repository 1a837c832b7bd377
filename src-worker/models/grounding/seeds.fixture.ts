import type { Language } from '../../../src-main/contract/blocks.ts'
import { ENGLISH_SEEDS } from './seeds-english.fixture.ts'
import { JAPANESE_SEEDS } from './seeds-japanese.fixture.ts'

/** One term with its passages, what may be said of it, and what may not. */
export interface Seed {
  readonly term: string
  readonly surfaces?: readonly string[]
  readonly passages: readonly string[]
  readonly true: readonly string[]
  readonly false: readonly string[]
}

export interface SeededCase {
  readonly language: Language
  readonly seed: Seed
  readonly sentence: string
  readonly supported: boolean
  /** How the case was made: by hand, or from another seed. */
  readonly how: 'written' | 'evidence about another term' | 'planted'
}

const PLANTED = {
  en: [' and was first described in 1987', ', developed by Acme Corporation', ' in accordance with ISO 27001', ', mostly used in Norway'],
  ja: ['1987年に初めて記述された', 'アクメ社が開発した', 'ISO 27001に準拠した', '主にノルウェーで使われる'],
} as const

function made(seeds: readonly Seed[], language: 'en' | 'ja'): SeededCase[] {
  return seeds.flatMap((seed, index) => {
    const case_ = (sentence: string, supported: boolean, how: SeededCase['how'] = 'written'): SeededCase => ({
      language,
      seed,
      sentence,
      supported,
      how,
    })
    const other = seeds[(index + 1) % seeds.length]!
    const plant = PLANTED[language][index % PLANTED[language].length]!
    const [first] = seed.true
    const planted = language === 'en' ? `${first!.replace(/\.$/u, '')}${plant}.` : `${plant}、${first!}`
    // What is true of another term, said of this one with this one's passages.
    const borrowed = other.true.map((sentence) => sentence.replaceAll(other.term, seed.term))
    return [
      ...seed.true.map((sentence) => case_(sentence, true)),
      ...seed.false.map((sentence) => case_(sentence, false)),
      ...borrowed.map((sentence) => case_(sentence, false, 'evidence about another term')),
      case_(planted, false, 'planted'),
    ]
  })
}

/** The seeded-hallucination set: English and Japanese. */
export const SEEDED_CASES: readonly SeededCase[] = [...made(ENGLISH_SEEDS, 'en'), ...made(JAPANESE_SEEDS, 'ja')]
