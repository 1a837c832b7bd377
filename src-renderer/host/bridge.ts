import { AppError } from '../../src-main/contract/errors.ts'
import type { HostApi, PreloadBridge, Reply } from '../../src-main/contract/host-api.ts'
import { Hub } from './events.ts'

/** A Reply's value, or its error thrown as an AppError. */
export function unwrap(reply: Reply<unknown>): unknown {
  if (reply.ok) return reply.value
  throw AppError.from(reply.error)
}

/** The host API over what the preload exposes. */
export function bridgeHost(bridge: PreloadBridge): HostApi {
  const hub = new Hub()
  bridge.subscribe((name, payload) => hub.emit(name, payload))
  const host = {
    call: async (name: keyof PreloadBridge['calls'], args: unknown) => unwrap(await bridge.calls[name](args)),
    on: (name: string, receive: (payload: never) => void) => hub.on(name, receive),
    resolveDropped: async (files: readonly File[]) => files.map((file) => bridge.pathOf(file)).filter((path) => path !== ''),
  }
  return host as HostApi
}
