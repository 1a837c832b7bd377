import type { Candidate } from './types.ts'

/** The counts of a candidate that add up over documents; the cache stores them in this order. */
export const COUNTS = [
  'total',
  'free',
  'proper',
  'heading',
  'inHeading',
  'emphasis',
  'linked',
  'code',
  'listed',
  'defined',
  'glossary',
  'adjective',
] as const satisfies readonly (keyof Candidate)[]

/** A candidate nothing is known of yet. */
export const emptyCandidate = (key: string, shape: string, weak = false): Candidate => ({
  key,
  shape,
  surfaces: [],
  total: 0,
  free: 0,
  proper: 0,
  heading: 0,
  inHeading: 0,
  emphasis: 0,
  linked: 0,
  code: 0,
  listed: 0,
  defined: 0,
  glossary: 0,
  adjective: 0,
  place: 0,
  weak,
  reading: '',
  readingSure: false,
  parts: '',
})
