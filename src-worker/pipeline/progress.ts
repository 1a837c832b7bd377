import type { Stage } from '../../src-main/contract/run.ts'
import type { RunSession } from '../session.ts'

const EVERY_MS = 100

/** Reports one step of a stage at most ten times a second, with the time left estimated from the work done (bytes, rows) so far. */
export class StepProgress {
  private readonly session: RunSession
  private readonly stage: Stage
  private readonly step: string
  private readonly total: number
  private readonly work: number
  private readonly now: () => number
  private readonly began: number
  private last = Number.NEGATIVE_INFINITY
  private done = 0
  private worked = 0

  /**
   * @param total units people count (documents, terms)
   * @param work what the time is proportional to, in any unit
   */
  constructor(session: RunSession, stage: Stage, step: string, total: number, work = total, now: () => number = () => performance.now()) {
    this.session = session
    this.stage = stage
    this.step = step
    this.total = total
    this.work = work
    this.now = now
    this.began = now()
    this.report()
  }

  /** One unit is at hand. */
  at(item: string): void {
    if (this.now() - this.last >= EVERY_MS) this.report(item)
  }

  /** One unit is finished. */
  advance(worked = 1, units = 1): void {
    this.done += units
    this.worked += worked
    if (this.done >= this.total || this.now() - this.last >= EVERY_MS) this.report()
  }

  private report(item?: string): void {
    this.last = this.now()
    const elapsed = this.last - this.began
    const left = this.worked > 0 && elapsed > 200 ? Math.round((elapsed * Math.max(0, this.work - this.worked)) / this.worked) : undefined
    this.session.progress({
      stage: this.stage,
      step: this.step,
      done: Math.min(this.done, this.total),
      total: this.total,
      ...(item === undefined ? {} : { item }),
      ...(left === undefined ? {} : { etaMs: left }),
    })
  }
}
