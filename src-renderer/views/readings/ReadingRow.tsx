import { memo, useRef, useState } from 'react'
import type { ConceptId, TermRow } from '../../../src-main/contract/library-api.ts'
import { romajiToHiragana, toHiragana } from '../../../src-main/contract/text/kana.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp } from '../context.ts'

interface Props {
  readonly row: TermRow
  readonly save: (concept: ConceptId, reading: string | null) => Promise<void>
  readonly move: (from: HTMLElement, by: number) => void
}

/** Kana as typed, katakana and romaji as hiragana; null for an empty field. What is neither stays as it is. */
function readingTyped(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '')
  if (plain === '') return null
  return /^[a-z'-]+$/iu.test(plain) ? (romajiToHiragana(plain.toLowerCase()) ?? plain) : toHiragana(plain)
}

export const ReadingRow = memo(function ReadingRow({ row, save, move }: Props) {
  const { act } = useApp()
  const [text, setText] = useState<string | null>(null)
  const stored = row.reading ?? ''
  const keep = (confirm: boolean) => {
    const value = text === null ? stored : (readingTyped(text) ?? '')
    setText(null)
    if (value !== stored || (confirm && !row.readingSure && value !== '')) void save(row.id, value === '' ? null : value).catch(act.fail)
  }
  const field = useRef<HTMLInputElement>(null)
  const go = (by: number, confirm: boolean) => {
    keep(confirm)
    if (field.current) move(field.current, by)
  }
  // useKey is dead while an input method composes: Enter then only ends the composition.
  const onKeyDown = useKey({
    enter: () => go(1, true),
    'shift+enter': () => go(-1, false),
    arrowdown: () => go(1, false),
    arrowup: () => go(-1, false),
    // It never discards what was typed; undo does.
    escape: () => (text === null ? false : keep(false)),
    'mod+z': () => (text === null ? void act.undo() : false),
  })
  return (
    <li className="reading-row">
      <span className="reading-term" lang="ja">
        <bdi>{row.headword}</bdi>
      </span>
      <input
        ref={field}
        className="reading-field"
        lang="ja"
        aria-label={i18n._('Reading of {term}', { term: row.headword })}
        autoComplete="off"
        spellCheck={false}
        value={text ?? stored}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => keep(false)}
        onKeyDown={onKeyDown}
      />
      <span className={row.readingSure ? 'dim' : 'warn'}>{row.readingSure ? i18n._('checked') : i18n._('check')}</span>
    </li>
  )
})
