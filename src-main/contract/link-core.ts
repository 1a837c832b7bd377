import type { Link } from './link.ts'

/** What an adapter gives the core: how to send on the real port, and how to close it. */
export interface LinkTransport {
  /** Sends one value; may throw or return false when that is impossible. */
  send(value: unknown): boolean
  shut(): void
}

/** The core's other half: what an adapter calls when its real port has something. */
export interface LinkCore {
  readonly link: Link
  /** A value arrived. Ignored after this side closed. */
  deliver(value: unknown): void
  /** The other side is gone; every value it sent has been delivered. Idempotent. */
  ended(): void
}

/**
 * The rules every Link keeps (link.ts), written once for the adapters of main (hosts/) and of the worker (src-worker/run/): queue until
 * there is a receiver, keep the order, close once, never throw from post.
 */
export function createLinkCore(transport: LinkTransport): LinkCore {
  const queue: unknown[] = []
  let receive: ((value: unknown) => void) | null = null
  let onClose: (() => void) | null = null
  let open = true
  let notified = false

  const notifyClosed = () => {
    if (open || notified || onClose === null || (queue.length > 0 && receive === null)) return
    notified = true
    queueMicrotask(onClose)
  }
  const finish = () => {
    open = false
    notifyClosed()
  }
  const drain = (to: (value: unknown) => void) => {
    while (queue.length > 0) to(queue.shift())
    notifyClosed()
  }

  const link: Link = {
    post(value) {
      if (!open) return false
      try {
        return transport.send(value)
      } catch {
        // The port refuses the value or is closing: both are what `false` says, and the close event tells the latter apart.
        return false
      }
    },
    onMessage(to) {
      receive = to
      drain(to)
    },
    onClose(closed) {
      onClose = closed
      notifyClosed()
    },
    close() {
      if (!open) return
      queue.length = 0
      open = false
      transport.shut()
      notifyClosed()
    },
  }
  return {
    link,
    deliver(value) {
      if (!open) return
      if (receive === null || queue.length > 0) queue.push(value)
      else receive(value)
    },
    ended() {
      if (open) finish()
    },
  }
}
