/** The stages with a language model; loaded only by runs that have one. */
export { defineWithModel } from './define.ts'
export { judgeWithModel } from './judge.ts'
export { entriesToRefine, refineWithModel } from './refine.ts'
export { reviewWithModel } from './review.ts'
export { withModel } from './work.ts'
