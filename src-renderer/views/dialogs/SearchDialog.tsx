import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { SearchHit } from '../../../src-main/contract/host-api.ts'
import { placeLabel } from '../../../src-main/contract/text/part.ts'
import { activeLanguage, i18n } from '../../i18n/index.ts'
import { searchedText } from '../../state/term-search.ts'
import { useApp, useSession } from '../context.ts'
import { guessedLang } from '../parts.tsx'
import { Frame } from './Frame.tsx'

export function SearchDialog() {
  return (
    <Frame name="search" title={i18n._('Search in all documents')} size="xl">
      <SearchForm />
    </Frame>
  )
}

const PAUSE_MS = 150

function SearchForm() {
  const { host, act } = useApp()
  const library = useSession((state) => state.library)!
  const [query, setQuery] = useState('')
  const [hits, setHits] = useState<readonly SearchHit[] | null>(null)
  useEffect(() => {
    if (query.trim() === '') return setHits(null)
    let current = true
    const timer = setTimeout(
      () =>
        void host
          .call('search.documents', { library: library.id, query: searchedText(query), limit: 100 })
          .then((found) => current && setHits(found), act.fail),
      PAUSE_MS,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [query, host, library.id, act])
  const open = (hit: SearchHit) => {
    act.show({ dialog: null })
    void act.openPassage({
      documentId: hit.documentId,
      path: hit.path,
      contentHash: '',
      start: hit.start,
      end: hit.end,
      line: hit.line,
      quote: '',
    })
  }
  return (
    <div className="stack">
      <TextInput
        role="searchbox"
        aria-label={i18n._('Search in all documents')}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        data-autofocus
      />
      <p className="dim" role="status">
        {hits && i18n._('{n, plural, =0 {Nothing found} one {# place} other {# places}}', { n: hits.length })}
      </p>
      <div>
        {hits?.map((hit) => (
          <button key={`${hit.documentId}:${hit.start}`} type="button" className="source" onClick={() => open(hit)}>
            <span />
            <bdi className="where">{placeLabel(hit.path, hit.line, hit.part, activeLanguage())}</bdi>
            <bdi className="quote" lang={guessedLang(hit.snippet)}>
              {hit.snippet}
            </bdi>
          </button>
        ))}
      </div>
    </div>
  )
}
