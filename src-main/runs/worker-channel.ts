import { releaseProxy, wrap } from 'comlink'
import { openChannel } from '../contract/channel.ts'
import type { Link } from '../contract/link.ts'
import type { RunId } from '../contract/run.ts'
import {
  type ExecutionContext,
  type MainMessage,
  type WorkerControl,
  type WorkerMessage,
  workerMessageSchema,
} from '../contract/run-protocol.ts'

export interface WorkerChannelEvents {
  /** A valid message of this run. */
  message(message: WorkerMessage): void
  /** Something that is no message of this protocol. */
  breach(detail: string): void
  /** A message with another run's id or token: dropped, and told. */
  stray(): void
}

/** One worker's link as its run sees it. Control calls never reject for a dead peer: its exit tells the run. */
export interface WorkerChannel {
  /** Hands over the context. Resolves with null, or with why the worker refused it. */
  start(context: ExecutionContext): Promise<string | null>
  cancel(): void
  pause(): void
  resume(): void
  post(message: MainMessage): boolean
  close(): void
}

/** Opens the channel of exactly one run: only messages that carry its id and its token get through (invariants 11, 13; rows 30, 64). */
export function openWorkerChannel(
  link: Link,
  identity: { readonly runId: RunId; readonly token: string },
  events: WorkerChannelEvents,
): WorkerChannel {
  const channel = openChannel(link, () => undefined)
  channel.onGarbage(() => events.breach('a message without a tag'))
  channel.onRun((body) => {
    if (!isFrom(body, identity)) return isAddressed(body) ? events.stray() : events.breach('a message without run and token')
    const parsed = workerMessageSchema.safeParse(body)
    if (parsed.success) events.message(parsed.data)
    else events.breach(describe(parsed.error.issues[0]))
  })
  const control = wrap<WorkerControl>(channel.rpc)
  // A call can only fail because the worker is gone or refuses it; either way its exit or its silence decides, not this promise.
  const tell = (call: Promise<unknown>) => void call.catch(() => undefined)
  return {
    start: (context) =>
      control.start(context).then(
        () => null,
        (error: unknown) => (isClosed(error) ? null : error instanceof Error ? error.message : String(error)),
      ),
    cancel: () => tell(control.cancel()),
    pause: () => tell(control.pause()),
    resume: () => tell(control.resume()),
    post: (message) => channel.postRun(message),
    close() {
      link.close()
      // Comlink's registry holds the endpoint for as long as the proxy lives, and the endpoint leads back to the proxy: without this
      // no run would ever be collected.
      control[releaseProxy]()
    },
  }
}

const isClosed = (error: unknown): boolean => error instanceof Error && error.name === 'LinkClosedError'

function isAddressed(body: unknown): body is { runId: number; token: string } {
  if (typeof body !== 'object' || body === null) return false
  const { runId, token } = body as { runId?: unknown; token?: unknown }
  return typeof runId === 'number' && typeof token === 'string'
}

function isFrom(body: unknown, identity: { readonly runId: RunId; readonly token: string }): boolean {
  return isAddressed(body) && body.runId === identity.runId && body.token === identity.token
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
  return issue === undefined ? 'a malformed message' : `${issue.path.map(String).join('.') || 'message'}: ${issue.message}`
}
