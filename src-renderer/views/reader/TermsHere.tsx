import { Select } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ReaderTerm } from '../../../src-main/contract/host-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp, useDetail } from '../context.ts'
import { IconButton } from '../parts.tsx'
import { useAsked } from '../useAsked.ts'
import type { TermHere } from './useTermHere.ts'

/**
 * The marked terms of this document as a list: marks alone say nothing to a screen reader. Choosing one goes to its first occurrence; how many there are, and
 * which of them is in sight, stands beside it.
 */
export function TermsHere({ terms, here, only }: { terms: readonly ReaderTerm[]; here: TermHere; only: ReadonlySet<number> | null }) {
  const { detail } = useApp()
  const active = useDetail((state) => state.id)
  const [opened, setOpened] = useState(false)
  const { byTerm, spots, at, step, goTo } = here
  // Asked while the document was still gone through, it is done as soon as there is somewhere to go.
  useAsked('occurrence.next', () => step(1))
  useAsked('occurrence.previous', () => step(-1))
  // Thousands in a long document: made anew for other terms only, and looked through while the list is open only.
  const listed = useMemo(
    () =>
      terms
        .filter((term) => byTerm.has(term.id) && term.decision !== 'dropped' && (only?.has(term.id) ?? true))
        .map((term) => ({ value: String(term.id), label: `${term.headword} (${count(byTerm.get(term.id)!.length)})` })),
    [terms, byTerm, only],
  )
  return (
    <div className="reader-marks">
      <Select
        className="reader-terms"
        searchable
        limit={200}
        aria-label={i18n._('Terms in this document')}
        placeholder={i18n._('{n, plural, one {# term here} other {# terms here}}', { n: listed.length })}
        value={spots.length === 0 ? null : String(active)}
        data={opened ? listed : listed.filter(({ value }) => value === String(active))}
        onDropdownOpen={() => setOpened(true)}
        onDropdownClose={() => setOpened(false)}
        onChange={(value) => {
          if (value === null) return
          void detail.actions.show(Number(value))
          goTo(0, Number(value))
        }}
      />
      {spots.length > 0 && (
        <span className="dim tabular reader-count" role="status">
          {at < 0 ? i18n._('{n} here', { n: count(spots.length) }) : i18n._('{n} of {all}', { n: count(at + 1), all: count(spots.length) })}
        </span>
      )}
      <IconButton
        label={i18n._('Previous occurrence')}
        command="occurrence.previous"
        disabled={spots.length === 0}
        onClick={() => step(-1)}
      >
        <IconChevronUp size={14} />
      </IconButton>
      <IconButton label={i18n._('Next occurrence')} command="occurrence.next" disabled={spots.length === 0} onClick={() => step(1)}>
        <IconChevronDown size={14} />
      </IconButton>
    </div>
  )
}
