// biome-ignore-all lint/a11y/noNoninteractiveElementInteractions: keys of the buttons inside.
import type { MapNode, TermMap } from '../../../src-main/contract/term-map.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp } from '../context.ts'
import { lang } from '../parts.tsx'
import { decisionLabel, relations } from './labels.ts'
import { useMap } from './MapPane.tsx'
import { useTermKeys } from './useMapKeys.ts'

/** The map as a table: the same terms, links and keys, without a picture. */
export function MapList({ map }: { map: TermMap }) {
  const step = (by: 1 | -1) => () => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('.map-list td:first-child button')]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus()
  }
  const onKeyDown = useKey({ ...useTermKeys(), arrowdown: step(1), arrowup: step(-1) })
  return (
    <div className="map-list">
      <table onKeyDown={onKeyDown}>
        <caption className="visually-hidden">{i18n._('Terms around “{term}”', { term: map.nodes[0]!.headword })}</caption>
        <thead>
          <tr>
            <th scope="col">{i18n._('Term')}</th>
            <th scope="col">{i18n._('How it is linked')}</th>
            <th scope="col">{i18n._('State')}</th>
            <th scope="col" className="number">
              {i18n._('Uses')}
            </th>
          </tr>
        </thead>
        <tbody>
          {map.nodes.map((node) => (
            <Row key={node.id} map={map} node={node} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ map, node }: { map: TermMap; node: MapNode }) {
  const { map: store } = useApp()
  const here = useMap((state) => state.at === node.id)
  const forms = useMap((state) => state.forms)
  const others = node.step === 0 && forms ? map.forms.map(({ surface }) => surface) : []
  return (
    <tr className={here ? 'is-active' : ''}>
      <td>
        <button
          type="button"
          className={node.step === 0 ? 'link-button strong' : 'link-button'}
          lang={lang(node.language)}
          tabIndex={here ? 0 : -1}
          aria-current={node.step === 0 ? 'true' : undefined}
          onFocus={() => store.actions.point(node.id)}
          onDoubleClick={() => void store.actions.show(node.id)}
        >
          <bdi>{node.headword}</bdi>
        </button>
        {others.length > 0 && <span className="dim"> = {others.join(i18n._(', '))}</span>}
      </td>
      <td>{relations(map, node)}</td>
      <td>{decisionLabel(node.decision)}</td>
      <td className="number">{count(node.frequency)}</td>
    </tr>
  )
}
