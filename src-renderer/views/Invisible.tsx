import { invisibleIn } from '../../src-main/contract/text/invisible.ts'
import { i18n } from '../i18n/index.ts'

/** A mark beside a term with characters that show nothing: it may not be what it looks like. */
export function Invisible({ text }: { text: string }) {
  const codes = invisibleIn(text)
  if (codes.length === 0) return null
  return (
    <span className="chip bad" title={codes.join(' ')}>
      {i18n._('invisible characters')}
      <span className="visually-hidden"> {codes.join(' ')}</span>
    </span>
  )
}
