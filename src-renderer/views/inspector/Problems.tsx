import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { problemLabel, problemSentence } from '../labels.ts'
import { Severity } from '../problems/Severity.tsx'

export function ProblemsSection({ term }: { term: TermDetail }) {
  if (term.problemList.length === 0) return null
  return (
    <section className="section" aria-label={i18n._('Problems')}>
      <h3>{i18n._('Problems')}</h3>
      {term.problemList.map((problem) => (
        <div key={`${problem.kind}:${problem.message}`} className="problem">
          <Severity of={problem.severity} />
          <span>
            {problemLabel(problem.kind)}
            <span className="dim"> – {problemSentence(problem)}</span>
          </span>
        </div>
      ))}
    </section>
  )
}
