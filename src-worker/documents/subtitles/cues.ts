import type { FormatInput } from '../format.ts'
import type { Range } from '../joined-text.ts'
import { readLines } from '../lines.ts'

/** One cue: when it is shown, in milliseconds, and its lines of text. */
export interface Cue {
  readonly from: number
  readonly to: number
  readonly lines: readonly Range[]
}

const CLOCK = /(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?/u
const TIMING = new RegExp(`^\\s*${CLOCK.source}\\s*-->\\s*${CLOCK.source}`, 'u')

/**
 * The cues of SubRip and WebVTT (W3C WebVTT, 4.1) in the order of the file: a line with two times, then lines of text up to an empty one.
 * Whatever stands between is a number, a name, a comment (`NOTE`), or a style, and no text.
 */
export function readCues(input: FormatInput): Cue[] {
  const lines = readLines(input)
  const cues: Cue[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    const match = line.end - line.start < 400 ? TIMING.exec(input.text.slice(line.start, line.end)) : null
    if (!match) continue
    const text: Range[] = []
    for (i++; i < lines.length && !lines[i]!.blank; i++) text.push(lines[i]!)
    cues.push({ from: milliseconds(match.slice(1, 5)), to: milliseconds(match.slice(5, 9)), lines: text })
  }
  return cues
}

const milliseconds = ([hours = '0', minutes = '0', seconds = '0', fraction = '0']: readonly (string | undefined)[]): number =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))

/** `1:02:03` of milliseconds. */
export function clock(time: number): string {
  const seconds = Math.floor(time / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
