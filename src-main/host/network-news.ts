import type { NetworkLog } from '../library/network-log.ts'
import type { HostClient } from './shell.ts'

/** Bytes of a running answer change with every packet. */
const GATHER_MS = 250

/** Tells every window that the list of connections has changed, a few times a second at most. @returns the way to stop */
export function tellNetwork(network: NetworkLog, clients: ReadonlySet<HostClient>): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const stop = network.onChange(() => {
    timer ??= setTimeout(() => {
      timer = null
      for (const client of clients) client.send('network.changed', {})
    }, GATHER_MS)
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
}
