import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CASES } from '../hosts/testing/conformance.ts'
import { endAll } from '../hosts/testing/conformance-process.ts'
import type { WorkerHost } from '../runs/ports.ts'
import { ElectronDouble } from './testing/electron.ts'

/** The suite every host passes (design §5), through the shell's own adapter and the double's utilityProcess: real processes and their traps. */

const electron = new ElectronDouble()
const entry = join(import.meta.dirname, '..', 'hosts', 'fixtures', 'echo.ts')
let host: WorkerHost

beforeAll(async () => {
  vi.doMock('electron', () => electron.module())
  const { createUtilityHost } = await import('./utility-host.ts')
  host = createUtilityHost(entry)
  electron.app.becomeReady()
})
afterEach(() => endAll())

describe('host: the shell’s utilityProcess', () => {
  it.each(CASES.map((one) => [one.name, one] as const))('%s', async (_case, one) => {
    await one.run(host)
  })
})

it('left no listener of a process that is gone', () => {
  expect(electron.app.listenerCount('child-process-gone')).toBe(0)
})
