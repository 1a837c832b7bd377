/** What the command line of `npm test` asks for. */

export const SUITES = ['check', 'unit', 'e2e'] as const
export type Suite = (typeof SUITES)[number]

export interface Asked {
  readonly suites: readonly Suite[]
  /** For the runner of the one suite asked for, as they were written: names of specs and options like `--repeat-each=3`. */
  readonly extra: readonly string[]
}

/**
 * @param argv arguments after the program
 * @returns null where they make no sense: a suite that does not exist, or arguments that no suite is named for
 */
export function readArguments(argv: readonly string[]): Asked | null {
  const [first, name, ...extra] = argv
  if (first === undefined) return { suites: SUITES, extra: [] }
  const suite = first === '--only' ? SUITES.find((one) => one === name) : undefined
  return suite === undefined ? null : { suites: [suite], extra }
}
