import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { AppError } from '../contract/errors.ts'
import type { Reply } from '../contract/host-api.ts'
import { isTrustedSender } from '../desktop/rules.ts'
import type { Host } from '../host/host.ts'
import type { HostClient } from '../host/shell.ts'

/** Every call of every window comes in here, and nowhere else: sender checked, then the host validates name and arguments. */

const clients = new Map<number, HostClient>()

const refused: Reply<never> = {
  ok: false,
  error: new AppError('INVALID_INPUT', 'This page may not ask GenGlossary for anything.').toJSON(),
}

/** @param answered told of every call that has been answered, whatever the answer */
export function handleCalls(host: Host, answered: (client: HostClient, name: unknown) => void): void {
  ipcMain.handle('genglossary:call', async (event: IpcMainInvokeEvent, name: unknown, args: unknown): Promise<Reply<unknown>> => {
    const client = clients.get(event.sender.id)
    if (!client || !isTrustedSender(event)) return refused
    const reply = await host.handle(client, name, args)
    answered(client, name)
    return reply
  })
}

/** A window takes part until it is closed. A reloaded page is the same client: the host keeps nothing per page load. */
export function connectWindow(host: Host, window: BrowserWindow): HostClient {
  const { webContents } = window
  const client: HostClient = {
    send: (event, payload) => {
      if (!webContents.isDestroyed()) webContents.send('genglossary:event', event, payload)
    },
    dead: () => webContents.isDestroyed() || webContents.isCrashed(),
  }
  const { id } = webContents
  clients.set(id, client)
  host.attach(client)
  webContents.on('render-process-gone', () => host.died(client))
  window.once('closed', () => {
    clients.delete(id)
    host.closed(client)
  })
  return client
}
