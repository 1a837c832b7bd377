/** Normal forms under which the inflected forms of one word meet in languages without a tagger. Two forms merge only where both are attested. */

/** Letters that must be left of a word: vent (wind) is not vente (sale). */
const SHORTEST_STEM = 5
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u' }

/**
 * One word without the ending of its number or case, as nouns of Dutch, French, German, Spanish and Portuguese take them: -s, -x, -e, -n, -en,
 * -es, -em; -er only with an umlaut (Blatt, Blätter), because elsewhere it makes another word (Lehre, Lehrer). Other scripts stay as they are.
 */
function stem(word: string): string {
  if (!/^\p{Script=Latin}+$/u.test(word)) return word
  const hasUmlaut = /[äöü]/u.test(word)
  const bare = word.replace(/[äöü]/gu, (letter) => UMLAUTS[letter]!)
  const ending = /aux$/u.test(bare) ? '' : (/(?:en|es|em|e|n|s|x)$/u.exec(bare)?.[0] ?? (hasUmlaut && bare.endsWith('er') ? 'er' : ''))
  const plural = /aux$/u.test(bare) ? `${bare.slice(0, -3)}al` : bare.slice(0, bare.length - ending.length)
  if (plural.length >= SHORTEST_STEM) return plural
  const shorter = bare.replace(/[sx]$/u, '')
  return shorter.length >= SHORTEST_STEM ? shorter : word
}

/** The words of a key by their stems: `pales du rotor` and `pale du rotor` meet. */
export const inflectionForm = (key: string): string => key.split(' ').map(stem).join(' ')
