import { stopWordsFromData, type WordCounts } from '../language/other/stop-words.ts'
import { type CorpusCandidate, isSigned, type LanguageCorpus } from './corpus.ts'
import { sum } from './features.ts'
import { isFurniture, isStopModifier } from './lists-english.ts'
import { isJapaneseFurniture } from './lists-japanese.ts'
import { standsInRepeatedText } from './repeated.ts'
import { singular } from './shapes-english.ts'
import type { Group } from './variants.ts'

/**
 * Occurrences a candidate needs. In a small folder nearly half of the human terms occur once; in a large one what occurs once is noise that
 * only costs memory.
 */
export function minimumFrequency(corpus: Pick<LanguageCorpus, 'tokens'>): number {
  if (corpus.tokens < 200_000) return 1
  return corpus.tokens < 2_000_000 ? 2 : 3
}

/**
 * Function words of a corpus in a language without a list, found by how they spread; none where a tagger knows them, or where there are too few
 * documents to tell.
 */
export function corpusStopWords(corpus: LanguageCorpus): ReadonlySet<string> {
  if (corpus.language !== 'other' || corpus.documents < 3) return new Set()
  const counts = new Map<string, WordCounts>()
  for (const [word, frequency] of corpus.words)
    counts.set(word, { frequency, documents: corpus.candidates.get(word)?.documents.length ?? 0 })
  return stopWordsFromData(counts, corpus.documents)
}

/** Without parts of speech, phrases must recur, and neither begin nor end in a function word. */
function isEligibleWithoutTags(candidate: CorpusCandidate, stops: ReadonlySet<string>): boolean {
  const words = candidate.key.split(' ')
  if (candidate.shape.length > 1 && candidate.total < 2 && candidate.heading + candidate.listed + candidate.glossary === 0) return false
  return !stops.has(words[0]!) && !stops.has(words.at(-1)!)
}

/** Too rare, joined with nothing, and without any sign that makes up for it: what most candidates of a large folder are, whatever their form. */
function isHopeless({ members, rules }: Group, minimum: number): boolean {
  if (members.length > 1 || rules.size > 0) return false
  const [{ total, heading, listed, glossary, defined }] = members as [CorpusCandidate]
  return total < minimum && heading + listed + glossary + defined === 0
}

/** Whether a group can be a term at all. Evidence of structure (glossary, list, heading) opens the door to shapes and counts that else stay out. */
export function isEligible(group: Group, corpus: LanguageCorpus, minimum: number, stops: ReadonlySet<string>): boolean {
  if (isHopeless(group, minimum)) return false
  const leader = group.members[0]!
  if (corpus.language === 'other' && !isEligibleWithoutTags(leader, stops)) return false
  const listed = group.members.some((member) => member.glossary > 0 || member.listed > 0)
  if (/^[\p{N}\p{P}\s]*$/u.test(leader.key) || leader.key.length < 2) return false
  // A measure modifies what it measures: `4-byte signature`.
  if (leader.shape === 'A' && /^\d+ \p{L}/u.test(leader.key)) return false
  const bare = leader.key.replace(/\.$/u, '')
  if (bare.length < 2) return false
  if (group.members.every((member) => member.glossary === 0)) {
    // An ordinal alone counts, as a number does; before a noun it may name a kind of it: `3rd rail`.
    if (/^\d+(?:st|nd|rd|th)$/u.test(bare)) return false
    if (isFurniture(bare) || isFurniture(singular(bare))) return false
    if (corpus.language === 'ja' && (isStopModifier(leader.key) || isJapaneseFurniture(leader.key))) return false
  }
  if (group.members.every((member) => !isSigned(member) && standsInRepeatedText(member.repeats, member.documents.length, corpus.documents)))
    return false
  const total = sum(group.members, (member) => member.total)
  if (leader.shape.includes('-') || leader.shape === 'G') {
    const verb = leader.shape.length === 1 && (corpus.verbs.get(leader.key) ?? 0) >= 2
    return listed || leader.defined > 0 || (verb && leader.heading > 0)
  }
  if (listed) return true
  if (leader.shape.includes('O') && total < 2) return false
  if (corpus.language === 'ja' && /^(?:\p{Script=Han}|[ぁ-ん]{1,3}|[ァ-ヺー])$/u.test(leader.key)) return false
  // A definition or an abbreviation's pair makes up for a single occurrence.
  const shown = group.members.some((member) => member.defined > 0 || member.heading > 0) || group.rules.size > 0
  return total >= (shown ? 1 : minimum)
}
