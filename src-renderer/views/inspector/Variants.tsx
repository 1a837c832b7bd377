import { Select, TextInput } from '@mantine/core'
import { IconArrowsSplit2, IconStar } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { TermDetail, UsageStatus } from '../../../src-main/contract/library-api.ts'
import { focusList } from '../../grid/focus.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp } from '../context.ts'
import { ruleLabel, usageLabel } from '../labels.ts'
import { IconButton, lang } from '../parts.tsx'
import { useEditRequest } from './useEditRequest.ts'

type VariantRow = TermDetail['variants'][number]

/** Every spelling of the concept: which one is preferred, which are forbidden, and which belong elsewhere. */
export function VariantsSection({ term }: { term: TermDetail }) {
  return (
    <section className="section" aria-label={i18n._('Variants')}>
      <h3>
        {i18n._('Variants')} <span className="side-count">{count(term.variants.length)}</span>
      </h3>
      <div className="variants">
        {term.variants.map((variant) => (
          <Variant key={variant.surface} term={term} variant={variant} />
        ))}
      </div>
      <AddVariant term={term} />
    </section>
  )
}

function Variant({ term, variant }: { term: TermDetail; variant: VariantRow }) {
  const { act } = useApp()
  const head = variant.surface === term.headword
  return (
    <div className="variant">
      <span className="ellipsis" title={variant.surface}>
        <bdi lang={lang(term.language)} className={head ? 'term-name' : ''}>
          {variant.surface}
        </bdi>
        <span className="dim">
          {' '}
          · {count(variant.count)}
          {variant.rule !== 'headword' && ` · ${ruleLabel(variant.rule)}`}
        </span>
      </span>
      <span>
        {!head && (
          <>
            <IconButton
              label={i18n._('Make “{surface}” the headword', { surface: variant.surface })}
              onClick={() => void act.command({ type: 'set-headword', concept: term.id, surface: variant.surface })}
            >
              <IconStar size={14} />
            </IconButton>
            <IconButton
              label={i18n._('Split “{surface}” off as a term of its own', { surface: variant.surface })}
              onClick={() => void act.command({ type: 'split', concept: term.id, surfaces: [variant.surface] })}
            >
              <IconArrowsSplit2 size={14} />
            </IconButton>
          </>
        )}
      </span>
      <Usage term={term} variant={variant} />
    </div>
  )
}

function Usage({ term, variant }: { term: TermDetail; variant: VariantRow }) {
  const { act } = useApp()
  const statuses: readonly UsageStatus[] = ['preferred', 'admitted', 'forbidden']
  return (
    <Select
      w={104}
      aria-label={i18n._('Usage of “{surface}”', { surface: variant.surface })}
      data={[{ value: '', label: i18n._('No status') }, ...statuses.map((value) => ({ value, label: usageLabel(value) }))]}
      value={variant.usage ?? ''}
      onChange={(usage) =>
        void act.command({ type: 'set-usage', concept: term.id, surface: variant.surface, usage: usage ? (usage as UsageStatus) : null })
      }
    />
  )
}

function AddVariant({ term }: { term: TermDetail }) {
  const { act } = useApp()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  useEditRequest('variant', term.id, () => field.current?.focus())
  const add = () => {
    const surface = text.trim()
    if (surface === '') return
    setText('')
    void act.addVariant(term.id, surface)
  }
  const onKeyDown = useKey({
    enter: add,
    escape: () => focusList(),
  })
  return (
    <TextInput
      ref={field}
      mt={6}
      lang={lang(term.language)}
      aria-label={i18n._('Add a variant')}
      placeholder={i18n._('Add a variant, then Enter')}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
