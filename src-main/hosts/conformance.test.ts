import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { WorkerHost } from '../runs/ports.ts'
import { createForkHost } from './fork-host.ts'
import { CASES } from './testing/conformance.ts'
import { endAll } from './testing/conformance-process.ts'
import { fakeUtility } from './testing/fake-utility.ts'
import { relayed } from './testing/relay.ts'
import { createUtilityHost } from './utility-host.ts'

/** One suite, every host (design §5). The built shell runs whole runs through the utility host too (electron/shell-runs.test.ts). */

const entry = join(import.meta.dirname, 'fixtures', 'echo.ts')
const utility = fakeUtility()

const HOSTS: readonly (readonly [string, WorkerHost])[] = [
  ['fork', createForkHost({ entry })],
  ['fork, frames over a MessageChannel', relayed(createForkHost({ entry }))],
  ['utilityProcess, a fake with its traps', createUtilityHost({ entry, ...utility.options })],
]

afterEach(() => endAll())

describe.each(HOSTS)('host: %s', (_name, host) => {
  it.each(CASES.map((one) => [one.name, one] as const))('%s', async (_case, one) => {
    await one.run(host)
  })
})

describe('the utility host', () => {
  it('never did what brings Electron down', () => {
    expect(utility.crimes).toEqual([])
  })

  it('left no listener behind', () => {
    expect(utility.listeners.size).toBe(0)
  })

  it('is told by its service name how a process went, and not by what became of another one', async () => {
    const fake = fakeUtility()
    const heard: unknown[] = []
    const host = createUtilityHost({
      entry,
      ...fake.options,
      drainGraceMs: 5,
      // Of a process that ends by itself Electron says nothing.
      onGone: (listener) => fake.options.onGone((details) => void (details.reason === 'crashed' && listener(details))),
      reasonOf: (gone, killed) => {
        heard.push([gone, killed])
        return 'exited'
      },
    })
    const process = host.launch({ serviceName: 'run-1-x', maxOldSpaceMb: 64 })
    for (const serviceName of ['run-1-xy', 'run-2-x', '']) for (const told of fake.listeners) told({ serviceName, reason: 'crashed' })
    process.link.post({ do: 'exit', code: 0 })
    await new Promise((resolve) => process.onExit(resolve))
    expect(heard).toEqual([[null, false]])
  })

  it.each(['oom', 'crashed', 'launch-failed', 'killed', 'exited'] as const)(
    'tells an exit as %s when that is what Electron said',
    async (reason) => {
      const fake = fakeUtility()
      const heard: unknown[] = []
      const host = createUtilityHost({
        entry,
        ...fake.options,
        drainGraceMs: 5,
        reasonOf: (gone, killed) => {
          heard.push([gone, killed])
          return reason
        },
      })
      const process = host.launch({ serviceName: 'run-1-x', maxOldSpaceMb: 64 })
      process.link.post({ do: 'exit', code: 0 })
      const exit = await new Promise<{ reason: string }>((resolve) => process.onExit(resolve))
      expect(exit.reason).toBe(reason)
      expect(heard).toEqual([['clean-exit', false]])
    },
  )
})
