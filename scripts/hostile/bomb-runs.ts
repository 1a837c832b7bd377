import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Handed } from '../../src-worker/pipeline/handed.ts'
import { AnalysisPool, threadEntry } from '../../src-worker/pipeline/pool.ts'
import { type Phase, WORK_LIMITS, type WorkLimits } from '../../src-worker/pipeline/work-limits.ts'
import type { Bomb } from './bombs.ts'

/** Bombs through the analysis threads of the run worker, a small document between them: it must always come through. */

export interface BombReport {
  readonly bombs: number
  /** Read, left out by a parser, ended for its time, ended for its memory. */
  readonly counts: Readonly<Record<string, number>>
  readonly violations: readonly string[]
  /** Longest time from the moment a thread took a bomb to its answer, beyond the limits of its phases; milliseconds. */
  readonly longestPastLimit: number
}

/** Shorter than a person's limits, which would make the suite an hour. */
const MS: Readonly<Record<Phase, number>> = { read: 15_000, parse: 10_000, analyse: 10_000 }
const WHOLE_MS = MS.read + MS.parse + MS.analyse
const PAST_MS = 2000
const limits: WorkLimits = { ...WORK_LIMITS, milliseconds: (phase) => MS[phase] }

interface Ended {
  readonly result: Handed | { readonly status: 'died'; readonly reason: string }
  readonly ms: number
}

const kindOf = ({ result }: Ended): string => {
  if (result.status !== 'skipped') return result.status
  if (/took longer|could not be read within/u.test(result.reason)) return 'ended for its time'
  return result.reason.includes('far more memory') ? 'ended for its memory' : 'left out'
}

const reasonOf = (result: Ended['result']): string => ('reason' in result ? result.reason : '')

/** What is wrong with the end of a bomb, or null. */
function problemOf({ name, expect }: Bomb, ended: Ended): string | null {
  const { result, ms } = ended
  const said = reasonOf(result)
  if (result.status === 'died' || result.status === 'failed') return `${name}: ${result.status}: ${said}`
  if (ms > WHOLE_MS + PAST_MS) return `${name}: ${Math.round(ms)} ms`
  if (expect === 'read' && result.status !== 'ok') return `${name} was to be read, but: ${said}`
  if (expect instanceof RegExp && (result.status === 'ok' || !expect.test(said)))
    return `${name} was to be left out for ${expect}, but: ${said}`
  return null
}

/** @param threads of the pool */
export async function runBombs(bombs: readonly Bomb[], threads = 2): Promise<BombReport> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-bombs-'))
  const pool = new AnalysisPool(threadEntry()!, threads, { limits })
  const run = async (name: string, bytes: Buffer): Promise<Ended> => {
    const file = join(folder, name)
    writeFileSync(file, bytes)
    const request = {
      file,
      path: name,
      hash: '',
      size: bytes.length,
      maxFileBytes: 1_000_000_000,
      language: 'auto',
      known: null,
      engineVersion: '',
    } as const
    try {
      return await pool.analyse(request)
    } catch (error) {
      return { result: { status: 'died', reason: error instanceof Error ? error.message : String(error) }, ms: 0 }
    } finally {
      rmSync(file)
    }
  }
  const report = { counts: {} as Record<string, number>, violations: [] as string[], longestPastLimit: 0 }
  const take = async (bomb: Bomb): Promise<void> => {
    const ended = await run(bomb.name, bomb.bytes())
    const good = await run(`after-${bomb.name}.md`, Buffer.from('# Berth\n\nA berth is a place where a vessel lies.\n'))
    const kind = kindOf(ended)
    report.counts[kind] = (report.counts[kind] ?? 0) + 1
    report.longestPastLimit = Math.max(report.longestPastLimit, ended.ms - WHOLE_MS)
    const problem = problemOf(bomb, ended)
    if (problem !== null) report.violations.push(problem)
    if (good.result.status !== 'ok') report.violations.push(`after ${bomb.name} the next document was lost: ${reasonOf(good.result)}`)
  }
  try {
    const queue = [...bombs]
    const lane = async (): Promise<void> => {
      for (let bomb = queue.shift(); bomb; bomb = queue.shift()) await take(bomb)
    }
    await Promise.all(Array.from({ length: threads }, lane))
    return { bombs: bombs.length, ...report }
  } finally {
    pool.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
