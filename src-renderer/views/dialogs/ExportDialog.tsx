import { i18n } from '../../i18n/index.ts'
import { ExportForm } from '../export/ExportForm.tsx'
import { Frame } from './Frame.tsx'

export function ExportDialog() {
  return (
    <Frame name="export" title={i18n._('Export')} size="xl">
      <ExportForm />
    </Frame>
  )
}
