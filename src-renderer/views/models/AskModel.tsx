import { Button, Menu } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import type { ConceptId, TermDetail } from '../../../src-main/contract/library-api.ts'
import { coreText } from '../../i18n/core-text.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp, useRuns } from '../context.ts'
import { DefinitionStateMark, stateLabel } from './DefinitionState.tsx'

/** Single terms made anew: by a model where the library has one, else by the rules. */

export const PARTS = [
  { scope: 'generate', label: () => i18n._('Define again') },
  { scope: 'review', label: () => i18n._('Check again') },
  { scope: 'refine', label: () => i18n._('Refine') },
] as const

/** For the selection: one button, three things it can do. */
export function AskMenu({ concepts }: { concepts: () => readonly ConceptId[] }) {
  const { runs } = useApp()
  const running = useRuns((state) => state.active !== null)
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" disabled={running}>
          {i18n._('Again…')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PARTS.map(({ scope, label }) => (
          <Menu.Item key={scope} onClick={() => void runs.actions.start(scope, { concepts: concepts(), again: true })}>
            {label()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** In the inspector: how the machine fared with this term, why, and how to try again. */
export function AskSection({ term }: { term: TermDetail }) {
  const { runs } = useApp()
  const running = useRuns((state) => state.active !== null)
  const { definitionState: state, definitionReason: reason } = term
  return (
    <section className="section" aria-label={i18n._('Made by the machine')}>
      {state !== 'ok' && (
        <p className="row" style={{ alignItems: 'start' }}>
          <DefinitionStateMark row={term} />
          <span>
            <strong>{stateLabel(state)}</strong> {reason && <bdi className="dim">{coreText(reason)}</bdi>}
          </span>
        </p>
      )}
      <div className="row ask">
        <IconSparkles size={14} aria-hidden className="dim" />
        {PARTS.map(({ scope, label }) => (
          <Button
            key={scope}
            variant="subtle"
            size="compact-xs"
            disabled={running}
            onClick={() => void runs.actions.start(scope, { concepts: [term.id], again: true })}
          >
            {scope === 'generate' && state === 'failed' ? i18n._('Try again') : label()}
          </Button>
        ))}
      </div>
    </section>
  )
}
