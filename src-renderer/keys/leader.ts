import { LEADER } from './bindings.ts'

/** What a press means to the leader key (`G`, then another key). Pure. */
export type LeadStep =
  /** The leader waits from now on. */
  | 'lead'
  /** The key after it. */
  | 'follow'
  /** It waits no more, and the press is used up by that. */
  | 'stop'
  /** It waits no more; the press goes on to whoever else listens. */
  | 'leave'
  /** The press is none of its business. */
  | 'pass'

/**
 * @param leading the leader waits
 * @param name of the press (key.ts); '' for modifiers and while an input method composes
 * @param busy letters mean something where the press happened: text, an open menu
 */
export function leadStep(leading: boolean, name: string, busy: boolean): LeadStep {
  if (!leading) return name === LEADER && !busy ? 'lead' : 'pass'
  if (name === '') return 'pass'
  if (name === 'escape') return 'stop'
  return name.length === 1 ? 'follow' : 'leave'
}
