import type { Link } from '../../src-main/contract/link.ts'
import { createLinkCore } from '../../src-main/contract/link-core.ts'

/** The worker's one way out: Electron's parentPort in a utilityProcess, Node's process IPC in a forked child. */
export interface WorkerPort {
  readonly link: Link
  /** Resolves when the system has taken over everything posted so far. */
  drained(): Promise<void>
}

/** The structure of Electron's `process.parentPort`: events carry the message in `data`. */
export interface ParentPort {
  postMessage(value: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
}

/** The part of `process` a forked child talks through. */
export interface IpcParent {
  readonly connected: boolean
  send?(message: unknown, handle: undefined, options: object, callback: (error: Error | null) => void): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  disconnect?(): void
}

/** @throws Error when this process has no parent to talk to: it was not started by a host. */
export function findWorkerPort(self: NodeJS.Process = process): WorkerPort {
  const parentPort = (self as { parentPort?: ParentPort }).parentPort
  if (parentPort) return parentPortOf(parentPort)
  if (self.send && self.connected) return ipcPort(self as IpcParent)
  throw new Error('This is the worker of a GenGlossary run; it is started by the app, not by hand.')
}

export function parentPortOf(port: ParentPort): WorkerPort {
  const core = createLinkCore({
    send(value) {
      port.postMessage(value)
      return true
    },
    // parentPort has no close: the process ends instead.
    shut: () => undefined,
  })
  port.on('message', (event) => core.deliver(event.data))
  return { link: core.link, drained: () => Promise.resolve() }
}

export function ipcPort(parent: IpcParent): WorkerPort {
  let underway = 0
  let waiting: (() => void)[] = []
  const core = createLinkCore({
    send(value) {
      if (!parent.connected || !parent.send) return false
      underway += 1
      parent.send(value, undefined, {}, () => {
        underway -= 1
        if (underway > 0) return
        for (const resolve of waiting) resolve()
        waiting = []
      })
      return true
    },
    shut() {
      if (parent.connected) parent.disconnect?.()
    },
  })
  parent.on('message', (message) => core.deliver(message))
  parent.on('disconnect', () => core.ended())
  return { link: core.link, drained: () => (underway === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))) }
}
