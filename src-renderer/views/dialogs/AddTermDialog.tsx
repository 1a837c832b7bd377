import { i18n } from '../../i18n/index.ts'
import { AddTermForm } from '../add-term/AddTermForm.tsx'
import { useUi } from '../context.ts'
import { Frame } from './Frame.tsx'

export function AddTermDialog() {
  const { as, draft } = useUi((state) => state.adding)
  return (
    <Frame name="add-term" title={i18n._('Add a term')} size="md">
      <AddTermForm draft={draft} as={as} />
    </Frame>
  )
}
