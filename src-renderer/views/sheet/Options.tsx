import { Button, Checkbox, Switch } from '@mantine/core'
import type { RootRow } from '../../../src-main/contract/host-api.ts'
import { isLeftOut, type LeftOutRule } from '../../../src-main/contract/left-out.ts'
import type { RunSettings } from '../../../src-main/contract/run-protocol.ts'
import { count, i18n } from '../../i18n/index.ts'
import { rootLabels } from '../../state/document-tree.ts'
import type { SheetOptions } from '../../state/first-run.ts'
import { turnRule } from '../../state/first-run.ts'
import type { FoundFolder } from '../../state/found.ts'
import { useApp, useSession } from '../context.ts'
import { DocumentLanguage, LargestFile } from '../RunSettingsFields.tsx'

interface Props {
  readonly options: SheetOptions
  readonly onChange: (options: SheetOptions) => void
  readonly folders: readonly FoundFolder[]
  readonly roots: readonly RootRow[]
  readonly disabled: boolean
}

/** The options that matter before a first run: language, folders, the largest file, the model. */
export function Options({ options, onChange, folders, roots, disabled }: Props) {
  const { settings, rules } = options
  const set = (change: Partial<RunSettings>) => onChange({ ...options, settings: { ...settings, ...change } })
  return (
    <fieldset className="stack plain" disabled={disabled}>
      <DocumentLanguage settings={settings} onChange={set} />
      {folders.length > 0 && (
        <FolderChoice
          folders={folders}
          roots={roots}
          rules={rules}
          onTurn={(rule) => onChange({ ...options, rules: turnRule(rules, rule) })}
        />
      )}
      <LargestFile settings={settings} onChange={set} />
      <ModelChoice options={options} onChange={onChange} />
    </fieldset>
  )
}

const SHOWN = 60

/** Subfolders to two levels; what is not ticked is left out, with everything below. */
function FolderChoice(props: {
  folders: readonly FoundFolder[]
  roots: readonly RootRow[]
  rules: readonly LeftOutRule[]
  onTurn: (rule: LeftOutRule) => void
}) {
  const { folders, rules, onTurn } = props
  const labels = rootLabels(props.roots)
  const several = new Set(folders.map(({ root }) => root)).size > 1
  return (
    <fieldset className="plain folder-choice">
      <legend>{i18n._('Folders to read')}</legend>
      {folders.slice(0, SHOWN).map(({ root, path, files }) => {
        const deep = path.includes('/')
        const above = deep && isLeftOut(rules, root, path)
        return (
          <Checkbox
            key={`${root}/${path}`}
            size="xs"
            ml={deep ? 20 : 0}
            label={
              <>
                <bdi>{several && !deep ? `${labels.get(root) ?? ''}/${path}` : path.slice(path.lastIndexOf('/') + 1)}</bdi>{' '}
                <span className="dim tabular">{count(files)}</span>
              </>
            }
            checked={!isLeftOut(rules, root, `${path}/x`)}
            disabled={above}
            onChange={() => onTurn({ root, path })}
          />
        )
      })}
      {folders.length > SHOWN && <p className="dim">{i18n._('and {n} more', { n: count(folders.length - SHOWN) })}</p>}
    </fieldset>
  )
}

/** With the model that is set up, or with none: then definitions are quoted from the documents. */
function ModelChoice({ options, onChange }: Pick<Props, 'options' | 'onChange'>) {
  const { act } = useApp()
  const byDefault = useSession((state) => state.settings?.runDefaults.model)
  const { model, ...none } = options.settings
  const known = model ?? byDefault
  if (known === undefined) {
    return (
      <div className="row">
        <span className="grow dim">{i18n._('No model is set up: definitions are quoted from the documents.')}</span>
        <Button variant="subtle" onClick={() => act.show({ dialog: 'settings', settingsPart: 'library-model' })}>
          {i18n._('Set up a model…')}
        </Button>
      </div>
    )
  }
  return (
    <Switch
      size="xs"
      label={i18n._('Write definitions with {model}', { model: known.model })}
      description={i18n._('Off: definitions are quoted from the documents.')}
      checked={model !== undefined}
      onChange={(event) => onChange({ ...options, settings: event.currentTarget.checked ? { ...none, model: known } : none })}
    />
  )
}
