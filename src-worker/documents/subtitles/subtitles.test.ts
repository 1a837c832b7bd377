import { describe, expect, it } from 'vitest'
import { parse } from '../testing.ts'
import { parseSubtitles } from './index.ts'

const lines = (text: string) => parse(parseSubtitles, text).blocks.map(({ part, text: shown }) => `${part} ${shown}`)

describe('subtitles', () => {
  it('joins the cues of SubRip into sentences with their time', () => {
    const text = `1\r\n00:00:01,000 --> 00:00:02,500\r\nA berth is a place\r\n\r\n2\r\n00:00:02,600 --> 00:00:04,000\r\n<i>where a ship</i> lies. {\\an8}The next\r\n\r\n3\r\n01:02:03,000 --> 01:02:04,000\r\n- A pause ended it\r\n- Who speaks?\r\n\r\n4\r\n01:02:04,100 --> 01:02:05,000 X1:1\r\n[MUSIC]\r\nwww.example.com here &amp; there\r\n`
    expect(lines(text)).toEqual([
      '0:00:01 A berth is a place where a ship lies. The next',
      '1:02:03 A pause ended it',
      '1:02:03 Who speaks?',
      '1:02:04 here & there',
    ])
  })

  it('reads WebVTT: names, comments, styles, voices, words with times, lines that roll up', () => {
    const text = `WEBVTT - title

STYLE
::cue { color: red }

NOTE no text
00:00 is not a time

intro
00:01.000 --> 00:02.000 align:start
<v Anna>The quay<00:01.500><c> crane</c>

00:02.000 --> 00:03.000
The quay crane
is lifted. </v>

00:03.000 --> 00:04.000
<v Bo>Yes
`
    expect(lines(text)).toEqual(['0:00:01 The quay crane is lifted.', '0:00:03 Yes'])
  })

  it('joins Japanese without spaces and takes ruby as a reading', () => {
    const text = `WEBVTT

00:01.000 --> 00:02.000
<ruby>汽車<rt>きしゃ</rt></ruby>に乗る

00:02.100 --> 00:03.000
人のこと。（拍手）

00:03.000 --> 00:04.000
（拍手）
`
    expect(lines(text)).toEqual(['0:00:01 汽車に乗る人のこと。（拍手）'])
    expect(parse(parseSubtitles, text).blocks[0]!.spans).toEqual([{ kind: 'ruby', start: 0, end: 2, reading: 'きしゃ' }])
  })

  it('does not make one block of subtitles without punctuation, and reads what has no cues as nothing', () => {
    const cue = (n: number) =>
      `00:${String(n).padStart(2, '0')}.000 --> 00:${String(n).padStart(2, '0')}.900\nsome words that go on and on ${n}\n\n`
    expect(lines(Array.from({ length: 59 }, (_, n) => cue(n)).join('')).length).toBeGreaterThan(3)
    expect(lines('no cues at all\n')).toEqual([])
  })
})
