import { Button } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'
import { nameOf } from '../../keys/useKey.ts'
import { spotAt } from '../../reader/dom-text.ts'
import { idsAt } from '../../reader/highlights.ts'
import type { Matches } from '../../reader/match.ts'
import { useApp } from '../context.ts'
import { kindLabel } from '../labels.ts'
import { lang } from '../parts.tsx'

const HOVER_MS = 350

interface Place {
  readonly ids: readonly number[]
  readonly x: number
  readonly y: number
}

/** A card beside the term under the pointer: its definition, and a choice when two terms share the form. */
export function TermCard({ body, matches }: { body: RefObject<HTMLDivElement | null>; matches: Matches }) {
  const { act } = useApp()
  const [place, setPlace] = useState<Place | null>(null)
  useEffect(() => {
    const element = body.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const at = (event: MouseEvent): Place | null => {
      if ((event.target as Element).closest('.reader-card')) return null
      const caret = document.caretPositionFromPoint(event.clientX, event.clientY)
      const spot = caret && spotAt(caret.offsetNode, caret.offset)
      const ids = spot ? idsAt(matches, spot.block, spot.offset) : []
      return ids.length > 0 ? { ids, x: event.clientX, y: event.clientY } : null
    }
    const move = (event: MouseEvent) => {
      clearTimeout(timer)
      if ((event.target as Element).closest('.reader-card')) return
      timer = setTimeout(() => setPlace(at(event)), HOVER_MS)
    }
    const click = (event: MouseEvent) => {
      // Whoever drags over words selects them, and goes nowhere.
      if (document.getSelection()?.isCollapsed === false) return
      const found = at(event)
      if (found?.ids.length === 1) void act.goToTerm(found.ids[0]!)
      // Which of several is meant is asked at once.
      else if (found) setPlace(found)
    }
    const hide = () => setPlace(null)
    // The card is in the element too: leaving one for the other is not leaving.
    const leave = () => {
      clearTimeout(timer)
      timer = setTimeout(hide, HOVER_MS)
    }
    element.addEventListener('mousemove', move)
    element.addEventListener('mouseleave', leave)
    element.addEventListener('click', click)
    element.addEventListener('scroll', hide)
    return () => {
      clearTimeout(timer)
      element.removeEventListener('mousemove', move)
      element.removeEventListener('mouseleave', leave)
      element.removeEventListener('click', click)
      element.removeEventListener('scroll', hide)
    }
  }, [body, matches, act])
  useEscape(place !== null, () => setPlace(null))
  if (!place) return null
  const left = Math.min(place.x, window.innerWidth - 350)
  // Above the pointer where there is no room below it, however tall the card is.
  const vertical = place.y + 18 > window.innerHeight - 200 ? { bottom: window.innerHeight - place.y + 14 } : { top: place.y + 18 }
  return (
    <div className="reader-card" style={{ left, ...vertical }} role="tooltip">
      {place.ids.map((id) => (
        <Card key={id} id={id} several={place.ids.length > 1} />
      ))}
    </div>
  )
}

/** Escape takes the card away wherever the keyboard is, and does nothing else then: what a pointer brought up by chance must not stand in the way (WCAG 1.4.13). */
function useEscape(shown: boolean, hide: () => void): void {
  const latest = useRef(hide)
  latest.current = hide
  useEffect(() => {
    if (!shown) return
    const listen = (event: KeyboardEvent) => {
      if (nameOf(event) !== 'escape') return
      event.preventDefault()
      event.stopPropagation()
      latest.current()
    }
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [shown])
}

function Card({ id, several }: { id: number; several: boolean }) {
  const { host, session, act } = useApp()
  const [term, setTerm] = useState<TermDetail | null>(null)
  useEffect(() => {
    let current = true
    const library = session.getState().library?.id
    if (!library) return
    host.call('terms.detail', { library, concept: id }).then((found) => current && setTerm(found), act.fail)
    return () => {
      current = false
    }
  }, [id, host, session, act])
  if (!term) return null
  const best = term.definitions[0]
  return (
    <div>
      <h4>
        <bdi lang={lang(term.language)}>{term.headword}</bdi>{' '}
        {term.reading && (
          <span className="term-reading" lang="ja">
            {term.reading}
          </span>
        )}
        {best && <span className="chip">{kindLabel(best.kind)}</span>}
      </h4>
      <p>{best ? <bdi lang={lang(term.language)}>{best.text.slice(0, 240)}</bdi> : i18n._('No definition yet.')}</p>
      {several && (
        <Button variant="default" onClick={() => void act.goToTerm(id)}>
          {i18n._('This one')}
        </Button>
      )}
    </div>
  )
}
