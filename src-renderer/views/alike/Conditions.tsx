// biome-ignore-all lint/a11y/useSemanticElements: a fieldset can't be a scrolling grid in every browser engine.
import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { AlikeDecision, AlikeRule, Look } from '../../../src-main/contract/alike.ts'
import type { TermRow } from '../../../src-main/contract/library-api.ts'
import { CATEGORIES } from '../../../src-main/contract/run-values.ts'
import { i18n } from '../../i18n/index.ts'
import { categoryLabel, languageLabel } from '../labels.ts'
import { lang } from '../parts.tsx'

/** The features of a term, each a condition that is switched on or off; a value changed is a condition switched on. */

export interface Switched {
  readonly values: AlikeRule
  readonly on: ReadonlySet<keyof AlikeRule>
}

interface Props {
  readonly term: TermRow
  readonly decision: AlikeDecision
  readonly switched: Switched
  readonly onChange: (switched: Switched) => void
}

export function Conditions(props: Props) {
  const { term, switched } = props
  const { values } = switched
  const most = props.decision === 'dropped'
  return (
    <div className="alike-conditions" role="group" aria-label={i18n._('What must be alike')}>
      <Word {...props} name="ends" />
      <Word {...props} name="begins" />
      <Word {...props} name="contains" />
      {(values.looks ?? []).length > 0 && (
        <Condition
          {...props}
          name="looks"
          label={i18n._('Looks alike: {looks}', { looks: values.looks!.map(lookLabel).join(i18n._(', ')) })}
        />
      )}
      <Condition {...props} name="language" label={i18n._('In {language}', { language: languageLabel(term.language) })} />
      <Category {...props} />
      <Figure {...props} name="documents" label={most ? i18n._('Files, at most') : i18n._('Files, at least')} />
      <Figure {...props} name="uses" label={most ? i18n._('Uses, at most') : i18n._('Uses, at least')} />
      <Figure {...props} name="score" label={most ? i18n._('Score, at most') : i18n._('Score, at least')} />
      <Condition {...props} name="glossary" label={i18n._('Only what the glossary would hold')} />
    </div>
  )
}

function lookLabel(look: Look): string {
  const labels: Record<Look, () => string> = {
    digits: () => i18n._('with digits'),
    capitals: () => i18n._('all capitals'),
    code: () => i18n._('like a file name or code'),
    'one-character': () => i18n._('one character'),
    'one-word': () => i18n._('one word'),
    hiragana: () => i18n._('only hiragana'),
    katakana: () => i18n._('only katakana'),
  }
  return labels[look]()
}

type Of<T> = Props & { readonly name: T; readonly label: string }

/** @param children the field its value is changed in */
function Condition({ switched, onChange, name, label, children }: Of<keyof AlikeRule> & { children?: ReactNode }) {
  const turn = (checked: boolean) => {
    const on = new Set(switched.on)
    if (checked) on.add(name)
    else on.delete(name)
    onChange({ ...switched, on })
  }
  return (
    <>
      <Checkbox
        className={children ? '' : 'alike-wide'}
        label={label}
        checked={switched.on.has(name)}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {children}
    </>
  )
}

const withValue = (switched: Switched, value: AlikeRule, name: keyof AlikeRule): Switched => ({
  values: { ...switched.values, ...value },
  on: new Set(switched.on).add(name),
})

function Word(props: Props & { readonly name: 'begins' | 'ends' | 'contains' }) {
  const { switched, onChange, name, term } = props
  const label = name === 'ends' ? i18n._('Ends with') : name === 'begins' ? i18n._('Begins with') : i18n._('Headword contains')
  return (
    <Condition {...props} label={label}>
      <TextInput
        aria-label={label}
        lang={lang(term.language)}
        value={switched.values[name] ?? ''}
        onChange={(event) => onChange(withValue(switched, { [name]: event.currentTarget.value }, name))}
      />
    </Condition>
  )
}

function Category(props: Props) {
  const { switched, onChange } = props
  const own = switched.values.category ?? ''
  const known = [...new Set<string>([...CATEGORIES, own])]
  return (
    <Condition {...props} name="category" label={i18n._('Category')}>
      <Select
        aria-label={i18n._('Category')}
        data={known.map((value) => ({ value, label: categoryLabel(value) }))}
        value={own}
        onChange={(category) => category !== null && onChange(withValue(switched, { category }, 'category'))}
      />
    </Condition>
  )
}

function Figure(props: Of<'documents' | 'uses' | 'score'>) {
  const { switched, onChange, name, label } = props
  const score = name === 'score'
  return (
    <Condition {...props}>
      <NumberInput
        aria-label={label}
        {...(score ? { step: 0.1, decimalScale: 2 } : { min: 0, allowDecimal: false })}
        value={switched.values[name] ?? 0}
        onChange={(value) => typeof value === 'number' && onChange(withValue(switched, { [name]: value }, name))}
      />
    </Condition>
  )
}
