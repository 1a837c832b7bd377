import { AppError, toAppError } from '../../src-main/contract/errors.ts'
import type { HostApi, PreloadBridge, Reply } from '../../src-main/contract/host-api.ts'
import { Hub } from './events.ts'

/** A Reply's value, or its error thrown as an AppError. */
export function unwrap(reply: Reply<unknown>): unknown {
  if (reply.ok) return reply.value
  throw AppError.from(reply.error)
}

async function asked(ask: () => Promise<Reply<unknown>>): Promise<Reply<unknown>> {
  try {
    return await ask()
  } catch (error) {
    return { ok: false, error: toAppError(error).toJSON() }
  }
}

/** The host API over what the preload exposes. */
export function bridgeHost(bridge: PreloadBridge): HostApi {
  const hub = new Hub()
  bridge.subscribe((name, payload) => hub.emit(name, payload))
  const host = {
    call: async (name: keyof PreloadBridge['calls'], args: unknown) => {
      // What Electron itself refuses to carry is an error like any other.
      const reply = await asked(() => bridge.calls[name](args))
      return unwrap(reply)
    },
    on: (name: string, receive: (payload: never) => void) => hub.on(name, receive),
    resolveDropped: async (files: readonly File[]) => files.map((file) => bridge.pathOf(file)).filter((path) => path !== ''),
  }
  return host as HostApi
}
