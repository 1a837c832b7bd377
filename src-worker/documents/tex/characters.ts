/** Characters LaTeX writes as commands (source2e, ltoutenc; The TeXbook, chapters 8 and 9). */

export const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '%': '%',
    '&': '&',
    '#': '#',
    $: '$',
    _: '_',
    '{': '{',
    '}': '}',
    ' ': ' ',
    ',': ' ',
    ';': ' ',
    ':': ' ',
    quad: ' ',
    qquad: ' ',
    enspace: ' ',
    thinspace: ' ',
    ss: 'ß',
    ae: 'æ',
    AE: 'Æ',
    oe: 'œ',
    OE: 'Œ',
    o: 'ø',
    O: 'Ø',
    l: 'ł',
    L: 'Ł',
    aa: 'å',
    AA: 'Å',
    i: 'ı',
    j: 'ȷ',
    S: '§',
    P: '¶',
    copyright: '©',
    textcopyright: '©',
    textregistered: '®',
    texttrademark: '™',
    pounds: '£',
    euro: '€',
    texteuro: '€',
    yen: '¥',
    ldots: '…',
    dots: '…',
    textellipsis: '…',
    textbackslash: '\\',
    textasciitilde: '~',
    textasciicircum: '^',
    textunderscore: '_',
    textbar: '|',
    textless: '<',
    textgreater: '>',
    textbraceleft: '{',
    textbraceright: '}',
    textquotedblleft: '“',
    textquotedblright: '”',
    textquoteleft: '‘',
    textquoteright: '’',
    textbullet: '•',
    textdegree: '°',
    degree: '°',
    textendash: '–',
    textemdash: '—',
    slash: '/',
    TeX: 'TeX',
    LaTeX: 'LaTeX',
    LaTeXe: 'LaTeX2e',
    XeTeX: 'XeTeX',
    pLaTeX: 'pLaTeX',
    BibTeX: 'BibTeX',
  }),
)

/** Combining characters of the accent commands. */
export const ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '`': '\u0300',
    "'": '\u0301',
    '^': '\u0302',
    '~': '\u0303',
    '=': '\u0304',
    u: '\u0306',
    '.': '\u0307',
    '"': '\u0308',
    r: '\u030a',
    H: '\u030b',
    v: '\u030c',
    d: '\u0323',
    c: '\u0327',
    k: '\u0328',
    b: '\u0331',
  }),
)

/** `\'e`, `\'{e}`, `\c{c}`, `\v s`, `\"\i`: an accent with its letter. The letter commands need a brace or a space. */
export const ACCENTED = /\\(?:([`'^~=".])\s?|([uvHcdbkr])(?=[{ \\]) ?)(?:\{(\\[ij]|\p{L})\}|(\\[ij](?![a-zA-Z])|\p{L}))/uy

/** The letter with its accent. */
export function accented(accent: string, letter: string): string {
  const base = letter === '\\i' ? 'i' : letter === '\\j' ? 'j' : letter
  return `${base}${ACCENTS.get(accent) ?? ''}`.normalize('NFC')
}

/** Ligatures of the fonts: quotes and dashes. */
export const LIGATURES: readonly (readonly [string, string])[] = [
  ['---', '—'],
  ['--', '–'],
  ['``', '“'],
  ["''", '”'],
]
