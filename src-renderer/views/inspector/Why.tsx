import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'

/** Why the term ranks where it does: each feature's value and what it adds to the score or takes from it. */
export function WhySection({ term }: { term: TermDetail }) {
  const features = Object.entries(term.features).sort((a, b) => Math.abs(b[1][1]) - Math.abs(a[1][1]))
  if (features.length === 0) return null
  const largest = Math.max(...features.map(([, [, part]]) => Math.abs(part)), 1e-9)
  return (
    <section className="section">
      <details>
        <summary>{i18n._('Why it ranks here')}</summary>
        <div className="features">
          {features.map(([name, [value, part]]) => (
            <Feature key={name} name={name} value={value} part={part} largest={largest} />
          ))}
        </div>
      </details>
    </section>
  )
}

function Feature({ name, value, part, largest }: { name: string; value: number; part: number; largest: number }) {
  const share = (50 * Math.abs(part)) / largest
  const style = part < 0 ? { right: '50%', width: `${share}%` } : { left: '50%', width: `${share}%` }
  const number = new Intl.NumberFormat(i18n.locale, { maximumSignificantDigits: 3 })
  return (
    <>
      <span className="ellipsis" title={`${name} = ${number.format(value)}`}>
        {featureLabel(name)}
      </span>
      <span className="balance" aria-hidden>
        <span className={part < 0 ? 'minus' : ''} style={style} />
      </span>
      <span className="value">
        {part >= 0 ? '+' : ''}
        {number.format(part)}
      </span>
    </>
  )
}

function featureLabel(name: string): string {
  const labels: Record<string, () => string> = {
    frequency: () => i18n._('How often it is used'),
    documents: () => i18n._('In how many files'),
    heading: () => i18n._('Appears in headings'),
    definition: () => i18n._('A sentence defines it'),
    emphasis: () => i18n._('Emphasised or marked'),
    length: () => i18n._('Number of words'),
    general: () => i18n._('Common in general language'),
    abbreviation: () => i18n._('Has an abbreviation'),
    glossary: () => i18n._('In a glossary of the folder'),
    nested: () => i18n._('Part of longer terms'),
  }
  return labels[name]?.() ?? name
}
