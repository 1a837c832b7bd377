// biome-ignore-all lint/a11y/noStaticElementInteractions: the key that does it works wherever the focus is in the dialog.
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { type AlikeDecision, type AlikePage, type AlikeRule, alikeStart, isEmptyRule } from '../../../src-main/contract/alike.ts'
import type { ConceptId, TermRow } from '../../../src-main/contract/library-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { keyLabel, useKey } from '../../keys/useKey.ts'
import { decisionNotice } from '../../state/app.ts'
import { useApp, useSession } from '../context.ts'
import { Key, lang } from '../parts.tsx'
import { AlikeRows } from './AlikeRows.tsx'
import { Conditions, type Switched } from './Conditions.tsx'
import { useAlike } from './useAlike.ts'

/** Terms like the one in hand: which of its features count, what fits, what is kept all the same. Deciding about them is one step to undo. */
export function AlikeForm({ term, decision }: { term: TermRow; decision: AlikeDecision }) {
  const [switched, setSwitched] = useState<Switched>(() => {
    const { values, on } = alikeStart(term, decision)
    return { values, on: new Set(on) }
  })
  const [except, setExcept] = useState<ReadonlySet<ConceptId>>(new Set())
  const rule = useMemo(() => ruleOf(switched), [switched])
  const alike = useAlike(rule, decision, except)
  const chosen = (alike.found?.total ?? 0) - (alike.found?.excepted ?? 0)
  const carryOut = useCarryOut(rule, decision, except)
  const ready = alike.settled && chosen > 0
  const onKeyDown = useKey({ 'mod+enter': () => (ready ? void carryOut() : false) })
  const turn = (id: ConceptId) => {
    const others = new Set(except)
    if (!others.delete(id)) others.add(id)
    setExcept(others)
  }
  return (
    <div className="alike" onKeyDown={onKeyDown}>
      <p className="alike-term">
        {i18n._('Like')} <strong lang={lang(term.language)}>{<bdi>{term.headword}</bdi>}</strong>
      </p>
      <Conditions term={term} decision={decision} switched={switched} onChange={setSwitched} />
      <div className="alike-found">
        <p role="status" className="alike-count">
          <Found found={alike.found} chosen={chosen} empty={isEmptyRule(rule)} />
        </p>
        <AlikeRows alike={alike} except={except} onTurn={turn} />
        {alike.found && <Spared spared={alike.found.spared} decision={decision} />}
      </div>
      <div className="row alike-do">
        <Button {...(decision === 'dropped' ? { color: 'red.9' } : {})} disabled={!ready} onClick={() => void carryOut()}>
          {decision === 'dropped' ? i18n._('Drop {n}', { n: count(chosen) }) : i18n._('Accept {n}', { n: count(chosen) })}
        </Button>
        <Key label={keyLabel('mod+enter')} />
        <span className="dim">{i18n._('One step, taken back by Undo.')}</span>
      </div>
    </div>
  )
}

/** Only what is switched on. */
function ruleOf({ values, on }: Switched): AlikeRule {
  return Object.fromEntries(Object.entries(values).filter(([name]) => on.has(name as keyof AlikeRule)))
}

function useCarryOut(rule: AlikeRule, decision: AlikeDecision, except: ReadonlySet<ConceptId>): () => Promise<void> {
  const { host, act, terms } = useApp()
  const library = useSession((state) => state.library?.id ?? '')
  return async () => {
    act.show({ dialog: null })
    try {
      const { looks, ...others } = rule
      const found = await host.call('terms.alikeIds', { library, rule: { ...others, ...(looks ? { looks: [...looks] } : {}) }, decision })
      const concepts = found.filter((id) => !except.has(id))
      if (concepts.length > 0 && (await act.command({ type: 'decide', concepts, decision })))
        act.say(decisionNotice(decision, concepts.length), true)
      await terms.actions.refresh('row')
    } catch (error) {
      act.fail(error)
    }
  }
}

function Found({ found, chosen, empty }: { found: { readonly total: number } | null; chosen: number; empty: boolean }) {
  if (empty) return i18n._('Switch on at least one condition.')
  if (found === null) return '…'
  const fit = i18n._('{n, plural, one {# undecided term fits} other {# undecided terms fit}}', { n: found.total })
  return chosen === found.total ? fit : `${fit} · ${i18n._('{n} kept', { n: count(found.total - chosen) })}`
}

/** What fits and is left alone, and why: nobody has to wonder. */
function Spared({ spared, decision }: { spared: AlikePage['spared']; decision: AlikeDecision }) {
  const parts = [
    decision === 'dropped' && spared.accepted > 0 && i18n._('{n} accepted', { n: count(spared.accepted) }),
    decision === 'accepted' && spared.dropped > 0 && i18n._('{n} dropped', { n: count(spared.dropped) }),
    spared.required > 0 && i18n._('{n} required', { n: count(spared.required) }),
    spared.touched > 0 && i18n._('{n} with a definition, reading or note of yours', { n: count(spared.touched) }),
  ].filter((part) => part !== false)
  if (parts.length === 0) return null
  return <p className="dim">{i18n._('Left as they are: {parts}', { parts: parts.join(i18n._(', ')) })}</p>
}
