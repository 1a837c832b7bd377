import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import type { SettingsPart } from '../../state/settings-parts.ts'
import { groupLabel, type Part, partLabel } from './parts.ts'

interface Props {
  readonly parts: readonly Part[]
  /** null while something is searched for. */
  readonly current: SettingsPart | null
  /** The current one has the focus to begin with. */
  readonly focused: boolean
  readonly onChoose: (part: SettingsPart) => void
}

/** The parts of the settings in their groups. Arrow keys move in the list, Enter chooses, Tab goes on. */
export function PartList({ parts, current, focused, onChoose }: Props) {
  const groups = [...Map.groupBy(parts, ({ group }) => group)]
  const step = (by: number) => () => {
    const buttons = [...document.querySelectorAll<HTMLElement>('.settings-list button')]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    if (at >= 0) buttons[(at + by + buttons.length) % buttons.length]?.focus()
  }
  const onKeyDown = useKey({ arrowdown: step(1), arrowup: step(-1) })
  return (
    <nav className="settings-list" aria-label={i18n._('Parts of the settings')} onKeyDown={onKeyDown}>
      {groups.map(([group, members]) => (
        <div key={group}>
          <div className="side-group" id={`settings-group-${group}`}>
            {groupLabel(group)}
          </div>
          <ul aria-labelledby={`settings-group-${group}`}>
            {members.map(({ id }) => (
              <li key={id}>
                <button
                  type="button"
                  className="side-item"
                  aria-current={id === current ? 'page' : undefined}
                  onClick={() => onChoose(id)}
                  {...(focused && id === current ? { 'data-autofocus': true } : {})}
                >
                  {partLabel(id)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
