import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { PreloadBridge } from '../contract/host-api.ts'
import { HOST_CALLS } from '../contract/host-names.ts'

/** Fixed verbs over one channel each way: the page never names a channel and never sees an IPC event (security checklist, items 3, 4, 20). */

if (!process.sandboxed || !process.contextIsolated) throw new Error('GenGlossary refuses to run without sandbox and context isolation.')

const calls = Object.fromEntries(
  HOST_CALLS.map((name) => [name, (args: unknown) => ipcRenderer.invoke('genglossary:call', name, args)]),
) as PreloadBridge['calls']

const bridge: PreloadBridge = {
  calls,
  subscribe: (receive) => {
    const listener = (_event: unknown, name: string, payload: unknown) => receive(name, payload)
    ipcRenderer.on('genglossary:event', listener)
    return () => void ipcRenderer.removeListener('genglossary:event', listener)
  },
  pathOf: (file) => webUtils.getPathForFile(file),
}

contextBridge.exposeInMainWorld('genglossary', bridge)
