import type { Link } from '../../src-main/contract/link.ts'
import { createLinkCore } from '../../src-main/contract/link-core.ts'

/** The worker's one way out: the port a utilityProcess is handed over Electron's parentPort, Node's process IPC in a forked child. */
export interface WorkerPort {
  readonly link: Link
  /** Resolves when the system has taken over everything posted so far. */
  drained(): Promise<void>
}

/** The structure of Electron's MessagePortMain: events carry the message in `data`, and nothing comes before `start`. */
export interface MessagePortLike {
  postMessage(value: unknown): void
  start(): void
  close(): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

/** The structure of Electron's `process.parentPort`: it serves to hand a port of the run's own over. */
export interface ParentPort {
  once(event: 'message', listener: (event: { readonly ports: readonly MessagePortLike[] }) => void): unknown
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
  if (parentPort) return handedOver(parentPort)
  if (self.send && self.connected) return ipcPort(self as IpcParent)
  throw new Error('This is the worker of a GenGlossary run; it is started by the app, not by hand.')
}

/** The port of the first message over `parent`. What is sent before it has come waits for it. */
export function handedOver(parent: ParentPort): WorkerPort {
  let port: MessagePortLike | null = null
  const waiting: unknown[] = []
  const core = createLinkCore({
    send(value) {
      if (port) port.postMessage(value)
      else waiting.push(value)
      return true
    },
    shut: () => port?.close(),
  })
  parent.once('message', ({ ports: [given] }) => {
    if (given === undefined) return core.ended()
    port = given
    given.on('message', ({ data }) => core.deliver(data))
    given.on('close', () => core.ended())
    given.start()
    for (const value of waiting.splice(0)) given.postMessage(value)
  })
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
