// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for forms.
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { i18n } from '../../i18n/index.ts'
import { LEAST_ZOOM, MOST_ZOOM } from '../../map/zoom.ts'
import { useApp } from '../context.ts'
import { IconButton } from '../parts.tsx'
import { useMap } from './MapPane.tsx'

/** How large the map is drawn, and the buttons that change it; the keys and the wheel do the same. */
export function ZoomBar() {
  const { act } = useApp()
  const zoom = useMap((state) => state.zoom)
  const now = new Intl.NumberFormat(i18n.locale, { style: 'percent' }).format(zoom)
  const ask = (command: string) => () => act.show({ asked: { command } })
  return (
    <div className="map-zoom" role="group" aria-label={i18n._('Size of the map')}>
      <IconButton label={i18n._('Smaller')} command="map.zoom-out" disabled={zoom <= LEAST_ZOOM} onClick={ask('map.zoom-out')}>
        <IconMinus size={15} aria-hidden />
      </IconButton>
      <button type="button" className="map-zoom-now tabular" title={i18n._('Actual size')} onClick={ask('map.actual')}>
        {now}
      </button>
      <span className="visually-hidden" role="status">
        {now}
      </span>
      <IconButton label={i18n._('Larger')} command="map.zoom-in" disabled={zoom >= MOST_ZOOM} onClick={ask('map.zoom-in')}>
        <IconPlus size={15} aria-hidden />
      </IconButton>
      <IconButton label={i18n._('All of it')} command="map.fit" onClick={ask('map.fit')}>
        <IconFocusCentered size={15} aria-hidden />
      </IconButton>
    </div>
  )
}
