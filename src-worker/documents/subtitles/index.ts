import { BlockSink } from '../block-sink.ts'
import { BlockText } from '../block-text.ts'
import { decodeEntity } from '../entity.ts'
import type { FormatInput, FormatOutput } from '../format.ts'
import type { Range } from '../joined-text.ts'
import { copyWithoutAddresses } from '../urls.ts'
import { type Cue, clock, readCues } from './cues.ts'

/** A longer silence ends the sentence, whatever its last character. */
const PAUSE_MS = 1500
/** Nobody speaks longer without an end; subtitles without punctuation must not become one block. */
const LONGEST = 400
const SENTENCE_END = /[.!?…。！？♪][\s"'”’)\]）」』]*$/u
/** Somebody else speaks: a dash, `>>`, a voice tag. */
const SPEAKER = /^\s*(?:[-–—‐－]\s*(?=\p{L})|>>|<v[\s.])/u
/** Sounds, not speech: `[MUSIC]`, `（拍手）`, `♪`. */
const SOUND = /^[\s♪♫#]*$|^\s*(?:\[[^\]]*\]|［[^］]*］|（[^）]*）|\([^)]*\))\s*$/u
const MARKUP = /<[^<>\r\n]{0,200}>|\{\\[^{}\r\n]{0,100}\}|&[#\w]{1,10};/gu
const DASH = /^\s*(?:[-–—‐－]\s*(?=\p{L})|>>+\s*)/u

/**
 * Subtitles (SubRip, WebVTT): the cues joined into sentences, each a paragraph whose part is the time it begins (`0:01:02`). A line that
 * stands in the cue before already (captions that roll up) is taken once; tags, positions and descriptions of sounds are left out.
 */
export function parseSubtitles(input: FormatInput): FormatOutput {
  const sink = new BlockSink(input.starts)
  let text = new BlockText(input.text)
  let part = ''
  let last: Cue | null = null
  let shown = ''
  const flush = (): void => {
    sink.add('paragraph', text, { part })
    text = new BlockText(input.text)
  }
  for (const cue of readCues(input)) {
    if (last && (cue.from - last.to > PAUSE_MS || cue.from < last.from)) flush()
    for (const line of cue.lines) {
      const raw = input.text.slice(line.start, line.end)
      const words = plain(raw)
      if (words === shown || SOUND.test(words)) continue
      shown = words
      if (SPEAKER.test(raw) || text.length > LONGEST) flush()
      if (text.empty) part = clock(cue.from)
      else text.pause(line.start, line.start, true)
      copyLine(text, input.text, line)
      if (SENTENCE_END.test(words)) flush()
    }
    last = cue
  }
  flush()
  return { blocks: sink.blocks }
}

const plain = (raw: string): string =>
  raw
    .replace(MARKUP, (found) => (found[0] === '&' ? found : ''))
    .replace(DASH, '')
    .trim()

/** Copies a line without tags; a ruby tag of WebVTT gives its reading. */
function copyLine(into: BlockText, source: string, { start, end }: Range): void {
  const raw = source.slice(start, end)
  const dash = DASH.exec(raw.slice(0, 20))?.[0].length ?? 0
  let at = start + dash
  let reading: string | null = null
  for (const match of raw.matchAll(MARKUP)) {
    const from = start + match.index
    if (from < at) continue
    if (reading === null) copyWithoutAddresses(into, source, at, from)
    else reading += source.slice(at, from)
    at = from + match[0].length
    if (match[0][0] === '&') {
      const entity = decodeEntity(match[0])
      if (!entity) at = from
      else if (reading === null) into.unit(entity.text, from, at)
    } else if (match[0] === '<ruby>') into.openSpan('ruby')
    else if (match[0] === '<rt>') reading = ''
    else if (match[0] === '</rt>' || match[0] === '</ruby>') {
      if (reading !== null) into.closeSpan('ruby', reading)
      reading = null
      into.dropSpan('ruby')
      if (match[0] === '</rt>') into.openSpan('ruby')
    }
  }
  if (reading === null) copyWithoutAddresses(into, source, at, end)
  into.dropSpan('ruby')
}
