import type { SuiteResult } from '../faults/report.ts'
import { conclude, runSuites } from '../faults/suite-runner.ts'
import { BOMBS } from './bombs.ts'
import { bombs, folder, mutations, swaps } from './suites.ts'

/**
 * `npm run test:hostile [-- --sample] [--only mutations,bombs,folder,swaps] [--mutations N] [--from N] [--format NAME] [--report FILE]`: files that want to hurt, generated
 * as they are needed. Prints what became of them; the last line is `N passed, N failed, N skipped`; exit code 1 on failure.
 */

const WHOLE = { mutations: 4000, everyBomb: 1, swaps: 8 }
const SAMPLE = { mutations: 200, everyBomb: 9, swaps: 1 }

async function main(args: readonly string[]): Promise<number> {
  const value = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const size = args.includes('--sample') ? SAMPLE : WHOLE
  const format = value('--format')
  const suites: Readonly<Record<string, () => Promise<SuiteResult>>> = {
    mutations: () =>
      mutations(Number(value('--mutations') ?? size.mutations), Number(value('--from') ?? 0), format === undefined ? [] : [format]),
    bombs: () => bombs(BOMBS.filter(({ name }, i) => i % size.everyBomb === 0 && (size === WHOLE || !name.startsWith('huge')))),
    folder: () => folder(size.everyBomb),
    swaps: () => swaps(size.swaps),
  }
  return conclude(await runSuites(suites, value('--only')?.split(',') ?? Object.keys(suites)), value('--report'))
}

process.exitCode = await main(process.argv.slice(2))
