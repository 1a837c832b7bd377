import { Button, Textarea } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { Fragment, useEffect, useRef, useState } from 'react'
import type { DefinitionView, PassageView, TermDetail } from '../../../src-main/contract/library-api.ts'
import { placeLabel } from '../../../src-main/contract/text/part.ts'
import { focusList } from '../../grid/focus.ts'
import { activeLanguage, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { chosenInstead } from '../../state/proposals.ts'
import { useApp } from '../context.ts'
import { kindLabel } from '../labels.ts'
import { Changes } from '../models/Changes.tsx'
import { stateLabel } from '../models/DefinitionState.tsx'
import { guessedLang, IconButton, lang } from '../parts.tsx'
import { useDraft } from '../useDraft.ts'
import { useKeyLabel } from '../useKeys.ts'
import { citedParts } from './cited-parts.ts'
import { focusText } from './focus-text.ts'
import { Proposal } from './Proposal.tsx'
import { useEditRequest } from './useEditRequest.ts'

/** The definition people see, its sources as links into the documents, alternatives, and what a later run proposes beside a pinned text. */
export function DefinitionSection({ term }: { term: TermDetail }) {
  const [editing, setEditing] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another term ends the editing of this one.
  useEffect(() => setEditing(false), [term.id])
  useEditRequest('definition', term.id, () => setEditing(true))
  const [best, ...others] = term.definitions
  return (
    <section className="section" aria-label={i18n._('Definition')}>
      <h3>
        {i18n._('Definition')}
        {best && <span className={chipOf(term, best)}>{best.state === 'unverified' ? stateLabel(best.state) : kindLabel(best.kind)}</span>}
        <span className="grow" />
        <IconButton label={i18n._('Edit the definition')} command="term.edit" pressed={editing} onClick={() => setEditing(!editing)}>
          <IconPencil size={14} />
        </IconButton>
      </h3>
      {editing ? (
        <Editor term={term} initial={best && best.kind !== 'context' ? best.text : ''} onDone={() => setEditing(false)} />
      ) : (
        <Shown definition={best} language={term.language} pending={term.preview} />
      )}
      {best?.refines !== undefined && (
        <details>
          <summary>{i18n._('What the refinement changed')}</summary>
          <Changes before={best.refines} after={best.text} lang={lang(term.language)} />
        </details>
      )}
      {term.proposal && <Proposal term={term} proposal={term.proposal} />}
      {best?.kind === 'quoted' && isUnchecked(term) && (
        <p className="dim">{i18n._('A sentence of the documents, word for word. Whether it defines the term is yours to say.')}</p>
      )}
      {others.length > 0 && <Alternatives term={term} definitions={others} />}
    </section>
  )
}

/** Green is what a person, or a check, has found good. */
function chipOf(term: TermDetail, { kind, state }: DefinitionView): string {
  if (kind === 'context' || state === 'unverified') return 'chip warn'
  return isUnchecked(term) ? 'chip' : 'chip ok'
}

function NoDefinition() {
  const key = useKeyLabel('term.edit')
  return (
    <p className="dim">
      {key === ''
        ? i18n._('No definition was found in the documents.')
        : i18n._('No definition was found in the documents. Press {key} to write one.', { key })}
    </p>
  )
}

/** A definition with its sources. */
export function Shown({
  definition,
  language,
  pending = false,
}: {
  definition: DefinitionView | undefined
  language: string
  pending?: boolean
}) {
  // Not looked for yet is never shown as none found.
  if (!definition && pending) return <p className="dim">{i18n._('Definitions are looked for after the terms.')}</p>
  if (!definition) return <NoDefinition />
  return (
    <>
      <p className={`definition-text ${definition.kind === 'context' ? 'is-context' : ''}`}>
        {citedParts(definition.text, definition.sources).map((part) => (
          <Fragment key={part.end}>
            <bdi lang={lang(language)}>{part.text}</bdi>
            {part.sources.map((number) => (
              <Cite key={number} source={definition.sources[number - 1]!} number={number} />
            ))}
          </Fragment>
        ))}
      </p>
      {definition.kind === 'context' && <p className="dim">{i18n._('No sentence defines it; this is its best context.')}</p>}
      {definition.sources.map((source, index) => (
        <Source key={`${source.contentHash}:${source.start}`} source={source} number={index + 1} said={definition.text} />
      ))}
    </>
  )
}

/** `guide.md:12`, `report.pdf, page 7`. */
const place = ({ path, line, part }: PassageView): string => placeLabel(path ?? i18n._('document removed'), line, part, activeLanguage())

function Cite({ source, number }: { source: PassageView; number: number }) {
  const { act } = useApp()
  const where = place(source)
  return (
    <button
      type="button"
      className="cite"
      disabled={source.documentId === null}
      aria-label={i18n._('Source {n}: {where}', { n: number, where })}
      title={where}
      onClick={() => void act.openPassage(source)}
    >
      {number}
    </button>
  )
}

/** One source: file and place in it, and the words quoted unless just these were `said`. Opens the reader at the passage. */
export function Source({ source, number, said }: { source: PassageView; number: number; said?: string }) {
  const { act } = useApp()
  const words = source.text ?? source.quote
  return (
    <button type="button" className="source" disabled={source.documentId === null} onClick={() => void act.openPassage(source)}>
      <span className="dim">{number}</span>
      <bdi className="where">{place(source)}</bdi>
      {words !== said && (
        <bdi className="quote" lang={guessedLang(words)}>
          {words}
        </bdi>
      )}
    </button>
  )
}

function Editor({ term, initial, onDone }: { term: TermDetail; initial: string; onDone: () => void }) {
  const { act, host } = useApp()
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft('definition', term.id, initial, async (value, library) => {
    await host.call('commands.do', {
      library,
      command: { type: 'set-definition', concept: term.id, text: value.trim() === '' ? null : value },
    })
  })
  const back = () => {
    draft.flush()
    onDone()
    focusList()
  }
  // Escape never throws typed text away: it leaves the field, and leaving saves.
  const onKeyDown = useKey({ 'mod+enter': back, escape: back })
  useEffect(() => focusText(field), [])
  const human = term.definitions[0]?.kind === 'human'
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Textarea
        ref={field}
        lang={lang(term.language)}
        aria-label={i18n._('Definition')}
        value={draft.text}
        onChange={(event) => draft.type(event.currentTarget.value)}
        onBlur={draft.flush}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        <Button onClick={back}>{i18n._('Done')}</Button>
        {human && (
          <Button
            variant="default"
            onClick={() => {
              void act.command({ type: 'set-definition', concept: term.id, text: null, cited: null })
              onDone()
            }}
          >
            {i18n._('Back to the found definition')}
          </Button>
        )}
        <span className="dim">{i18n._('Saved as you type. Runs never overwrite it.')}</span>
      </div>
    </div>
  )
}

/** What is shown was chosen by a machine, and nobody has said yet that it will do. */
const isUnchecked = ({ decision, definitions: [best] }: TermDetail): boolean =>
  decision !== 'accepted' && (best?.kind === 'quoted' || best?.kind === 'context')

/** The next best sentence is at hand while nobody has accepted the first; the others are behind a line. */
function Alternatives({ term, definitions }: { term: TermDetail; definitions: readonly DefinitionView[] }) {
  const [next, ...further] = isUnchecked(term) ? definitions : [undefined, ...definitions]
  return (
    <div className="alternatives">
      {next && <h4>{i18n._('Or this one?')}</h4>}
      {next && <Alternative term={term} definition={next} />}
      {further.length > 0 && (
        <details>
          <summary>{i18n._('{n, plural, one {# more candidate} other {# more candidates}}', { n: further.length })}</summary>
          {further.map(
            (definition) => definition && <Alternative key={`${definition.kind}:${definition.text}`} term={term} definition={definition} />,
          )}
        </details>
      )}
    </div>
  )
}

function Alternative({ term, definition }: { term: TermDetail; definition: DefinitionView }) {
  const { act } = useApp()
  const use = async () => {
    if (await act.command(chosenInstead(term, definition))) act.say(i18n._('This is the definition now'), true)
  }
  return (
    <div className="alternative">
      <Shown definition={definition} language={term.language} />
      <Button variant="default" onClick={() => void use()}>
        {i18n._('Use this one')}
      </Button>
    </div>
  )
}
