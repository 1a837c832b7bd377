import { Button } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { type SelectedWords, selectedWords } from '../../reader/selection.ts'
import { type AddAs, openAddTerm, selectWords } from '../../state/add-term.ts'
import { useApp, useReader } from '../context.ts'

/** The field of a dialog takes the selection of the page; what was selected in the document is what the dialog is about. */
const inDialog = (): boolean => globalThis.document.activeElement?.closest('[role=dialog]') != null

/** What can be done with the words selected in a document: by the pointer, or by Tab from the text. */
export function SelectionMenu({ body }: { body: RefObject<HTMLDivElement | null> }) {
  const app = useApp()
  const document = useReader((state) => state.document)!
  const blocks = useReader((state) => state.blocks)
  const [chosen, setChosen] = useState<SelectedWords | null>(null)
  const menu = useRef<HTMLDivElement>(null)
  const { act } = app
  useEffect(() => {
    const look = () => {
      if (inDialog()) return setChosen(null)
      // A button of the menu has the focus: the words are still the ones.
      if (menu.current?.contains(globalThis.document.activeElement)) return
      const words = selectedWords(body.current, document, blocks)
      setChosen(words)
      selectWords(app, words?.draft ?? null)
    }
    globalThis.document.addEventListener('selectionchange', look)
    return () => {
      globalThis.document.removeEventListener('selectionchange', look)
      selectWords(app, null)
    }
  }, [body, document, blocks, app])
  useTextKeys(body, menu)
  const done = () => {
    globalThis.document.getSelection()?.removeAllRanges()
    setChosen(null)
  }
  const onKeyDown = useKey({
    escape: () => {
      done()
      body.current?.focus({ preventScroll: true })
    },
  })
  if (!chosen) return null
  const { draft, box } = chosen
  const open = (as: AddAs) => {
    selectWords(app, draft)
    openAddTerm(app, as)
    done()
  }
  const exclude = async () => {
    const text = draft.surface
    if (await act.command({ type: 'exclude', surfaces: [text], on: true })) act.say(i18n._('Excluded “{text}”', { text }), true)
    done()
  }
  return (
    <div
      ref={menu}
      className="reader-card row selection-menu"
      role="toolbar"
      aria-label={i18n._('What to do with the words')}
      onKeyDown={onKeyDown}
      style={{ left: Math.max(4, Math.min(box.left, window.innerWidth - 350)), top: Math.min(box.bottom + 6, window.innerHeight - 60) }}
    >
      <Button variant="default" onClick={() => open('term')}>
        {i18n._('Add as a term…')}
      </Button>
      <Button variant="default" onClick={() => open('variant')}>
        {i18n._('Variant of…')}
      </Button>
      <Button variant="default" onClick={() => void exclude()}>
        {i18n._('Exclude')}
      </Button>
    </div>
  )
}

/**
 * The keyboard's way to the menu: Enter in the text selects the words last gone to (an occurrence, something found, a cited passage), Shift and the arrow keys
 * of the browser make it more or less, Tab goes to the menu.
 */
function useTextKeys(body: RefObject<HTMLDivElement | null>, menu: RefObject<HTMLDivElement | null>): void {
  const onKeyDown = useKey({
    enter: () => selectMarked(body.current),
    tab: () => {
      const first = menu.current?.querySelector('button')
      first?.focus()
      return first !== undefined && first !== null
    },
  })
  useEffect(() => {
    const own = body.current
    if (!own) return
    const listen = (event: KeyboardEvent) => {
      if (event.target === own) onKeyDown(event as never)
    }
    own.addEventListener('keydown', listen)
    return () => own.removeEventListener('keydown', listen)
  }, [body, onKeyDown])
}

/** Selects what is marked as gone to. @returns false where nothing is */
function selectMarked(body: HTMLElement | null): boolean {
  const range = [...(CSS.highlights.get('citation') ?? [])].find(({ startContainer }) => body?.contains(startContainer))
  if (!range) return false
  document.getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
  return true
}
