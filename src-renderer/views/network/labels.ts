import type { ConnectionReport, NetworkSource, NetworkState, NetworkTotal } from '../../../src-main/contract/network.ts'
import { count, i18n } from '../../i18n/index.ts'
import { scopeLabel } from '../labels.ts'
import { sizeLabel } from '../sizes.ts'

/** Words for connections: who asked and what for, how it ended, and what it all comes to. */

export function sourceLabel(source: NetworkSource): { readonly who: string; readonly why: string } {
  if (source.kind === 'run')
    return {
      who: i18n._('Run {n} of {library}', { n: source.run, library: source.library }),
      why: i18n._('asks the language model ({stage})', { stage: scopeLabel(source.scope) }),
    }
  if (source.kind === 'probe') return { who: i18n._('Search for models'), why: i18n._('asks which models there are') }
  if (source.kind === 'test') return { who: i18n._('Try it with one term'), why: i18n._('asks the language model once') }
  return { who: i18n._('A page of the app'), why: i18n._('wanted something that is not part of the app') }
}

const FAILURES: Readonly<Record<string, () => string>> = {
  ECONNREFUSED: () => i18n._('Nobody answers there'),
  ENOTFOUND: () => i18n._('There is no such name'),
  ETIMEDOUT: () => i18n._('No answer in time'),
  ECONNRESET: () => i18n._('Broken off by the other side'),
  EPIPE: () => i18n._('Broken off by the other side'),
}

/** How a connection stands or ended. */
export function endLabel({ state, refused, code }: Pick<ConnectionReport, 'state' | 'refused' | 'code'>): string {
  if (refused === 'consent') return i18n._('Refused: you have not agreed to this address')
  if (refused === 'redirect') return i18n._('Refused: a server wanted to send the request there')
  if (refused === 'page') return i18n._('Refused: pages of the app may ask for nothing')
  if (state === 'open') return i18n._('Open')
  if (state === 'closed') return i18n._('Closed')
  if (state === 'lost') return i18n._('Ended with its process')
  const why = FAILURES[code ?? '']?.()
  if (code === null) return i18n._('Given up before it was there')
  return why === undefined ? i18n._('Failed ({code})', { code }) : `${why} (${code})`
}

/** `192.0.2.1:80`, and beside a name the address it led to. */
export function addressLabel({ host, port, ip }: Pick<ConnectionReport, 'host' | 'port' | 'ip'>): string {
  const shown = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  return ip === null || ip === host ? shown : `${shown} = ${ip}`
}

/** One line of what went to an address. */
export function totalLabel(total: NetworkTotal): string {
  const { requests, connections, refused, sent, received } = total
  const parts = [
    connections === 0
      ? ''
      : i18n._('{n, plural, one {# request} other {# requests}} over {m, plural, one {# connection} other {# connections}}', {
          n: requests,
          m: connections,
        }),
    sent + received === 0 ? '' : i18n._('{sent} sent, {received} received', { sent: sizeLabel(sent), received: sizeLabel(received) }),
    refused === 0 ? '' : i18n._('{n} refused', { n: count(refused) }),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

/** The answer to “what left this computer?”, in one sentence. */
export function verdictLabel({ verdict, total }: Pick<NetworkState, 'verdict' | 'total'>): string {
  if (verdict === 'remote') return i18n._('Data went to addresses outside this computer, to which you agreed:')
  if (verdict === 'local') return i18n._('Nothing left this computer. Connections were made to servers on it:')
  if (total === 0) return i18n._('Nothing was sent anywhere: no connection was made.')
  return i18n._('Nothing was sent anywhere: no attempt reached anybody.')
}
