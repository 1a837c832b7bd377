import { isCjkUnit } from '../../block-text.ts'
import type { Line } from './lines.ts'

const MIN_LINES = 5
const MIN_SWITCHES = 4

/**
 * Some writers put two columns down row by row. Where a stretch of lines lies on two sides of a gap, both sides are running text, and the
 * file goes to and fro between them, the left side is read before the right one. A line across the gap ends the stretch.
 */
export function byColumns(lines: readonly Line[]): Line[] {
  const middle = gapOf(lines)
  if (middle === null) return [...lines]
  const ordered: Line[] = []
  let left: Line[] = []
  let right: Line[] = []
  let mixed: Line[] = []
  const flush = (): void => {
    ordered.push(...(isInterleaved(mixed, middle) && isProse(left) && isProse(right) ? [...left, ...right] : mixed))
    left = []
    right = []
    mixed = []
  }
  for (const line of lines) {
    if (line.x < middle && line.right > middle) {
      flush()
      ordered.push(line)
      continue
    }
    mixed.push(line)
    ;(line.x < middle ? left : right).push(line)
  }
  flush()
  return ordered
}

const isInterleaved = (lines: readonly Line[], middle: number): boolean =>
  lines.filter((line, i) => i > 0 && line.x < middle !== lines[i - 1]!.x < middle).length >= MIN_SWITCHES

/** Running text fills its lines; the cells of a table do not. */
function isProse(lines: readonly Line[]): boolean {
  if (lines.length < MIN_LINES) return false
  const length = lines.reduce((sum, { draft: { text } }) => sum + text.length * (isCjkUnit(text.charCodeAt(0)) ? 2 : 1), 0)
  return length / lines.length >= 25
}

/** Where the right column begins: the place most lines begin at that is not the left edge and that few lines cross. */
function gapOf(lines: readonly Line[]): number | null {
  const starts = new Map<number, number>()
  const leftmost = Math.min(...lines.slice(0, 5000).map(({ x }) => x))
  for (const { x, size } of lines) {
    if (x > leftmost + size * 8) starts.set(Math.round(x), (starts.get(Math.round(x)) ?? 0) + 1)
  }
  let best: number | null = null
  let most = MIN_LINES - 1
  for (const [x, count] of starts) {
    if (count > most) {
      best = x - 2
      most = count
    }
  }
  return best
}
