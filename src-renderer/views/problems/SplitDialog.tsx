import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp } from '../context.ts'
import { Frame } from '../dialogs/Frame.tsx'
import { lang } from '../parts.tsx'
import { useTermsAbout } from './useTermsAbout.ts'

/** One word, two meanings: the forms that mean the other thing become a term of their own, or the other thing gets a name. */
export function SplitDialog() {
  return (
    <Frame name="split" title={i18n._('Split the term')}>
      <Form />
    </Frame>
  )
}

function Form() {
  const terms = useTermsAbout()
  const [chosen, setChosen] = useState<string | null>(null)
  const term = terms.find(({ id }) => String(id) === chosen) ?? terms[0]
  if (term === undefined) return null
  return (
    <div className="stack">
      {terms.length > 1 && (
        <Radio.Group value={String(term.id)} onChange={setChosen} label={i18n._('Term to split')}>
          <div className="stack" style={{ gap: 12, marginTop: 8 }}>
            {terms.map(({ id, headword, language }) => (
              <Radio key={id} size="xs" value={String(id)} label={<bdi lang={lang(language)}>{headword}</bdi>} />
            ))}
          </div>
        </Radio.Group>
      )}
      <Forms key={term.id} term={term} />
      <NewTerm key={`new ${term.id}`} term={term} />
    </div>
  )
}

function Forms({ term }: { term: TermDetail }) {
  const { act } = useApp()
  const [apart, setApart] = useState<readonly string[]>([])
  const forms = term.variants.filter(({ surface, rule }) => surface !== term.headword && rule !== 'headword')
  const split = async () => {
    act.show({ dialog: null })
    if (await act.command({ type: 'split', concept: term.id, surfaces: apart })) act.say(i18n._('Split'), true)
  }
  if (forms.length === 0)
    return <p className="dim">{i18n._('The documents write this term in one way only. Give the other meaning a name of its own.')}</p>
  return (
    <>
      <Checkbox.Group label={i18n._('Forms that mean the other thing')} value={[...apart]} onChange={setApart}>
        <div className="stack" style={{ gap: 12, marginTop: 8 }}>
          {forms.map(({ surface }) => (
            <Checkbox key={surface} size="xs" value={surface} label={<bdi lang={lang(term.language)}>{surface}</bdi>} />
          ))}
        </div>
      </Checkbox.Group>
      <div className="row">
        <Button onClick={() => void split()} disabled={apart.length === 0}>
          {i18n._('Split off')}
        </Button>
      </div>
    </>
  )
}

function NewTerm({ term }: { term: TermDetail }) {
  const { act } = useApp()
  const [name, setName] = useState('')
  const add = async () => {
    act.show({ dialog: null })
    const language = term.language === 'en' || term.language === 'ja' ? term.language : 'other'
    if (await act.command({ type: 'add-term', surface: name.trim(), language })) act.say(i18n._('Added'), true)
  }
  return (
    <div className="row" style={{ alignItems: 'end' }}>
      <TextInput
        className="grow"
        lang={lang(term.language)}
        label={i18n._('Name of the other meaning')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button variant="default" onClick={() => void add()} disabled={name.trim() === ''}>
        {i18n._('Add it as a term')}
      </Button>
    </div>
  )
}
