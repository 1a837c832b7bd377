import { parentPort } from 'node:worker_threads'
import { type ContainerName, containerOfPath } from '../../src-main/contract/formats.ts'
import { parseContainer } from '../../src-worker/documents/containers/index.ts'
import { LIMITS } from '../../src-worker/documents/containers/limits.ts'
import { parseBytes } from '../../src-worker/documents/index.ts'
import { mapProblem } from '../../src-worker/documents/testing.ts'
import type { ThreadAnswer, ThreadTask } from '../../src-worker/pipeline/analysis-thread.ts'
import { mutation } from './mutate.ts'
import { seedsByFormat } from './seeds.ts'

/**
 * A thread for the pool of the run worker that parses mutations instead of files: a request's `file` is an Order. Its answer is the Verdict, as
 * JSON in the reason of a skip.
 */

export interface Order {
  readonly format: string
  readonly from: number
  readonly count: number
}

export interface Verdict {
  /** How many were read, and how many were left out for what. */
  readonly counts: Readonly<Record<string, number>>
  /** Broken promises: a parser that threw, a wrong source map, a reason that is no sentence. */
  readonly violations: readonly string[]
}

/** Longest a parser may take over a mutation before it says so itself. */
export const PARSER_MS = 5000

const seeds = seedsByFormat()

async function parse(bytes: Buffer, path: string) {
  const container: ContainerName | null = containerOfPath(path)
  if (container !== null) return parseContainer(container, bytes, path, undefined, { ...LIMITS, milliseconds: PARSER_MS })
  return parseBytes(bytes, path, () => ({ language: 'en', tag: 'en' }))
}

/** What is wrong with the outcome of a mutation, or null; the outcome's kind. */
async function judge(bytes: Buffer, path: string): Promise<{ kind: string; problem: string | null }> {
  const outcome = await parse(bytes, path)
  if ('skipped' in outcome) {
    const bad = outcome.skipped === 'failed' || !/^[A-Z].*\.$/su.test(outcome.reason)
    return { kind: outcome.skipped, problem: bad ? outcome.reason : null }
  }
  for (const block of outcome.blocks) {
    const problem = mapProblem(outcome.decoded, block)
    if (problem !== null) return { kind: 'read', problem: `${problem}: ${JSON.stringify(block).slice(0, 300)}` }
  }
  return { kind: 'read', problem: null }
}

async function carryOut({ format, from, count }: Order): Promise<Verdict> {
  const counts: Record<string, number> = {}
  const violations: string[] = []
  for (let number = from; number < from + count; number++) {
    const { bytes, seed } = mutation(seeds.get(format)!, number)
    const { kind, problem } = await judge(bytes, `file${seed.extension}`)
    counts[kind] = (counts[kind] ?? 0) + 1
    if (problem !== null) violations.push(`${format} mutation ${number} of ${seed.name}: ${problem}`)
  }
  return { counts, violations }
}

parentPort?.on('message', async ({ id, request }: ThreadTask) => {
  const post = (answer: ThreadAnswer): void => parentPort?.postMessage(answer)
  post({ id, phase: 'parse' })
  try {
    const verdict = await carryOut(JSON.parse(request.file) as Order)
    post({ id, result: { status: 'skipped', reason: JSON.stringify(verdict) } })
  } catch (error) {
    post({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
