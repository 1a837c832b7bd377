import { thisComputer } from '../library/this-computer.ts'
import type { Calls, HostParts } from './host.ts'

type ModelCalls = Pick<Calls, Extract<keyof Calls, `models.${string}` | 'runs.modelLog' | 'network.list'>>

/** Models: which there are, how one does, the key, and what a run sent to its model. */
export function modelCalls({ app, open }: HostParts): ModelCalls {
  return {
    'models.find': async ({ urls, consent }) => app.models.find(urls, consent),
    'models.test': async ({ library, settings }) => app.models.test(settings, library === undefined ? null : open.get(library)),
    'models.recommended': async () => app.models.recommended(),
    'models.computer': async () => thisComputer(),
    'models.key': async () => app.models.keyState(),
    'models.setKey': async ({ key }) => {
      await app.models.setKey(key)
      return app.models.keyState()
    },
    'network.list': async () => app.network.state(),
    'runs.modelLog': async ({ library, run, from }) => app.modelLogs.read(open.get(library).id, run, from),
  }
}
