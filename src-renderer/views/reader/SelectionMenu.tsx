import { Button } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'
import { i18n } from '../../i18n/index.ts'
import { useApp, useDetail } from '../context.ts'

const LONGEST = 120

/** What can be done with the words selected in a document. */
export function SelectionMenu({ body, language }: { body: RefObject<HTMLDivElement | null>; language: string }) {
  const { act } = useApp()
  const term = useDetail((state) => state.term)
  const [chosen, setChosen] = useState<{ text: string; x: number; y: number } | null>(null)
  useEffect(() => {
    const look = () => {
      const selection = document.getSelection()
      const inside = selection?.anchorNode && body.current?.contains(selection.anchorNode)
      const text = inside ? selection.toString().trim() : ''
      if (!selection || text === '' || text.length > LONGEST) return setChosen(null)
      const box = selection.getRangeAt(0).getBoundingClientRect()
      setChosen({ text, x: box.left, y: box.bottom })
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [body])
  if (!chosen) return null
  const { text } = chosen
  const done = () => document.getSelection()?.removeAllRanges()
  const add = async () => {
    const known = language === 'en' || language === 'ja' ? language : 'other'
    if (await act.command({ type: 'add-term', surface: text, language: known })) act.say(i18n._('Added “{text}”', { text }), true)
    done()
  }
  const variant = async () => {
    if (!term) return
    const values = { text, headword: term.headword }
    if (await act.addVariant(term.id, text)) act.say(i18n._('“{text}” is now a variant of “{headword}”', values), true)
    done()
  }
  const exclude = async () => {
    if (await act.command({ type: 'exclude', surfaces: [text], on: true })) act.say(i18n._('Excluded “{text}”', { text }), true)
    done()
  }
  return (
    <div
      className="reader-card row"
      style={{ left: Math.min(chosen.x, window.innerWidth - 350), top: Math.min(chosen.y + 6, window.innerHeight - 90) }}
    >
      <Button variant="default" onClick={() => void add()}>
        {i18n._('Add as a term')}
      </Button>
      {term && (
        <Button variant="default" onClick={() => void variant()}>
          {i18n._('Variant of “{headword}”', { headword: term.headword })}
        </Button>
      )}
      <Button variant="default" onClick={() => void exclude()}>
        {i18n._('Exclude')}
      </Button>
    </div>
  )
}
