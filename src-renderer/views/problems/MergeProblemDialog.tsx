import { Button, Radio, Select } from '@mantine/core'
import { useState } from 'react'
import type { UsageStatus } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp } from '../context.ts'
import { Frame } from '../dialogs/Frame.tsx'
import { usageLabel } from '../labels.ts'
import { lang } from '../parts.tsx'
import { useTermsAbout } from './useTermsAbout.ts'

/** Several spellings of one thing: which one is preferred, and what the others become. One step to undo. */
export function MergeProblemDialog() {
  return (
    <Frame name="merge-problem" title={i18n._('Merge terms')}>
      <Form />
    </Frame>
  )
}

type Others = Exclude<UsageStatus, 'preferred'> | ''

function Form() {
  const { act } = useApp()
  const terms = useTermsAbout()
  const [chosen, setInto] = useState<string | null>(null)
  const [others, setOthers] = useState<Others>('admitted')
  const into = chosen ?? String(terms[0]?.id ?? '')
  const merge = async () => {
    act.show({ dialog: null })
    const rest = terms.map(({ id }) => id).filter((id) => id !== Number(into))
    const done = await act.command({ type: 'merge', into: Number(into), concepts: rest, ...(others === '' ? {} : { others }) })
    if (done) act.say(i18n._('Merged'), true)
  }
  return (
    <div className="stack">
      <Radio.Group value={into} onChange={setInto} label={i18n._('Headword; the others become its variants')}>
        <div className="stack" style={{ gap: 12, marginTop: 8 }}>
          {terms.map(({ id, headword, language }) => (
            <Radio key={id} size="xs" value={String(id)} label={<bdi lang={lang(language)}>{headword}</bdi>} />
          ))}
        </div>
      </Radio.Group>
      <Select
        label={i18n._('The headword is preferred; the others are')}
        data={[
          { value: 'admitted', label: usageLabel('admitted') },
          { value: 'forbidden', label: usageLabel('forbidden') },
          { value: '', label: i18n._('No status') },
        ]}
        value={others}
        onChange={(value) => setOthers((value ?? '') as Others)}
      />
      <div className="row">
        <Button onClick={() => void merge()} disabled={terms.length < 2} data-autofocus>
          {i18n._('Merge')}
        </Button>
      </div>
    </div>
  )
}
