import type { SuiteResult } from '../faults/report.ts'
import { BOMBS } from './bombs.ts'
import { bombs, folder, mutations, swaps } from './suites.ts'

/**
 * `npm run test:hostile [-- --sample] [--only mutations,bombs,folder,swaps] [--mutations N] [--from N] [--format NAME]`: files that want to hurt, generated
 * as they are needed. Prints what became of them; the last line is `N passed, N failed, N skipped`; exit code 1 on failure.
 */

const WHOLE = { mutations: 4000, everyBomb: 1, swaps: 8 }
const SAMPLE = { mutations: 200, everyBomb: 9, swaps: 1 }

function print({ name, passed, violations, skipped, figures }: SuiteResult, seconds: number): void {
  console.log(`${name}: ${passed} passed, ${violations.length} failed, ${skipped.length} skipped (${seconds.toFixed(1)} s)`)
  for (const [what, value] of Object.entries(figures)) console.log(`  ${what}: ${value}`)
  for (const violation of violations.slice(0, 30)) console.log(`  violated: ${violation}`)
  for (const reason of skipped) console.log(`  skipped: ${reason}`)
}

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
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const name of value('--only')?.split(',') ?? Object.keys(suites)) {
    const suite = suites[name]
    if (!suite) throw new Error(`There is no suite "${name}"; there are ${Object.keys(suites).join(', ')}.`)
    const began = performance.now()
    const result = await suite()
    print(result, (performance.now() - began) / 1000)
    total.passed += result.passed
    total.failed += result.violations.length
    total.skipped += result.skipped.length
  }
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  return total.failed > 0 ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
