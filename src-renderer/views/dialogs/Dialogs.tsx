import { useLayoutEffect, useRef } from 'react'
import { giveBackFocus, rememberOpener } from '../../focus/opener.ts'
import { useApp, useUi } from '../context.ts'
import { FilterDialog } from '../filters/FilterDialog.tsx'
import { KeyboardDialog } from '../keyboard/KeyboardDialog.tsx'
import { MergeProblemDialog } from '../problems/MergeProblemDialog.tsx'
import { SplitDialog } from '../problems/SplitDialog.tsx'
import { AddTermDialog } from './AddTermDialog.tsx'
import { BulkDialog } from './BulkDialog.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { LibraryDialog } from './LibraryDialog.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { ModelHelpDialog } from './ModelHelpDialog.tsx'
import { Palette } from './Palette.tsx'
import { ScanDialog } from './ScanDialog.tsx'
import { SearchDialog } from './SearchDialog.tsx'
import { SettingsDialog } from './SettingsDialog.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'

/** Every dialog of the workspace; each shows itself when its name is the open one. */
export function Dialogs() {
  useFocusBack()
  return (
    <>
      <SettingsDialog />
      <ExportDialog />
      <ImportDialog />
      <ScanDialog />
      <LibraryDialog />
      <MergeDialog />
      <MergeProblemDialog />
      <SplitDialog />
      <BulkDialog decision="dropped" />
      <BulkDialog decision="accepted" />
      <AddTermDialog />
      <FilterDialog />
      <SearchDialog />
      <ModelHelpDialog />
      <ShortcutsDialog />
      <KeyboardDialog />
      <Palette />
    </>
  )
}

/** The focus goes back to what opened the first of the dialogs when the last one closes. */
function useFocusBack(): void {
  const { ui } = useApp()
  const open = useUi((state) => state.dialog !== null)
  const wasOpen = useRef(open)
  useLayoutEffect(() => ui.subscribe((now, before) => void (before.dialog === null && now.dialog !== null && rememberOpener())), [ui])
  useLayoutEffect(() => {
    if (wasOpen.current && !open) giveBackFocus()
    wasOpen.current = open
  }, [open])
}
