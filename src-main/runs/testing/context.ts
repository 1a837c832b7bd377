import type { ExecutionContext } from '../../contract/run-protocol.ts'
import { runSettingsSchema } from '../../contract/run-protocol.ts'

/** The smallest context a run can have. */
export const emptyContext = (): Omit<ExecutionContext, 'protocol' | 'runId' | 'token' | 'scope'> => ({
  settings: runSettingsSchema.parse({}),
  documents: [],
  constraints: { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] },
  liveDigests: {},
})
