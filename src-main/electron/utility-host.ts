import { app, type Details, MessageChannelMain, utilityProcess } from 'electron'
import { exitReason } from '../desktop/rules.ts'
import { createUtilityHost as hostOver } from '../hosts/utility-host.ts'
import { workerEnv } from '../hosts/worker-env.ts'
import type { WorkerHost } from '../runs/ports.ts'

/**
 * Runs workers as Electron utility processes: one per run, an explicit environment, output kept apart. What is odd about them is dealt with
 * in hosts/utility-host.ts, which is tested on a fake with every known trap. @param entry path of the worker's bundle
 */
export function createUtilityHost(entry: string): WorkerHost {
  return hostOver({
    entry,
    reasonOf: exitReason,
    channel: () => new MessageChannelMain(),
    fork: (path, args, { serviceName, execArgv }) => {
      const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe']
      const env = workerEnv(process.env)
      // V8's options count only in here: Electron starts no Node that would read them from the command line.
      const flags = [`--js-flags=${execArgv.join(' ')}`]
      return utilityProcess.fork(path, args, { serviceName, execArgv: flags, env, stdio, allowLoadingUnsignedLibraries: false })
    },
    onGone: (listener) => {
      const told = (_event: unknown, { type, name, reason }: Details) => {
        if (type === 'Utility' && name) listener({ serviceName: name, reason })
      }
      app.on('child-process-gone', told)
      return () => app.removeListener('child-process-gone', told)
    },
  })
}
