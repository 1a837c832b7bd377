import { IconAlertTriangle } from '@tabler/icons-react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { problemLabel, problemSentence } from '../labels.ts'

export function ProblemsSection({ term }: { term: TermDetail }) {
  if (term.problemList.length === 0) return null
  return (
    <section className="section" aria-label={i18n._('Problems')}>
      <h3>{i18n._('Problems')}</h3>
      {term.problemList.map((problem) => (
        <div key={`${problem.kind}:${problem.message}`} className="problem">
          <IconAlertTriangle size={14} aria-hidden className={problem.severity === 'error' ? 'bad' : 'warn'} />
          <span>
            {problemLabel(problem.kind)}
            <span className="dim"> – {problemSentence(problem)}</span>
          </span>
        </div>
      ))}
    </section>
  )
}
