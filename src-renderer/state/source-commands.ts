import { i18n } from '../i18n/index.ts'
import { hasTarget, source } from './command-actions.ts'
import type { Command } from './commands.ts'
import { peek } from './peek.ts'

/** Commands that show where the term in hand is from. */

export const SOURCE_COMMANDS: readonly Command[] = [
  {
    id: 'term.source',
    menu: 'term',
    label: () => i18n._('Open the source'),
    keys: ['alt+enter'],
    where: 'list',
    enabled: hasTarget,
    run: source,
  },
  {
    id: 'term.peek',
    menu: 'term',
    label: () => i18n._('Peek at the best occurrence'),
    keys: ['space'],
    where: 'list',
    enabled: hasTarget,
    run: peek,
  },
]
