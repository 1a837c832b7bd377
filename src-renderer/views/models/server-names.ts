import type { ModelServerName } from '../../../src-main/contract/models-api.ts'
import { i18n } from '../../i18n/index.ts'

const NAMES: Record<ModelServerName, string> = { ollama: 'Ollama', 'lm-studio': 'LM Studio', 'llama.cpp': 'llama.cpp' }

/** `Ollama, LM Studio` in the window's language. */
export const serverNames = (names: readonly ModelServerName[]): string => names.map((name) => NAMES[name]).join(i18n._(', '))
