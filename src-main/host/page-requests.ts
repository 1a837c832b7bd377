/** What a page of the desktop app may ask for: its own files. Everything else is cancelled, and what would have left the app is told. */

export interface PageRequest {
  readonly cancel: boolean
  /** Where it would have gone; null for what is no address of a network. */
  readonly refused: URL | null
}

const OWN = /^(?:app|devtools|data|blob):/u
const NETWORK = /^(?:https?|wss?|ftp):$/u

/** @param address as Electron's `webRequest` gives it */
export function pageRequest(address: string): PageRequest {
  if (OWN.test(address)) return { cancel: false, refused: null }
  const url = URL.parse(address)
  return { cancel: true, refused: url !== null && NETWORK.test(url.protocol) ? url : null }
}
