import { expect, it } from 'vitest'
import type { PreloadBridge } from '../../src-main/contract/host-api.ts'
import { bridgeHost } from './bridge.ts'

function over(call: (args: unknown) => Promise<never>) {
  let tell: (name: string, payload: unknown) => void = () => undefined
  const bridge = {
    calls: { 'app.info': call },
    subscribe: (receive: typeof tell) => {
      tell = receive
      return () => undefined
    },
    pathOf: (file: File) => (file.name === 'made' ? '' : `/dropped/${file.name}`),
  }
  return { host: bridgeHost(bridge as unknown as PreloadBridge), tell: (name: string, payload: unknown) => tell(name, payload) }
}

it('gives typed errors of the host, and of Electron where it refuses to carry a call', async () => {
  const refused = over(async () => ({ ok: false, error: { code: 'LIBRARY_MISSING', message: 'Gone.', params: {} } }) as never)
  await expect(refused.host.call('app.info', {})).rejects.toMatchObject({ name: 'AppError', code: 'LIBRARY_MISSING' })
  const broken = over(() =>
    Promise.reject(new Error("Error invoking remote method 'genglossary:call': Error: An object could not be cloned.")),
  )
  await expect(broken.host.call('app.info', {})).rejects.toMatchObject({ name: 'AppError', code: 'INTERNAL' })
  const thrown = over(() => {
    throw new Error('An object could not be cloned.')
  })
  await expect(thrown.host.call('app.info', {})).rejects.toMatchObject({ name: 'AppError', code: 'INTERNAL' })
})

it('hands events on, and the paths of what the system dropped', async () => {
  const { host, tell } = over(async () => ({ ok: true, value: null }) as never)
  const heard: unknown[] = []
  const off = host.on('app.command', (payload) => heard.push(payload))
  tell('app.command', { command: 'undo' })
  off()
  tell('app.command', { command: 'redo' })
  expect(heard).toEqual([{ command: 'undo' }])
  expect(await host.resolveDropped([new File([], 'notes'), new File([], 'made')])).toEqual(['/dropped/notes'])
})
