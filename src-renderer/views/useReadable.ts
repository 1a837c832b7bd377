import { useEffect, useState } from 'react'
import type { PassageView } from '../../src-main/contract/library-api.ts'
import { useApp, useSession } from './context.ts'

/** @returns the passages, as they are and from a moment later on with the words people read in place of markup */
export function useReadable(passages: readonly PassageView[]): readonly PassageView[] {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const [read, setRead] = useState<{ readonly of: readonly PassageView[]; readonly passages: readonly PassageView[] } | null>(null)
  useEffect(() => {
    if (!library || passages.length === 0) return
    let current = true
    const asked = passages.map(({ contentHash, start, end, line, quote }) => ({ contentHash, start, end, line, quote }))
    host
      .call('reader.passages', { library, passages: asked })
      .then(
        (found) => current && setRead({ of: passages, passages: passages.map((one, index) => ({ ...one, ...textIn(found[index]) })) }),
        act.fail,
      )
    return () => {
      current = false
    }
  }, [passages, library, host, act])
  return read?.of === passages ? read.passages : passages
}

const textIn = (passage: PassageView | undefined): Pick<PassageView, 'text'> => (passage?.text === undefined ? {} : { text: passage.text })
