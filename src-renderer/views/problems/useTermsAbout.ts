import { useEffect, useState } from 'react'
import type { TermDetail } from '../../../src-main/contract/library-api.ts'
import { useApp, useSession, useUi } from '../context.ts'

/** The terms a dialog was opened about, as the library has them now; empty until they are there. */
export function useTermsAbout(): readonly TermDetail[] {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const about = useUi((state) => state.about)
  const [terms, setTerms] = useState<readonly TermDetail[]>([])
  useEffect(() => {
    if (library === undefined) return
    let here = true
    const asked = Promise.all(about.map((concept) => host.call('terms.detail', { library, concept })))
    void asked.then((all) => here && setTerms(all.flatMap((one) => one ?? [])), act.fail)
    return () => {
      here = false
    }
  }, [about, library, host, act])
  return terms
}
