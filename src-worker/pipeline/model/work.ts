import type { NetworkTotal } from '../../../src-main/contract/network.ts'
import type { Stage } from '../../../src-main/contract/run.ts'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { ModelError } from '../../models/errors.ts'
import { openModel, type RunModel, redactorOf } from '../../models/setup.ts'
import type { RunSession } from '../../session.ts'
import { Lanes } from './lanes.ts'

/** How a stage works through its questions: many at once, each failing alone, stopped together. */

/** What became of one question: `failed` with a sentence. */
export type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

/** @throws what `use` throws; everything under way is stopped when it ends */
export async function withModel<T>(session: RunSession, settings: ModelSettings, use: (model: RunModel) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const signal = AbortSignal.any([session.signal, stop.signal])
  const model = await openModel(session, settings, signal).catch((error: unknown) => {
    if (error instanceof Error) error.message = redactorOf(session.context)(error.message)
    throw error
  })
  try {
    return await use(model)
  } finally {
    stop.abort(new Error('The stage is over.'))
    model.connections.close()
    noteConnections(session, model)
    await model.asker.flushLog()
  }
}

/** What went where, in the run's own log: there it stays with the library. */
function noteConnections(session: RunSession, { connections }: RunModel): void {
  for (const { origin, connections: opened, requests, sent, received } of connections.totals())
    if (opened > 0)
      session.log('info', `Connections to ${origin}: ${opened}; requests: ${requests}; bytes sent: ${sent}; bytes received: ${received}.`)
}

/** Questions begun but not in flight, at least: their lookups and checks go on while the server is busy, and each lane has its next one ready. */
const AHEAD = 8

export interface ItemsOptions<I> {
  readonly session: RunSession
  readonly model: RunModel
  readonly stage: Stage
  readonly step: string
  readonly items: readonly I[]
  readonly nameOf: (item: I) => string
  /** Items of one group share the first messages of their prompts. */
  readonly groupOf?: (item: I) => unknown
}

/**
 * Works on every item, as many at once as the limiter lets through and a few more. A ModelError that concerns one item is that item's
 * outcome; one that concerns them all (no such model, key refused, servers gone for good) ends the stage. Pausing starts none.
 * @throws ModelError, the signal's reason
 */
export async function forEachItem<I>(options: ItemsOptions<I>, work: (item: I) => Promise<void>): Promise<void> {
  const { session, model, items } = options
  const progress = new ModelProgress(options)
  const running = new Set<Promise<void>>()
  const failure: { error: unknown }[] = []
  const lanes = new Lanes(items, options.groupOf)
  while (lanes.left > 0) {
    await session.checkpoint()
    const next = failure.length > 0 ? null : lanes.next(model.limiter.limit)
    if (next === null) break
    const { item, done } = next
    const one = work(item)
      .finally(done)
      .then(() => progress.advance(options.nameOf(item)))
      .catch((error: unknown) => void failure.push({ error }))
      .finally(() => running.delete(one))
    running.add(one)
    while (running.size >= model.limiter.limit + Math.max(AHEAD, model.limiter.limit) && failure.length === 0) await Promise.race(running)
  }
  if (failure.length === 0) await Promise.all(running)
  if (failure.length > 0) throw failure[0]!.error
}

/** The value, or why there is none. Errors that are not this item's alone go through. */
export async function tried<T>(session: RunSession, work: Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await work }
  } catch (error) {
    session.signal.throwIfAborted()
    if (!(error instanceof ModelError) || error.fatal || error.kind === 'unreachable' || error.kind === 'loading') throw error
    return { ok: false, reason: error.message }
  }
}

const EVERY_MS = 250

/** Progress with speed and time left, measured over the answers that really came from a server. */
class ModelProgress {
  readonly #options: Omit<ItemsOptions<unknown>, 'nameOf' | 'groupOf' | 'items'> & { readonly total: number }
  readonly #began = performance.now()
  readonly #tokens: number
  #done = 0
  #asked: number
  #last = Number.NEGATIVE_INFINITY

  constructor({ session, model, stage, step, items }: Omit<ItemsOptions<unknown>, 'nameOf' | 'groupOf'>) {
    this.#options = { session, model, stage, step, total: items.length }
    this.#tokens = model.asker.figures.outputTokens
    this.#asked = model.asker.figures.cached
    this.#report()
  }

  advance(item: string): void {
    this.#done++
    if (this.#done === this.#options.total || performance.now() - this.#last >= EVERY_MS) this.#report(item)
  }

  #report(item?: string): void {
    const { session, model, stage, step, total } = this.#options
    this.#last = performance.now()
    const elapsed = this.#last - this.#began
    const cached = model.asker.figures.cached - this.#asked
    const answered = Math.max(0, this.#done - cached)
    const etaMs = answered > 2 && elapsed > 500 ? Math.round((elapsed / answered) * (total - this.#done)) : undefined
    const perSecond = elapsed > 500 ? Math.round(((model.asker.figures.outputTokens - this.#tokens) / elapsed) * 1000) : 0
    const cost = costOf(model)
    session.progress({
      stage,
      step,
      done: this.#done,
      total,
      ...(item === undefined ? {} : { item }),
      ...(etaMs === undefined ? {} : { etaMs }),
      model: { tokensPerSecond: Math.max(0, perSecond), inFlight: model.limiter.limit, ...(cost === null ? {} : { cost }) },
    })
  }
}

const MILLION = 1_000_000

/** What the answers of a stage cost; null where no price is known. */
export function costOf({ asker: { figures }, settings: { price } }: RunModel): number | null {
  if (price === undefined) return null
  return (figures.promptTokens * price.input + figures.outputTokens * price.output) / MILLION
}

const networkCounts = ({ origin, connections, requests, sent, received }: NetworkTotal): [string, number][] =>
  Object.entries({ connections, requests, sent, received }).map(([what, n]) => [`network ${origin} ${what}`, n])

/** Requests, tokens and kept answers of a stage, for the run's counts. */
export function askCounts(model: RunModel): Record<string, number> {
  const cost = costOf(model)
  const { requests, failed, cached, promptTokens, cachedTokens, outputTokens, busyMs } = model.asker.figures
  return {
    'model.requests': requests,
    'model.failed': failed,
    'model.kept': cached,
    'model.promptTokens': promptTokens,
    'model.cachedTokens': cachedTokens,
    'model.outputTokens': outputTokens,
    'model.busyMs': Math.round(busyMs),
    ...(cost === null ? {} : { 'model.cost': cost }),
    ...Object.fromEntries(model.connections.totals().flatMap(networkCounts)),
  }
}
