/**
 * Characters that show nothing and change how the rest is read: bidirectional controls, zero-width characters, soft hyphens, tag characters
 * (Unicode TR36, "visual spoofing"). Joiners stay out of it: scripts and emoji need them.
 */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0]|[\u{e0000}-\u{e007f}]/gu

/** The code points of a text that nobody sees, each once, in order: `['U+202E']`. */
export function invisibleIn(text: string): string[] {
  const found = new Set(text.match(INVISIBLE))
  return [...found].map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
}
