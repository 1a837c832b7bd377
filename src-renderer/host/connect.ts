import type { HostApi, PreloadBridge } from '../../src-main/contract/host-api.ts'
import { bridgeHost } from './bridge.ts'
import { socketHost } from './socket.ts'

declare global {
  interface Window {
    /** Put there by the preload; absent in the preview. */
    readonly genglossary?: PreloadBridge
    /** Put there by tests that draw the page without a host. */
    readonly genglossaryTest?: HostApi
  }
}

/** The page's host: Electron's preload where there is one, else the preview's WebSocket. The only reader of the host API. */
export function connectHost(): HostApi {
  if (window.genglossaryTest) return window.genglossaryTest
  if (window.genglossary) return bridgeHost(window.genglossary)
  const url = new URL('/host', window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return socketHost(() => new WebSocket(url))
}
