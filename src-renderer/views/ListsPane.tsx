import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { i18n } from '../i18n/index.ts'
import { useKey } from '../keys/useKey.ts'
import { useApp, useTables } from './context.ts'
import { ErrorNote, guessedLang } from './parts.tsx'

type ListName = 'require' | 'exclude'

/** Terms that must be in the glossary, and words that never may. */
export function ListsPane() {
  const { tables } = useApp()
  const lists = useTables((state) => state.lists)
  const error = useTables((state) => state.error)
  useEffect(() => void tables.actions.load('lists'), [tables])
  return (
    <section className="pane" aria-label={i18n._('Required and excluded')}>
      {error && <ErrorNote error={error} onRetry={() => void tables.actions.load('lists')} />}
      <div className="pane-body">
        {lists && (
          <>
            <List
              name="require"
              title={i18n._('Required')}
              help={i18n._('Always in the glossary, even when they are rare. The next run looks for them.')}
              entries={lists.required.map((entry) => ({ surface: entry.surface, note: entry.found ? '' : i18n._('not found') }))}
            />
            <List
              name="exclude"
              title={i18n._('Excluded')}
              help={i18n._('Never in the glossary, however often they are used.')}
              entries={lists.excluded.map((entry) => ({ surface: entry.surface, note: '' }))}
            />
          </>
        )}
      </div>
    </section>
  )
}

function List(props: { name: ListName; title: string; help: string; entries: readonly { surface: string; note: string }[] }) {
  const { act } = useApp()
  const remove = (surface: string) => void act.command({ type: props.name, surfaces: [surface], on: false })
  return (
    <section aria-label={props.title}>
      <div className="pane-head">
        <h2 className="pane-title">{props.title}</h2>
        <span className="dim grow">{props.help}</span>
        <AddField name={props.name} />
      </div>
      <div className="tag-list">
        {props.entries.length === 0 && <span className="dim">{i18n._('Nothing here yet.')}</span>}
        {props.entries.map(({ surface, note }) => (
          <span key={surface} className="tag">
            <bdi lang={guessedLang(surface)}>{surface}</bdi>
            {note && <span className="dim">· {note}</span>}
            <button type="button" aria-label={i18n._('Remove “{surface}”', { surface })} onClick={() => remove(surface)}>
              <IconX size={12} aria-hidden />
            </button>
          </span>
        ))}
      </div>
    </section>
  )
}

/** One word or phrase, or several separated by line breaks or commas. */
function AddField({ name }: { name: ListName }) {
  const { act } = useApp()
  const [text, setText] = useState('')
  const add = () => {
    const surfaces = text
      .split(/[,、\n]/)
      .map((part) => part.trim())
      .filter(Boolean)
    if (surfaces.length === 0) return
    setText('')
    void act.command({ type: name, surfaces, on: true })
  }
  const onKeyDown = useKey({ enter: add })
  const label = name === 'require' ? i18n._('Add a required term') : i18n._('Add an excluded word')
  return (
    <div className="row">
      <TextInput
        w={240}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button variant="default" onClick={add} disabled={text.trim() === ''}>
        {i18n._('Add')}
      </Button>
    </div>
  )
}
