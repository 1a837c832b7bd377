import { Button, Select } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { type MouseEvent, useEffect, useState } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { CATEGORIES } from '../../../src-main/contract/run-values.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp, useDetail } from '../context.ts'
import { Invisible } from '../Invisible.tsx'
import { categoryLabel } from '../labels.ts'
import { AskSection } from '../models/AskModel.tsx'
import { EmptyNote, ErrorNote, guessedLang, Hint, lang } from '../parts.tsx'
import { DefinitionSection } from './Definition.tsx'
import { HistorySection } from './History.tsx'
import { ImportedSection } from './Imported.tsx'
import { NoteSection } from './Note.tsx'
import { OccurrencesSection } from './Occurrences.tsx'
import { ProblemsSection } from './Problems.tsx'
import { ReadingField } from './Reading.tsx'
import { VariantsSection } from './Variants.tsx'
import { WhySection } from './Why.tsx'

/** Everything about the term with the focus; every field can be edited in place. */
export function Inspector() {
  const { detail } = useApp()
  const term = useDetail((state) => state.term)
  const id = useDetail((state) => state.id)
  const error = useDetail((state) => state.error)
  const frames = useFrames(2)
  if (frames === 0) return <aside className="inspector" aria-label={i18n._('Inspector')} />
  return (
    <aside className="inspector" aria-label={i18n._('Inspector')}>
      {error && <ErrorNote error={error} onRetry={() => void detail.actions.refresh()} />}
      {term && id !== null ? (
        // A term that is on its way out must not take clicks meant for the next one.
        <div inert={term.id !== id}>
          <Head term={term} />
          <DefinitionSection term={term} />
          {frames > 1 && <Rest term={term} />}
        </div>
      ) : (
        !error && (
          <EmptyNote title={i18n._('No term selected')}>{i18n._('Choose a term in the list to see its definition and sources.')}</EmptyNote>
        )
      )}
    </aside>
  )
}

/** What people look at after the definition. */
function Rest({ term }: { term: TermDetail }) {
  return (
    <>
      <AskSection term={term} />
      <ProblemsSection term={term} />
      <VariantsSection term={term} />
      <Related term={term} />
      <OccurrencesSection term={term} />
      <NoteSection term={term} />
      <ImportedSection term={term} />
      <WhySection term={term} />
      <HistorySection term={term} />
    </>
  )
}

/** Frames since a part came up, up to a number: what is beside it is painted first, and what matters less after it. */
function useFrames(most: number): number {
  const [frames, setFrames] = useState(0)
  useEffect(() => {
    if (frames >= most) return
    const frame = requestAnimationFrame(() => setFrames(frames + 1))
    return () => cancelAnimationFrame(frame)
  }, [frames, most])
  return frames
}

function Head({ term }: { term: TermDetail }) {
  const { act } = useApp()
  const decide = (decision: 'accepted' | 'dropped') =>
    void act.command({ type: 'decide', concepts: [term.id], decision: term.decision === decision ? 'undecided' : decision })
  // Pressed again it takes its decision back; the second click of a double click does not mean that.
  const once = (work: () => void) => (event: MouseEvent) => void (event.detail < 2 && work())
  return (
    <div className="inspector-head">
      <h2>
        <bdi lang={lang(term.language)}>{term.headword}</bdi> <Invisible text={term.headword} />
      </h2>
      <div className="inspector-meta">
        <ReadingField term={term} />
        {term.abbreviation && <span className="chip">{term.abbreviation}</span>}
        <span>{i18n._('{n, plural, one {# use} other {# uses}}', { n: term.frequency })}</span>
        <span>{i18n._('{n, plural, one {in # file} other {in # files}}', { n: term.documents })}</span>
        {term.glossaryRank !== null && <span>{i18n._('rank {n}', { n: count(term.glossaryRank) })}</span>}
        {term.required && <span className="chip accent">{i18n._('required')}</span>}
        {term.notFoundSinceRun !== null && (
          <span className="chip warn">{i18n._('not found since run {n}', { n: term.notFoundSinceRun })}</span>
        )}
      </div>
      <div className="decide">
        <Button
          variant={term.decision === 'accepted' ? 'filled' : 'default'}
          color="#1f6328"
          aria-pressed={term.decision === 'accepted'}
          leftSection={<IconCheck size={14} />}
          onClick={once(() => decide('accepted'))}
        >
          {i18n._('Accept')} <Hint command="term.accept" />
        </Button>
        <Button
          variant={term.decision === 'dropped' ? 'filled' : 'default'}
          color="red.9"
          aria-pressed={term.decision === 'dropped'}
          leftSection={<IconX size={14} />}
          onClick={once(() => decide('dropped'))}
        >
          {i18n._('Drop')} <Hint command="term.drop" />
        </Button>
        <span className="grow" />
        <CategoryField term={term} />
      </div>
    </div>
  )
}

function CategoryField({ term }: { term: TermDetail }) {
  const { act } = useApp()
  const known: readonly string[] = CATEGORIES
  const all = known.includes(term.category) ? known : [...known, term.category]
  return (
    <Select
      w={116}
      aria-label={i18n._('Category')}
      data={all.map((value) => ({ value, label: categoryLabel(value) }))}
      value={term.category}
      onChange={(category) => void act.command({ type: 'set-category', concepts: [term.id], category })}
    />
  )
}

function Related({ term }: { term: TermDetail }) {
  const { act } = useApp()
  if (term.related.length === 0) return null
  return (
    <section className="section">
      <h3 className="row">
        {i18n._('Related')}
        <button type="button" className="link-button" onClick={() => act.showOnMap(term.id)}>
          {i18n._('Show on the map')}
        </button>
      </h3>
      <div className="links">
        {term.related.map((other) => (
          <button
            key={other.id}
            type="button"
            className="link-button ellipsis"
            lang={guessedLang(other.headword)}
            onClick={() => void act.goToTerm(other.id)}
          >
            {other.headword}
          </button>
        ))}
      </div>
    </section>
  )
}
