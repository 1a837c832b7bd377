import { i18n } from '../../i18n/index.ts'
import { ImportForm } from '../import/ImportForm.tsx'
import { Frame } from './Frame.tsx'

export function ImportDialog() {
  return (
    <Frame name="import" title={i18n._('Import a glossary')} size="xl">
      <ImportForm />
    </Frame>
  )
}
