import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'
import { hasTarget, idle } from './command-actions.ts'
import type { Command } from './commands.ts'

/** Commands that make the selection anew, or the term with the focus: its definition, its problems, its refinement. */

const enabled = (app: App) => hasTarget(app) && idle(app)
const ask = (scope: 'generate' | 'review' | 'refine') => (app: App) =>
  app.runs.actions.start(scope, { concepts: app.terms.actions.targets(), again: true })
const inList = { menu: 'term', keys: [], where: 'list', enabled } as const

export const ASK_COMMANDS: readonly Command[] = [
  { id: 'term.define', label: () => i18n._('Define again'), run: ask('generate'), ...inList },
  { id: 'term.review', label: () => i18n._('Check again'), run: ask('review'), ...inList },
  { id: 'term.refine', label: () => i18n._('Refine'), run: ask('refine'), ...inList },
]
