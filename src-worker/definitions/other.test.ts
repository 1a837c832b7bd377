import { describe, expect, it } from 'vitest'
import { engineFor } from '../language/engines.ts'
import { analyseDocument } from '../terms/analyse.ts'
import { parsed } from '../terms/testing.ts'
import { leadsSubject, otherMatch } from './other.ts'

async function defined(tag: string, text: string): Promise<string[]> {
  const { analysis } = await analyseDocument({ ...parsed(text, 'other'), tag }, await engineFor('other', tag), async () => {})
  return analysis.hits.filter((hit) => hit.rule === 'pattern').map((hit) => hit.key)
}

const DEFINING: readonly (readonly [tag: string, text: string, key: string])[] = [
  ['nl', 'Een sluis is een kunstwerk dat twee waterpeilen van elkaar scheidt.', 'sluis'],
  ['nl', 'Het verval is het hoogteverschil tussen twee peilen.', 'verval'],
  ['nl', 'Onder schutten wordt het verplaatsen van schepen naar een ander peil verstaan.', 'schutten'],
  ['fr', "Une écluse est un ouvrage qui sépare deux plans d'eau.", 'écluse'],
  ['fr', "L'éclusage désigne le passage d'un bateau d'un bief à l'autre.", 'éclusage'],
  ['fr', 'On appelle bief une section de canal entre deux écluses.', 'bief'],
  ['de', 'Eine Schleuse ist ein Bauwerk, das zwei Wasserstände trennt.', 'schleuse'],
  ['de', 'Unter der Fallhöhe versteht man den Unterschied zweier Wasserstände.', 'fallhöhe'],
  ['de', 'Als Haltung bezeichnet man den Abschnitt zwischen zwei Schleusen.', 'haltung'],
  ['es', 'Una esclusa es una obra que separa dos niveles de agua.', 'esclusa'],
  ['es', 'El tramo entre dos esclusas se llama "biefe".', 'biefe'],
  ['it', "La conca è un'opera che separa due livelli d'acqua.", 'conca'],
  ['pt', 'A eclusa é uma obra que separa dois níveis de água.', 'eclusa'],
  ['zh', '船闸是指用来连接两个不同水位的建筑物。', '船闸'],
  ['zh', '闸室（lock chamber）是两个闸门之间的空间。', '闸室'],
  ['ko', '갑문은 배가 다른 수위로 옮겨 가도록 만든 시설을 말한다.', '갑문'],
  ['ko', '수위차란 두 수면의 높이가 다른 정도를 말한다.', '수위차'],
]

describe('defining sentences of languages without a tagger', () => {
  it.each(DEFINING)('%s: %s', async (tag, text, key) => {
    expect(await defined(tag, text)).toContain(key)
  })

  it.each([
    ['nl', 'De sluis wordt elke avond gesloten.'],
    ['fr', "L'écluse est fermée le dimanche."],
    ['de', 'Die Schleuse ist am Sonntag geschlossen.'],
    ['es', 'La esclusa está cerrada los domingos.'],
    ['zh', '船闸每天晚上关闭。'],
    ['ko', '갑문을 매일 저녁 닫는다.'],
    // No patterns of this language: contexts only.
    ['pl', 'Śluza jest budowlą, która rozdziela dwa poziomy wody.'],
  ])('%s: %s says nothing of what it is', async (tag, text) => {
    expect(await defined(tag, text)).toEqual([])
  })

  it('wants the term for the subject', () => {
    expect(leadsSubject('Die ', 'de-AT')).toBe(true)
    expect(leadsSubject('Im Plan der ', 'de')).toBe(false)
    expect(leadsSubject('', 'pl')).toBe(true)
    expect(otherMatch('Im Plan der ', ' ist ein Fehler.', 'de')).toBeNull()
  })
})
