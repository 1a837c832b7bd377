import { NumberInput, Select } from '@mantine/core'
import type { RunSettings } from '../../src-main/contract/run-protocol.ts'
import { i18n } from '../i18n/index.ts'
import { MEGABYTE } from './sizes.ts'

interface Props {
  readonly settings: RunSettings
  readonly onChange: (change: Partial<RunSettings>) => void
}

/** Settings of a run that the scan sheet and the settings of a library both ask for. */
export const DocumentLanguage = ({ settings, onChange }: Props) => (
  <Select
    label={i18n._('Language of the documents')}
    data={[
      { value: 'auto', label: i18n._('Detect for each document') },
      { value: 'en', label: i18n._('English') },
      { value: 'ja', label: i18n._('Japanese') },
    ]}
    value={settings.language}
    onChange={(language) => onChange({ language: language as RunSettings['language'] })}
  />
)

export const LargestFile = ({ settings, onChange }: Props) => (
  <NumberInput
    label={i18n._('Largest file, in megabytes')}
    min={1}
    max={2000}
    value={Math.round(settings.maxFileBytes / MEGABYTE)}
    onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ maxFileBytes: Math.round(value) * MEGABYTE })}
  />
)
