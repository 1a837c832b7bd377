import { z } from 'zod'
import type { ModelAnswer, ModelKeyState, ModelTried, RecommendedModels, ThisComputer } from './models-api.ts'
import type { NetworkState } from './network.ts'
import { modelSettingsSchema } from './run-protocol.ts'

/** The host API's calls about models and connections: their arguments and what they answer. */

export const modelArgs = {
  'models.find': z.object({
    urls: z.array(z.string().max(2048)).min(1).max(20).optional(),
    consent: z.array(z.string().max(2048)).max(50).optional(),
  }),
  /** One real term of the library, where one is open. */
  'models.test': z.object({ library: z.string().min(1).max(64).optional(), settings: modelSettingsSchema }),
  'models.recommended': z.object({}),
  /** Looks at names of files alone: nothing is started or asked. */
  'models.computer': z.object({}),
  'models.key': z.object({}),
  'models.setKey': z.object({ key: z.string().min(1).max(4096).nullable() }),
  /** Every connection of the app since it started. */
  'network.list': z.object({}),
} as const

export interface ModelResults {
  'models.find': ModelAnswer
  'models.test': ModelTried
  'models.recommended': RecommendedModels
  'models.computer': ThisComputer
  'models.key': ModelKeyState
  'models.setKey': ModelKeyState
  'network.list': NetworkState
}
