import { FakeServer } from './fake-server.ts'
import { scriptedAnswer } from './scripted-model.ts'

/** The bench's server, in a process of its own: its timers must not wait for the client. Messages: {start}, {report}, {stop}. */

export interface BenchServerOptions {
  readonly slots: number
  readonly prefillMsPerToken: number
  readonly decodeMsPerToken: number
}

export interface BenchReport {
  readonly requests: number
  /** Busy share of the slots from the first request's arrival to the last one's. */
  readonly busy: number
  /** Milliseconds from the last arrival to the last answer. */
  readonly tailMs: number
  readonly servedTokens: number
  readonly computedTokens: number
  readonly maxBusy: number
  readonly open: number
  /** Wall clock of the last end of a request. */
  readonly lastEnd: number
}

let server: FakeServer | null = null

function report(): BenchReport {
  const { chats, slots } = server!
  const arrivals = chats.map(({ arrivedAt }) => arrivedAt)
  const ends = chats.map(({ endedAt }) => endedAt)
  const [first, last] = [Math.min(...arrivals), Math.max(...arrivals)]
  const end = Math.max(...ends)
  return {
    requests: chats.length,
    busy: slots.busyShare(first, last),
    tailMs: end - last,
    servedTokens: slots.figures.servedTokens,
    computedTokens: slots.figures.computedTokens,
    maxBusy: slots.figures.maxBusy,
    open: chats.filter(({ outcome }) => outcome === 'open').length,
    lastEnd: performance.timeOrigin + end,
  }
}

process.on('message', async (message: { start?: BenchServerOptions; report?: true; stop?: true }) => {
  if (message.start) {
    server = await FakeServer.start({ ...message.start, answer: (messages) => scriptedAnswer('good', messages) })
    process.send?.({ url: server.url })
  } else if (message.report) process.send?.(report())
  else {
    await server?.stop()
    process.exit(0)
  }
})

// A bench that was stopped leaves no server behind.
process.on('disconnect', () => process.exit(0))
