/** The stages with a language model; loaded only by runs that have one. */
export { defineWithModel } from './define.ts'
export { withModel } from './work.ts'
