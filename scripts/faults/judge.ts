import type { Evidence } from './evidence.ts'
import type { Ran, RanTest } from './ran.ts'

type NamedTest = Extract<Evidence, { by: 'tests' }>['tests'][number]

/** `named`: it exists, nothing was run. */
export type Verdict = 'pass' | 'fail' | 'open' | 'named'

/** A verdict with what shows it, or why there is none. */
export interface Judged {
  readonly verdict: Verdict
  readonly why: string
}

/**
 * A row of the fault matrix: failed when any of its evidence is, passed when something of it was run and passed, else open.
 * @param ran what became of the evidence; null = nothing was run
 */
export function judgeRow(evidence: readonly Evidence[], ran: Ran | null): Judged {
  const judged = evidence.map((one) => judge(one, ran))
  const order: readonly Verdict[] = ['fail', 'pass', 'named', 'open']
  const verdict = order.find((one) => judged.some((other) => other.verdict === one)) ?? 'open'
  return { verdict, why: judged.map(({ why }) => why).join(' | ') }
}

function judge(evidence: Evidence, ran: Ran | null): Judged {
  switch (evidence.by) {
    case 'open':
      return { verdict: 'open', why: evidence.why }
    case 'suite':
      return judgeSuite(evidence, ran)
    case 'spec':
      return judgeTests([[evidence.file, evidence.title]], ran?.specs ?? null, 'npm run test:e2e: ')
    case 'tests':
      return judgeTests(evidence.tests, ran?.tests ?? null, '')
  }
}

function judgeSuite({ command, name }: Extract<Evidence, { by: 'suite' }>, ran: Ran | null): Judged {
  const call = `npm run ${command} -- --only ${name}`
  if (ran === null) return { verdict: 'named', why: call }
  const result = ran.suites[command][name]
  if (result === undefined || result.failed > 0)
    return { verdict: 'fail', why: `${call}: ${result === undefined ? 'left no result' : `${result.failed} failed`}` }
  if (result.passed === 0) return { verdict: 'open', why: `${call}: ${result.skipped.join('; ') || 'tried nothing'}` }
  return { verdict: 'pass', why: `${call}: ${result.passed} passed` }
}

/** Several tests named together show something only together. */
function judgeTests(tests: readonly NamedTest[], ran: readonly RanTest[] | null, call: string): Judged {
  const judged = tests.map((test) => judgeTest(test, ran))
  const verdict = (['fail', 'open', 'named'] as const).find((one) => judged.some((other) => other.verdict === one)) ?? 'pass'
  return { verdict, why: `${call}${judged.map(({ why }) => why).join('; ')}` }
}

function judgeTest([file, name]: NamedTest, ran: readonly RanTest[] | null): Judged {
  const text = `${file}: ${name}`
  if (ran === null) return { verdict: 'named', why: text }
  const found = ran.filter((one) => one.file === file && one.name.includes(name))
  if (found.some(({ outcome }) => outcome === 'failed')) return { verdict: 'fail', why: `${text} (failed)` }
  if (found.some(({ outcome }) => outcome === 'passed')) return { verdict: 'pass', why: text }
  if (found.length > 0) return { verdict: 'open', why: `${text} (skipped here)` }
  if (file.startsWith('e2e/electron-only/')) return { verdict: 'open', why: `${text} (not run: no Electron binary here)` }
  return { verdict: 'fail', why: `${text} (there is no such test)` }
}
