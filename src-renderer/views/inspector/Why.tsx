import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'

/** Why the term ranks where it does: each feature's value and what it adds to the score or takes from it. */
export function WhySection({ term }: { term: TermDetail }) {
  const features = Object.entries(term.features)
    .filter(([, [, part]]) => Math.abs(part) >= 0.005)
    .sort((a, b) => Math.abs(b[1][1]) - Math.abs(a[1][1]))
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
  const number = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 2 })
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

/** Words for the features of src-worker/terms/rank.ts; an unknown one keeps its own name. */
function featureLabel(name: string): string {
  return LABELS[name]?.() ?? name
}

const LABELS: Readonly<Record<string, () => string>> = {
  frequency: () => i18n._('How often it is used'),
  specificity: () => i18n._('Rarer in general language'),
  weakestWord: () => i18n._('Its most ordinary word'),
  dispersion: () => i18n._('In how many files'),
  compound: () => i18n._('Made of several words'),
  genericFirst: () => i18n._('Begins with a general word'),
  genericHead: () => i18n._('Ends with a general word'),
  genericAlone: () => i18n._('Is a general word'),
  nestedOnly: () => i18n._('Only inside longer terms'),
  mostlyNested: () => i18n._('Nearly always inside longer terms'),
  adjective: () => i18n._('Is an adjective'),
  gerund: () => i18n._('Begins with an -ing form'),
  long: () => i18n._('Very long'),
  nounOfNoun: () => i18n._('Of the form “A of B”'),
  aboutName: () => i18n._('A phrase about a name'),
  aboutFolder: () => i18n._('Begins with the name of the whole folder'),
  inKatakana: () => i18n._('Written in katakana more often'),
  verb: () => i18n._('Is a verb'),
  weak: () => i18n._('Weak evidence only'),
  abbreviation: () => i18n._('Has an abbreviation'),
  defined: () => i18n._('Sentences define it'),
  definition: () => i18n._('How well it is defined'),
  heading: () => i18n._('Appears in headings'),
  sectionTitle: () => i18n._('Is the title of a section'),
  emphasis: () => i18n._('Emphasised or marked'),
  linked: () => i18n._('Is linked'),
  listed: () => i18n._('Stands first in lists'),
  glossary: () => i18n._('In a glossary of the folder'),
  code: () => i18n._('Mostly in code'),
}
