import { availableParallelism } from 'node:os'
import { AnalysisPool } from '../../src-worker/pipeline/pool.ts'
import { WORK_LIMITS, type WorkLimits } from '../../src-worker/pipeline/work-limits.ts'
import { type Order, PARSER_MS, type Verdict } from './mutation-thread.ts'
import { seedsByFormat } from './seeds.ts'

/** Mutated files of every format through the real parsers, in the pool of the run worker: what hangs or dies costs its thread, and counts. */

export interface MutationReport {
  readonly format: string
  readonly mutations: number
  readonly counts: Readonly<Record<string, number>>
  readonly violations: readonly string[]
}

const BATCH = 50
/** A batch that takes longer has something in it that hangs; it is then looked for one by one. */
const BATCH_MS = 60_000
/** The parser's own limit and two seconds: past this it hangs. */
const ONE_MS = PARSER_MS + 2000

const limitsOf = (ms: number): WorkLimits => ({ ...WORK_LIMITS, milliseconds: () => ms })

class Mutations {
  private readonly entry = new URL('./mutation-thread.ts', import.meta.url)
  private readonly batches: AnalysisPool
  private readonly ones: AnalysisPool

  constructor(threads: number) {
    this.batches = new AnalysisPool(this.entry, threads, { limits: limitsOf(BATCH_MS) })
    this.ones = new AnalysisPool(this.entry, 1, { limits: limitsOf(ONE_MS) })
  }

  close(): void {
    this.batches.close()
    this.ones.close()
  }

  /** The verdict on an order; what a hung or dead thread leaves is looked into one by one. */
  async carryOut(order: Order): Promise<Verdict> {
    const verdict = await ask(this.batches, order)
    if (typeof verdict !== 'string') return verdict
    const verdicts: Verdict[] = []
    for (let number = order.from; number < order.from + order.count; number++) {
      const one = await ask(this.ones, { ...order, from: number, count: 1 })
      const killed = { counts: { killed: 1 }, violations: [`${order.format} mutation ${number}: ${one}`] }
      verdicts.push(typeof one === 'string' ? killed : one)
    }
    return together(verdicts)
  }
}

async function ask(pool: AnalysisPool, order: Order): Promise<Verdict | string> {
  const request = {
    file: JSON.stringify(order),
    path: order.format,
    hash: '',
    size: 0,
    maxFileBytes: 0,
    language: 'auto',
    known: null,
    engineVersion: '',
  } as const
  try {
    const { result } = await pool.analyse(request)
    const reason = 'reason' in result ? result.reason : ''
    return reason.startsWith('{') ? (JSON.parse(reason) as Verdict) : reason
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function together(verdicts: readonly Verdict[]): Verdict {
  const counts: Record<string, number> = {}
  for (const verdict of verdicts) for (const [kind, count] of Object.entries(verdict.counts)) counts[kind] = (counts[kind] ?? 0) + count
  return { counts, violations: verdicts.flatMap(({ violations }) => violations) }
}

/**
 * @param perFormat mutations of each format
 * @param from number of the first: the same numbers are the same mutations
 */
export async function mutateAll(perFormat: number, from = 0, only: readonly string[] = []): Promise<MutationReport[]> {
  const mutations = new Mutations(Math.max(1, availableParallelism() - 1))
  try {
    const formats = [...seedsByFormat().keys()].filter((format) => only.length === 0 || only.includes(format))
    return await Promise.all(
      formats.map(async (format) => {
        const orders: Order[] = []
        for (let at = from; at < from + perFormat; at += BATCH)
          orders.push({ format, from: at, count: Math.min(BATCH, from + perFormat - at) })
        const verdict = together(await Promise.all(orders.map((order) => mutations.carryOut(order))))
        return { format, mutations: perFormat, ...verdict }
      }),
    )
  } finally {
    mutations.close()
  }
}
