import type { Language } from '../../src-main/contract/blocks.ts'

/** Features of the rankings, in the order the inspector shows them. Each can be left out for the ablation table. */
export const FEATURE_NAMES = [
  'frequency',
  'specificity',
  'weakestWord',
  'dispersion',
  'compound',
  'genericFirst',
  'genericHead',
  'genericAlone',
  'nestedOnly',
  'mostlyNested',
  'adjective',
  'gerund',
  'long',
  'nounOfNoun',
  'aboutName',
  'aboutFolder',
  'inKatakana',
  'verb',
  'weak',
  'abbreviation',
  'defined',
  'heading',
  'sectionTitle',
  'emphasis',
  'linked',
  'definition',
  'listed',
  'glossary',
  'code',
] as const
export type FeatureName = (typeof FEATURE_NAMES)[number]

/** [weight in the glossary ranking, weight in the termhood ranking] */
export type Weight = readonly [glossary: number, termhood: number]

export interface Weights {
  readonly features: Readonly<Record<FeatureName, Weight>>
  /** Upper bounds of log10 specificity: without them rare junk and names float up. */
  readonly caps: { readonly glossary: number; readonly termhood: number; readonly weakest: number }
}

/** Set by hand after published and measured gains (docs/quality.md); none is learned from a corpus. */
const ENGLISH: Weights = {
  caps: { glossary: 1.25, termhood: 1.5, weakest: 1.5 },
  features: {
    frequency: [1.5, 0.8],
    specificity: [1, 1],
    weakestWord: [0, 0.2],
    dispersion: [0.2, 0],
    compound: [0.25, 0],
    genericFirst: [-0.8, -0.8],
    genericHead: [-0.5, -0.5],
    genericAlone: [-1.5, -0.3],
    nestedOnly: [-0.8, -1],
    mostlyNested: [-0.8, 0],
    adjective: [-0.8, -0.4],
    gerund: [-0.4, -0.6],
    long: [-0.4, -0.6],
    nounOfNoun: [-0.8, -0.6],
    aboutName: [0, -0.5],
    aboutFolder: [-0.8, 0],
    inKatakana: [-0.8, 0],
    verb: [-0.4, -1],
    weak: [-0.5, -0.5],
    abbreviation: [0.3, 0.6],
    defined: [2, 0.2],
    heading: [0.5, 0],
    sectionTitle: [-1, -0.8],
    emphasis: [0.15, 0],
    linked: [0.5, 0],
    definition: [0.6, 0.3],
    listed: [0.7, 0],
    glossary: [4, 3],
    code: [-0.8, -0.8],
  },
}

const JAPANESE: Weights = {
  ...ENGLISH,
  features: { ...ENGLISH.features, dispersion: [0.5, 0] },
}

/** Without a tagger a linking word inside says little: énergie du vent. */
const OTHER: Weights = {
  ...ENGLISH,
  features: { ...ENGLISH.features, nounOfNoun: [-0.1, -0.1] },
}

export const weightsOf = (language: Language): Weights => (language === 'ja' ? JAPANESE : language === 'en' ? ENGLISH : OTHER)
