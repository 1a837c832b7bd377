/**
 * The one way two processes talk: a minimal port that Electron's MessagePortMain, `process.parentPort`, Node's process IPC,
 * a DOM MessagePort and an in-memory pair all fit behind (adapters in hosts/ and src-worker/). Values are plain JSON-like
 * data: no transfer lists, no functions, no class instances.
 */
export interface Link {
  /** Sends one value. Returns false, and does nothing, once either side is closed; never throws. */
  post(value: unknown): boolean
  /** The single receiver. Messages that arrived before it was set are delivered in order when it is. */
  onMessage(receive: (value: unknown) => void): void
  /** Called once, when either side closed or its process died, after every message already delivered by the peer. */
  onClose(closed: () => void): void
  /** Closes this side; idempotent. */
  close(): void
}

/** Frames on a worker's link: comlink's own messages (start, cancel, pause, ping) or typed run messages (run-protocol.ts). */
export type Frame = { readonly tag: 'rpc'; readonly body: unknown } | { readonly tag: 'run'; readonly body: unknown }

/** Largest page a pull may answer with, in bytes of UTF-16 JSON text (design §2): bigger ones block main's event loop. */
export const MAX_PAGE_BYTES = 256 * 1024

/** Result batches the worker may have un-acknowledged (design §2). */
export const MAX_UNACKED_BATCHES = 4
