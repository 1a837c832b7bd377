import type { Language } from '../../src-main/contract/blocks.ts'
import type { GroupFeatures } from './features.ts'
import { FEATURE_NAMES, type FeatureName, type Weights, weightsOf } from './weights.ts'

/** One reason why a group ranks where it does: [value, share of the glossary score, share of the termhood score]. */
export type Contribution = readonly [value: number, glossary: number, termhood: number]
export type Contributions = Readonly<Record<string, Contribution>>

/** The sums of both rankings; why they are what they are is worked out when it is asked for, for the few groups that become concepts. */
export interface Scores {
  readonly glossary: number
  readonly termhood: number
  readonly contributions: Contributions
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
const log = (value: number): number => Math.log10(value)
const flag = (holds: boolean): number => (holds ? 1 : 0)

/** Where the three numbers of a feature begin: its value as people see it, and as each ranking counts it before its weight. */
const AT = Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, i * 3])) as Readonly<Record<FeatureName, number>>
/** The numbers of one group at a time: a hundred thousand groups are scored, and a list of thirty lists for each would be garbage at once. */
const measured = new Float64Array(FEATURE_NAMES.length * 3)

function put(at: number, value: number, glossary = value, termhood = glossary): void {
  measured[at] = value
  measured[at + 1] = glossary
  measured[at + 2] = termhood
}

/** Its authors said that it is a term, in whatever way. */
const isMarked = (f: GroupFeatures): boolean => f.heading + f.defined + f.listed + f.glossary + f.emphasis > 0

/** Measures every feature of a group; what each means is in docs/quality.md. */
function measure(f: GroupFeatures, { caps }: Weights): void {
  put(AT.frequency, f.frequency, log(f.frequency))
  put(AT.specificity, f.specificityMean, clamp(f.specificityMean, -1, caps.glossary), clamp(f.specificityMean, -1, caps.termhood))
  put(AT.weakestWord, f.specificityMin, Math.min(caps.weakest, f.specificityMin))
  put(AT.dispersion, f.documents, log(Math.max(1, f.documents)))
  put(AT.compound, f.words, flag(f.words > 1))
  put(AT.genericFirst, flag(f.genericFirst))
  put(AT.genericHead, flag(f.genericHead))
  put(AT.genericAlone, flag(f.genericAlone))
  // The more often a single word stands only inside others, the surer it is a fragment: エンド, バック.
  put(AT.nestedOnly, flag(f.free === 0), f.free > 0 ? 0 : f.words > 1 ? 1 : 1 + log(f.frequency), flag(f.free === 0))
  put(AT.mostlyNested, flag(f.mostlyNested))
  // People list adjectives where they head, define, list or mark them; an exhaustive term list holds the others as well.
  put(AT.adjective, flag(f.singleAdjective), f.singleAdjective ? (isMarked(f) ? 1 : 4) : 0, flag(f.singleAdjective))
  put(AT.gerund, flag(f.gerundFirst))
  put(AT.long, f.words, flag(f.words >= 4))
  put(AT.nounOfNoun, flag(f.nounOfNoun))
  put(AT.aboutName, flag(f.aboutName))
  put(AT.aboutFolder, flag(f.aboutFolder))
  put(AT.inKatakana, flag(f.inKatakana))
  put(AT.verb, flag(f.verb))
  put(AT.weak, flag(f.weak))
  put(AT.abbreviation, flag(f.abbreviation))
  put(AT.defined, f.defined, log(1 + f.defined))
  put(AT.heading, f.heading, log(1 + f.heading))
  put(AT.sectionTitle, flag(f.sectionTitle), f.sectionTitle ? 1 + log(1 + f.heading) : 0)
  put(AT.emphasis, f.emphasis, flag(f.emphasis > 0))
  put(AT.linked, f.linked, log(1 + f.linked))
  put(AT.definition, f.definition)
  put(AT.listed, f.listed, log(1 + f.listed))
  put(AT.glossary, f.glossary, flag(f.glossary > 0))
  put(AT.code, f.codeShare, flag(f.codeShare > 0.6))
}

const NOTHING: ReadonlySet<FeatureName> = new Set()

/** What each feature that counts adds to the two scores. */
function contributionsOf(features: GroupFeatures, weights: Weights, without: ReadonlySet<FeatureName>): Contributions {
  measure(features, weights)
  const contributions: Record<string, Contribution> = {}
  for (const name of FEATURE_NAMES) {
    const [wg, wt] = weights.features[name]
    const [glossary, termhood] = [measured[AT[name] + 1]! * wg, measured[AT[name] + 2]! * wt]
    if (!without.has(name) && (glossary !== 0 || termhood !== 0)) contributions[name] = [measured[AT[name]]!, glossary, termhood]
  }
  return contributions
}

/**
 * The two rankings. Termhood (what an exhaustive term list holds): how specific its words are, capped, and how frequent it is. Glossary (what
 * people would put into a glossary): frequency first, then definitional evidence, headings, and specificity under a lower cap.
 * @param without features left out (ablation)
 */
export function score(
  features: GroupFeatures,
  language: Language,
  without: ReadonlySet<FeatureName> = NOTHING,
  weights = weightsOf(language),
): Scores {
  measure(features, weights)
  let glossary = 0
  let termhood = 0
  for (const name of FEATURE_NAMES) {
    if (without.has(name)) continue
    const [wg, wt] = weights.features[name]
    glossary += measured[AT[name] + 1]! * wg
    termhood += measured[AT[name] + 2]! * wt
  }
  return new GroupScores(glossary, termhood, features, weights, without)
}

class GroupScores implements Scores {
  readonly glossary: number
  readonly termhood: number
  private readonly features: GroupFeatures
  private readonly weights: Weights
  private readonly without: ReadonlySet<FeatureName>

  constructor(glossary: number, termhood: number, features: GroupFeatures, weights: Weights, without: ReadonlySet<FeatureName>) {
    this.glossary = glossary
    this.termhood = termhood
    this.features = features
    this.weights = weights
    this.without = without
  }

  get contributions(): Contributions {
    return contributionsOf(this.features, this.weights, this.without)
  }
}
