import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import type { HumanCommand } from '../../../src-main/contract/library-api.ts'
import { hasCjk } from '../../../src-main/contract/text/fold.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import type { AddAs, AddDraft } from '../../state/add-term.ts'
import { useApp, useDetail } from '../context.ts'
import { lang } from '../parts.tsx'
import { KnownNote } from './KnownNote.tsx'
import { NO_TEXT, TermFields, type TermText } from './TermFields.tsx'
import { type PickedTerm, TermPicker } from './TermPicker.tsx'
import { useNamed, useOnceKnown } from './useNamed.ts'

type TermLanguage = 'en' | 'ja' | 'other'

/** The one form by which words get into the glossary or out of it, wherever people meet them (flow 5). Enter does at once what the first button says. */
export function AddTermForm({ draft, as: begun }: { draft: AddDraft; as: AddAs }) {
  const [as, setAs] = useState<AddAs>(begun)
  const [surface, setSurface] = useState(draft.surface)
  const Rest = { term: AsTerm, variant: AsVariant, exclude: AsExcluded }[as]
  return (
    <div className="stack">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={i18n._('What to do with the words')}
        value={as}
        onChange={(value) => setAs(value as AddAs)}
        data={[
          { value: 'term', label: i18n._('New term') },
          { value: 'variant', label: i18n._('Variant of…') },
          { value: 'exclude', label: i18n._('Exclude') },
        ]}
      />
      <Rest key={as} draft={draft} surface={surface} onSurface={setSurface} />
    </div>
  )
}

interface PartProps {
  readonly draft: AddDraft
  readonly surface: string
  readonly onSurface: (surface: string) => void
}

interface WordsProps extends Omit<PartProps, 'draft'> {
  readonly as: AddAs
  readonly language: string
  readonly onKeyDown: (event: React.KeyboardEvent) => void
}

function Words({ as, language, ...props }: WordsProps) {
  const label = as === 'term' ? i18n._('Term') : as === 'variant' ? i18n._('Variant') : i18n._('Word')
  return (
    <TextInput
      label={label}
      lang={lang(language)}
      value={props.surface}
      onChange={(event) => props.onSurface(event.currentTarget.value)}
      onKeyDown={props.onKeyDown}
      data-autofocus
    />
  )
}

/** Does a command and is done with the form; the form stays where it failed. */
function useDone(): (command: HumanCommand, said: string) => Promise<void> {
  const { act } = useApp()
  const busy = useRef(false)
  return async (command, said) => {
    // Enter twice is still one term.
    if (busy.current) return
    busy.current = true
    const ok = await act.command(command)
    busy.current = false
    if (!ok) return
    act.show({ dialog: null })
    act.say(said, true)
  }
}

function AsTerm({ draft, surface, onSurface }: PartProps) {
  const { act } = useApp()
  const done = useDone()
  const [chosen, setChosen] = useState<TermLanguage | null>(draft.language ?? null)
  const [text, setText] = useState<TermText>(NO_TEXT)
  const language = chosen ?? (hasCjk(surface) ? 'ja' : 'en')
  const { known, asking } = useNamed(surface)
  const words = surface.trim()
  const add = () => done(addCommand(words, language, text, draft), i18n._('Added “{text}”', { text: words }))
  const go = () => {
    act.show({ dialog: null })
    if (known.kind !== 'new') void act.goToTerm(known.term.id)
  }
  const away = known.kind === 'there' || known.kind === 'form'
  const first = useOnceKnown(surface, asking, () => void (away ? go() : add()))
  const enter = () => words !== '' && first()
  const onKeyDown = useKey({ enter })
  const onAreaKeyDown = useKey({ 'mod+enter': enter })
  return (
    <>
      <Words as="term" surface={surface} onSurface={onSurface} language={language} onKeyDown={onKeyDown} />
      <KnownNote known={known} />
      <Select
        label={i18n._('Language')}
        data={[
          { value: 'en', label: i18n._('English') },
          { value: 'ja', label: i18n._('Japanese') },
          { value: 'other', label: i18n._('Other') },
        ]}
        value={language}
        onChange={(value) => setChosen(value as TermLanguage)}
      />
      <TermFields
        language={language}
        text={text}
        sentence={draft.sentence}
        onChange={(change) => setText((before) => ({ ...before, ...change }))}
        onKeyDown={onKeyDown}
        onAreaKeyDown={onAreaKeyDown}
      />
      <p className="dim">{i18n._('It counts as required: runs keep it although the documents may not use it.')}</p>
      <div className="row">
        {away ? (
          <Button onClick={go}>{i18n._('Go to “{headword}”', { headword: known.term.headword })}</Button>
        ) : (
          <Button onClick={first} disabled={words === ''}>
            {i18n._('Add')}
          </Button>
        )}
        {known.kind === 'there' && known.term.decision !== 'accepted' && (
          <Button variant="default" onClick={() => void add()}>
            {i18n._('Accept it')}
          </Button>
        )}
        {known.kind === 'form' && (
          <Button
            variant="default"
            onClick={() =>
              void done({ type: 'split', concept: known.term.id, surfaces: [words] }, i18n._('Added “{text}”', { text: words }))
            }
          >
            {i18n._('Make it a term of its own')}
          </Button>
        )}
        {known.kind === 'outside' && (
          <Button variant="default" onClick={go}>
            {i18n._('Go to “{headword}”', { headword: known.term.headword })}
          </Button>
        )}
      </div>
    </>
  )
}

/** All that was said, as one step. */
function addCommand(surface: string, language: TermLanguage, text: TermText, { sentence }: AddDraft): HumanCommand {
  const { reading, category, definition, note, cites } = text
  return {
    type: 'add-term',
    surface,
    language,
    ...(language === 'ja' && reading.trim() !== '' ? { reading } : {}),
    ...(category === '' ? {} : { category }),
    ...(definition.trim() === '' ? {} : { definition }),
    ...(cites && sentence && definition.trim() !== '' ? { cited: sentence.cited } : {}),
    ...(note.trim() === '' ? {} : { note }),
  }
}

function AsVariant({ draft, surface, onSurface }: PartProps) {
  const { act } = useApp()
  const done = useDone()
  const shown = useDetail((state) => state.term)
  const [term, setTerm] = useState<PickedTerm | null>(shown ? { id: shown.id, headword: shown.headword } : null)
  const { known, asking } = useNamed(surface)
  const words = surface.trim()
  const same = term !== null && known.kind !== 'new' && known.term.id === term.id
  const values = { text: words, headword: term?.headword ?? '' }
  const add = useOnceKnown(surface, asking, () => {
    if (words === '' || term === null || same) return
    const said = i18n._('“{text}” is now a variant of “{headword}”', values)
    void done({ type: 'add-variant', concept: term.id, surface: words }, said)
  })
  const onKeyDown = useKey({ enter: add })
  return (
    <>
      <Words as="variant" surface={surface} onSurface={onSurface} language={draft.language ?? 'other'} onKeyDown={onKeyDown} />
      <TermPicker value={term} onChange={setTerm} />
      <p role="status" className="add-known">
        {same && i18n._('It is a variant of “{headword}” already.', values)}
        {!same &&
          known.kind !== 'new' &&
          term !== null &&
          i18n._('“{other}” becomes part of “{headword}”, with all its variants.', { other: known.term.headword, headword: term.headword })}
      </p>
      <div className="row">
        <Button onClick={add} disabled={words === '' || term === null || same}>
          {i18n._('Add as a variant')}
        </Button>
        {same && (
          <Button
            variant="default"
            onClick={() => {
              act.show({ dialog: null })
              void act.goToTerm(term.id)
            }}
          >
            {i18n._('Go to “{headword}”', values)}
          </Button>
        )}
      </div>
    </>
  )
}

function AsExcluded({ draft, surface, onSurface }: PartProps) {
  const done = useDone()
  const { known, asking } = useNamed(surface)
  const words = surface.trim()
  const exclude = useOnceKnown(surface, asking, () => {
    if (words === '' || known.excluded) return
    void done({ type: 'exclude', surfaces: [words], on: true }, i18n._('Excluded “{text}”', { text: words }))
  })
  const onKeyDown = useKey({ enter: exclude })
  return (
    <>
      <Words as="exclude" surface={surface} onSurface={onSurface} language={draft.language ?? 'other'} onKeyDown={onKeyDown} />
      <p role="status" className="add-known">
        {known.excluded
          ? i18n._('It is excluded already.')
          : known.kind !== 'new' && i18n._('“{headword}” leaves the glossary.', { headword: known.term.headword })}
      </p>
      <p className="dim">{i18n._('Never in the glossary, however often they are used.')}</p>
      <div className="row">
        <Button onClick={exclude} disabled={words === '' || known.excluded}>
          {i18n._('Exclude')}
        </Button>
      </div>
    </>
  )
}
