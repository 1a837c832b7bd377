// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for forms.
import { MAP_LINKS, type MapLinkKind } from '../../../src-main/contract/term-map.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp } from '../context.ts'
import { linkHint, linkLabel } from './labels.ts'
import { useMap } from './MapPane.tsx'

/** Which links are shown; each button has the line it switches, so that it is the legend as well. */
export function MapFilters() {
  const { map: store } = useApp()
  const kinds = useMap((state) => state.kinds)
  const forms = useMap((state) => state.forms)
  return (
    <div className="map-filters" role="group" aria-label={i18n._('Links shown')}>
      {MAP_LINKS.map((kind) => (
        <button
          key={kind}
          type="button"
          className="map-filter"
          aria-pressed={kinds.includes(kind)}
          title={linkHint(kind)}
          onClick={() => void store.actions.turn(kind)}
        >
          <Sample kind={kind} />
          {linkLabel(kind)}
        </button>
      ))}
      <button type="button" className="map-filter" aria-pressed={forms} onClick={store.actions.turnForms}>
        <span className="map-form-sample" aria-hidden>
          =
        </span>
        {i18n._('Other spellings')}
      </button>
    </div>
  )
}

const Sample = ({ kind }: { kind: MapLinkKind }) => (
  <svg width="26" height="8" aria-hidden>
    <line className={`map-link is-${kind}`} x1="1" y1="4" x2="25" y2="4" />
  </svg>
)
