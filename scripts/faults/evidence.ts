/** What shows that a fault does no harm (matrix.ts). */

export type Evidence =
  /** Named tests: file and a part of the name, each of which must exist and pass. */
  | { readonly by: 'tests'; readonly tests: readonly (readonly [file: string, name: string])[] }
  /** A suite of `npm run test:faults|test:hostile -- --only NAME`. */
  | { readonly by: 'suite'; readonly command: 'test:faults' | 'test:hostile'; readonly name: string }
  /** A spec of `npm run test:e2e`. */
  | { readonly by: 'spec'; readonly file: string; readonly title: string }
  /** Nothing serves it yet. */
  | { readonly by: 'open'; readonly why: string }

export interface MatrixRow {
  readonly row: number
  readonly scenario: string
  readonly evidence: readonly Evidence[]
}

// ---- in few words, for the table ---------------------------------------------------------------------------------------------

export const test = (file: string, name: string): Evidence => ({ by: 'tests', tests: [[file, name]] })
export const suite = (name: string): Evidence => ({ by: 'suite', command: 'test:faults', name })
export const hostile = (name: string): Evidence => ({ by: 'suite', command: 'test:hostile', name })
export const spec = (file: string, title: string): Evidence => ({ by: 'spec', file, title })
export const open = (why: string): Evidence => ({ by: 'open', why })
