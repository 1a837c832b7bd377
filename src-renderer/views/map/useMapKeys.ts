import type { TermMap } from '../../../src-main/contract/term-map.ts'
import type { KeyMap } from '../../keys/useKey.ts'
import { type Direction, type Place, towards } from '../../map/move.ts'
import { keysFor } from '../../state/keys.ts'
import { useApp } from '../context.ts'
import { useKeySettings } from '../useKeys.ts'

/** Commands of the list that act on one term: the same keys do the same on the map. */
const OF_A_TERM: ReadonlySet<string> = new Set([
  'term.accept',
  'term.drop',
  'term.undecide',
  'term.edit',
  'term.note',
  'term.variant',
  'term.status',
  'term.source',
  'term.define',
  'term.review',
  'term.refine',
  'term.exclude',
])

/** The keys of map and list alike: Enter puts a term in the middle, Backspace the one before it, Page Up and Down go through all, letters decide. */
export function useTermKeys(): KeyMap {
  const app = useApp()
  const { map } = app
  // The keys are read anew when people change them.
  useKeySettings()
  const toMiddle = () => {
    const { at } = map.getState()
    if (at !== null) void map.actions.show(at)
  }
  /** Every term can be come to, also where no arrow leads: by strength. */
  const step = (by: 1 | -1) => {
    const { map: shown, at } = map.getState()
    const ids = shown?.nodes.map(({ id }) => id) ?? []
    const to = ids[(ids.indexOf(at ?? -1) + by + ids.length) % ids.length]
    if (to !== undefined) map.actions.point(to)
  }
  return {
    ...keysFor(app, 'list', OF_A_TERM),
    enter: toMiddle,
    backspace: () => void map.actions.back(),
    pagedown: () => step(1),
    pageup: () => step(-1),
    home: () => {
      const { centre } = map.getState()
      if (centre !== null) map.actions.point(centre)
    },
  }
}

/** Arrow keys lead to linked terms in their direction. @param places middles of the labels */
export function arrowKeys(map: TermMap, places: readonly Place[], at: number | null, point: (id: number) => void): KeyMap {
  const go = (direction: Direction) => () => {
    if (at === null) return false
    const linked = new Set(map.links.flatMap(({ a, b }) => (a === at ? [b] : b === at ? [a] : [])))
    const to = towards(places, linked, at, direction)
    if (to !== null) point(to)
  }
  return { arrowleft: go('left'), arrowright: go('right'), arrowup: go('up'), arrowdown: go('down') }
}
