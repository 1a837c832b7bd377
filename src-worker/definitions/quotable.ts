import type { HitRule } from '../terms/types.ts'

/** A defining passage below this says too little to be called a definition. */
const QUOTABLE = 0.4
/** What follows a heading and neither speaks of the heading's term nor reads like a definition stays below this: it shows the term, and is told as its context. */
const QUOTABLE_UNDER_HEADING = 0.48

/** The score from which on a passage found by a rule is quoted as a definition; below, it is told as the term's context. */
export const barOf = (rule: HitRule): number => (rule === 'heading' ? QUOTABLE_UNDER_HEADING : QUOTABLE)

/** A score raised for the passage's place, which makes no definition of what is none by itself. */
export const raised = (rule: HitRule, score: number, bonus: number): number =>
  score >= barOf(rule) ? Math.min(1, score + bonus) : Math.min(barOf(rule) - 0.001, score + bonus)
