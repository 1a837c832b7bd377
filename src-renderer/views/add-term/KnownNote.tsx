import { i18n } from '../../i18n/index.ts'
import type { Known } from './useNamed.ts'

/** Says whether the words are known already, so that nothing is added twice. Announced while people type. */
export function KnownNote({ known }: { known: Known }) {
  return (
    <p role="status" className="add-known">
      {sentence(known)}
    </p>
  )
}

function sentence(known: Known): string {
  if (known.kind === 'new') return known.excluded ? i18n._('These words are excluded. Adding them takes them off that list.') : ''
  const values = { headword: known.term.headword }
  if (known.kind === 'form') return i18n._('It is a variant of “{headword}” already.', values)
  if (known.kind === 'there')
    return known.term.decision === 'accepted'
      ? i18n._('“{headword}” is in the glossary already.', values)
      : i18n._('“{headword}” is in the list already, to be reviewed.', values)
  if (known.excluded) return i18n._('“{headword}” is excluded. Adding it takes it off that list.', values)
  return known.term.decision === 'dropped'
    ? i18n._('“{headword}” was dropped. Adding takes it back.', values)
    : i18n._('“{headword}” was found in the documents and left out. Adding takes it in.', values)
}
