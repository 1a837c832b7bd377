import { IconCircleCheck, IconDeviceDesktop, IconWorldUpload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { NetworkEntry, NetworkState } from '../../../src-main/contract/network.ts'
import { clockTime, count, dateTime, i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import type { Setting } from '../settings/parts.ts'
import { sizeLabel } from '../sizes.ts'
import { addressLabel, endLabel, sourceLabel, totalLabel, verdictLabel } from './labels.ts'

/** Rows of the list; what is older is in the sums. */
const SHOWN = 100

/** The connections as they are now and go on. */
function useNetwork(): NetworkState | null {
  const { host, act } = useApp()
  const [network, setNetwork] = useState<NetworkState | null>(null)
  useEffect(() => {
    let here = true
    const read = () => void host.call('network.list', {}).then((state) => here && setNetwork(state), act.fail)
    read()
    const stop = host.on('network.changed', read)
    return () => {
      here = false
      stop()
    }
  }, [host, act])
  return network
}

/** Offline you can see: every connection the app made since it started, and every one it was not allowed. */
function NetworkPart() {
  const network = useNetwork()
  return <div className="stack">{network && <Connections network={network} />}</div>
}

export const NETWORK: Setting = {
  id: 'network',
  words: () => [i18n._('Connections'), i18n._('Address'), i18n._('Network connections…')],
  Draw: NetworkPart,
}

function Connections({ network }: { network: NetworkState }) {
  const { entries, total } = network
  const preview = useSession((state) => state.info?.host === 'preview')
  const shown = entries.slice(0, SHOWN)
  return (
    <>
      <Verdict network={network} />
      {shown.length > 0 && <Table entries={shown} />}
      {total > shown.length && (
        <p className="dim">{i18n._('{n} earlier ones are in the sums above only.', { n: count(total - shown.length) })}</p>
      )}
      <p className="dim">
        {i18n._(
          'Only searches for models, tries and runs with a language model connect to anything, and the list is made where they do. It goes back to {time} and holds no keys, questions or texts.',
          {
            time: dateTime(new Date(network.since).toISOString()),
          },
        )}
        {preview &&
          ` ${i18n._('This page itself comes to your browser from GenGlossary on this computer; that connection is the browser’s.')}`}
      </p>
    </>
  )
}

const ICONS = { none: IconCircleCheck, local: IconDeviceDesktop, remote: IconWorldUpload } as const

function Verdict({ network }: { network: NetworkState }) {
  const { verdict, totals } = network
  const Icon = ICONS[verdict]
  return (
    <div className="network-verdict" data-verdict={verdict}>
      <Icon size={20} aria-hidden className={verdict === 'remote' ? 'warn' : 'ok'} />
      <div>
        {/* Only the sentence is announced when it changes; sums change with every packet. */}
        <p role="status">
          <strong>{verdictLabel(network)}</strong>
        </p>
        {totals.length > 0 && (
          <ul>
            {totals.map((one) => (
              <li key={one.origin}>
                <bdi className="mono">{one.origin === '' ? i18n._('other addresses') : one.origin}</bdi>{' '}
                <span className="dim">
                  {one.local ? i18n._('(this computer)') : i18n._('(outside this computer)')} {totalLabel(one)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Table({ entries }: { entries: readonly NetworkEntry[] }) {
  return (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1 for scrolling regions.
    <section className="network-list" aria-label={i18n._('Connections')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{i18n._('Time')}</th>
            <th scope="col">{i18n._('Who asked, what for')}</th>
            <th scope="col">{i18n._('Address')}</th>
            <th scope="col" className="number">
              {i18n._('Requests')}
            </th>
            <th scope="col" className="number">
              {i18n._('Sent')}
            </th>
            <th scope="col" className="number">
              {i18n._('Received')}
            </th>
            <th scope="col">{i18n._('How it ended')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ entry }: { entry: NetworkEntry }) {
  const { who, why } = sourceLabel(entry.source)
  const refused = entry.state === 'refused'
  return (
    <tr data-state={entry.state}>
      <td className="tabular">{clockTime(entry.at)}</td>
      <td>
        <bdi>{who}</bdi> <span className="dim">{why}</span>
      </td>
      <td>
        <bdi className="mono">{addressLabel(entry)}</bdi>
      </td>
      <td className="number">{refused ? '–' : count(entry.requests)}</td>
      <td className="number">{refused ? '–' : sizeLabel(entry.sent)}</td>
      <td className="number">{refused ? '–' : sizeLabel(entry.received)}</td>
      <td className={refused ? 'bad' : entry.state === 'failed' || entry.state === 'lost' ? 'warn' : ''}>{endLabel(entry)}</td>
    </tr>
  )
}
