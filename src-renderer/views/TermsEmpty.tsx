import { Button } from '@mantine/core'
import { count, i18n } from '../i18n/index.ts'
import { openAddTerm } from '../state/add-term.ts'
import { whyEmpty } from '../state/empty.ts'
import { useApp, useRuns, useSession, useTerms } from './context.ts'
import { failureSentence } from './labels.ts'
import { EmptyNote, Hint } from './parts.tsx'

/** The end of the work: what came of it, and what comes next. */
function Reviewed() {
  const { act } = useApp()
  const terms = useSession((state) => state.library?.terms)
  const problems = useSession((state) => (state.library?.reviewed ? state.library.problems : 0))
  return (
    <EmptyNote
      title={i18n._('Everything is reviewed')}
      action={
        <div className="row">
          <Button onClick={() => act.show({ dialog: 'export' })}>
            {i18n._('Export the glossary…')} <Hint command="export" />
          </Button>
          {problems > 0 && (
            <Button variant="default" onClick={() => act.show({ place: 'problems' })}>
              {i18n._('Look at {n, plural, one {# problem} other {# problems}}', { n: problems })}
            </Button>
          )}
        </div>
      }
    >
      {i18n._('{accepted} accepted, {dropped} dropped.', { accepted: count(terms?.accepted ?? 0), dropped: count(terms?.dropped ?? 0) })}
    </EmptyNote>
  )
}

/** Says why there is nothing: nothing yet, filtered out, still running, not run, or all done. */
export function TermsEmpty() {
  const app = useApp()
  const { terms, runs, act } = app
  const query = useTerms((state) => state.query)
  const ready = useTerms((state) => state.ready)
  const error = useTerms((state) => state.error)
  const running = useRuns((state) => state.active !== null)
  const library = useSession((state) => state.library)
  const scanning = useSession((state) => state.scanning)
  if (!ready || error) return null
  const why = whyEmpty(query, running, library, scanning)
  if (why === 'searched')
    return (
      <EmptyNote
        title={i18n._('Nothing matches “{search}”', { search: query.search ?? '' })}
        action={<Button onClick={() => void terms.actions.setQuery({ search: '' })}>{i18n._('Show all')}</Button>}
      >
        {i18n._('Terms, variants and readings were searched.')}
      </EmptyNote>
    )
  if (why === 'looking')
    return (
      <EmptyNote title={i18n._('Looking at your folders…')}>{i18n._('Reading begins as soon as it is known what is in them.')}</EmptyNote>
    )
  if (why === 'running')
    return <EmptyNote title={i18n._('Reading your documents…')}>{i18n._('The first terms appear here in a moment.')}</EmptyNote>
  if (why === 'reviewed') return <Reviewed />
  if (why === 'required')
    return (
      <EmptyNote title={i18n._('No term here yet')} action={<Button onClick={() => openAddTerm(app)}>{i18n._('Add a term…')}</Button>}>
        {i18n._('Terms you add by hand and those you require appear in this list.')}
      </EmptyNote>
    )
  if (why === 'decided')
    return <EmptyNote title={i18n._('No term here yet')}>{i18n._('Terms you decide on appear in this list.')}</EmptyNote>
  if (why === 'failed')
    return (
      <EmptyNote
        title={i18n._('The run failed before it found any term')}
        action={
          <div className="row">
            <Button onClick={() => void runs.actions.start('full')}>{i18n._('Try again')}</Button>
            <Button variant="default" onClick={() => act.show({ place: 'runs' })}>
              {i18n._('See its log')}
            </Button>
          </div>
        }
      >
        {library?.lastRun && failureSentence(library.lastRun)}
      </EmptyNote>
    )
  if (why === 'unread')
    return (
      <EmptyNote
        title={i18n._('The documents have not been read yet')}
        action={<Button onClick={() => void runs.actions.start('full')}>{i18n._('Find terms')}</Button>}
      />
    )
  return (
    <EmptyNote
      title={i18n._('No term was found')}
      action={<Button onClick={() => act.show({ place: 'documents' })}>{i18n._('Look at the documents')}</Button>}
    >
      {i18n._('The documents may be too short, or could not be read: the list of documents says why.')}
    </EmptyNote>
  )
}
