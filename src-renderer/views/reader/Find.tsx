import { TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { count, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { MOST_FOUND } from '../../reader/find.ts'
import { focusReader } from '../../reader/focus.ts'
import type { Spot } from '../../reader/locate.ts'
import { useApp, useReader } from '../context.ts'
import { IconButton } from '../parts.tsx'
import { useAsked } from '../useAsked.ts'

export interface Found {
  readonly spots: readonly Spot[]
  /** Which of them is in sight. */
  readonly at: number
}
export const NOTHING: Found = { spots: [], at: 0 }

interface FindProps {
  readonly find: (words: string) => Promise<readonly Spot[]>
  readonly found: Found
  readonly onFound: (found: Found) => void
  readonly show: (spot: Spot) => void
}

/**
 * Finds words in the document that is read: Enter goes on, Shift+Enter back, Escape is done with it.
 * @param find asks the worker that has the text @param show brings a place into sight @param onFound is told what is found, for the ruler
 */
export function Find({ find, found, onFound, show }: FindProps) {
  const { act } = useApp()
  const blocks = useReader((state) => state.blocks)
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const latest = useRef(show)
  latest.current = show
  useAsked('find.reader', () => {
    setOpen(true)
    field.current?.select()
  })
  // Before the first letter can come: one frame later it would be selected with the words of before, and lost to the next letter.
  useLayoutEffect(() => {
    if (open) field.current?.select()
  }, [open])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other blocks are another document.
  useEffect(() => {
    if (!open || words.trim() === '') return onFound(NOTHING)
    let current = true
    find(words).then((spots) => {
      if (!current) return
      onFound({ spots, at: 0 })
      if (spots[0]) latest.current(spots[0])
    }, act.fail)
    return () => {
      current = false
    }
  }, [open, words, blocks, find, act, onFound])
  const step = (by: number) => {
    const { spots, at } = found
    const next = spots[(at + by + spots.length) % spots.length]
    if (!next) return
    onFound({ spots, at: spots.indexOf(next) })
    show(next)
  }
  const close = () => {
    setOpen(false)
    focusReader()
  }
  const onKeyDown = useKey({ enter: () => step(1), 'shift+enter': () => step(-1) })
  const onEscape = useKey({ escape: close })
  if (!open) return null
  const many = found.spots.length === MOST_FOUND ? `${count(MOST_FOUND)}+` : count(found.spots.length)
  return (
    <search className="pane-head reader-find" onKeyDown={onEscape}>
      <TextInput
        ref={field}
        className="grow"
        role="searchbox"
        size="xs"
        autoFocus
        aria-label={i18n._('Find in this document')}
        placeholder={i18n._('Find in this document')}
        leftSection={<IconSearch size={14} />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className="dim tabular" role="status">
        {words.trim() === ''
          ? ''
          : found.spots.length === 0
            ? i18n._('Nothing found')
            : i18n._('{n} of {all}', { n: count(found.at + 1), all: many })}
      </span>
      <IconButton label={i18n._('Previous place')} disabled={found.spots.length === 0} onClick={() => step(-1)}>
        <IconChevronUp size={14} />
      </IconButton>
      <IconButton label={i18n._('Next place')} disabled={found.spots.length === 0} onClick={() => step(1)}>
        <IconChevronDown size={14} />
      </IconButton>
      <IconButton label={i18n._('Close the search')} onClick={close}>
        <IconX size={14} />
      </IconButton>
    </search>
  )
}
