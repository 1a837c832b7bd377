import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { dateTime, i18n } from '../../i18n/index.ts'
import { useApp } from '../context.ts'

/** Where an imported term comes from: the file, when it was edited there, and its related terms there, those that are not here by name alone. */
export function ImportedSection({ term }: { term: TermDetail }) {
  const { act } = useApp()
  const { imported } = term
  if (!imported) return null
  const related = imported.related ?? []
  return (
    <section className="section">
      <h3>{i18n._('Imported')}</h3>
      <p className="imported">
        <span className="dim">{i18n._('From the file')}</span> <bdi className="mono">{imported.from}</bdi>
        {imported.editedAt !== null && (
          <span className="dim"> · {i18n._('edited there {date}', { date: dateTime(imported.editedAt) })}</span>
        )}
      </p>
      {related.length > 0 && (
        <div className="links">
          <span className="dim">{i18n._('Related there:')}</span>
          {related.map(({ id, headword }) =>
            id === null ? (
              <span key={headword} className="dim">
                <bdi>{headword}</bdi>
              </span>
            ) : (
              <button key={headword} type="button" className="link-button ellipsis" onClick={() => void act.goToTerm(id)}>
                {headword}
              </button>
            ),
          )}
        </div>
      )}
    </section>
  )
}
