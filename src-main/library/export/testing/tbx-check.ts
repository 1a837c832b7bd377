import { XmlDocument } from 'libxml2-wasm'

/**
 * The rules of TBX-Basic (the data category constraints of the dialect, LTAC Global 1.2.1) as places that may not exist, checked by libxml2.
 * RELAX NG, whose schema is not ours to ship, is `npm run check:exports`.
 */

const NS = { t: 'urn:iso:std:iso:30042:ed-2', min: 'http://www.tbxinfo.net/ns/min', basic: 'http://www.tbxinfo.net/ns/basic' }
const among = (...values: readonly string[]): string => values.map((value) => `.='${value}'`).join(' or ')

const DCA: readonly string[] = [
  "//t:tbx[@type!='TBX-Basic' or @style!='dca']",
  '//*[namespace-uri()!="urn:iso:std:iso:30042:ed-2"]',
  '//t:termNote[not(parent::t:termSec)]',
  "//t:*[@type='']",
  '//*[@target and not(@target=//*/@id)]',
  "//t:admin[not(@type='source')]",
  "//t:descrip[not(@type='subjectField' or @type='context' or @type='definition')]",
  "//t:descrip[@type='subjectField' and not(parent::t:conceptEntry)]",
  "//t:descrip[@type='context' and not(parent::t:descripGrp/parent::t:termSec)]",
  "//t:descrip[@type='definition' and not(parent::t:descripGrp/parent::t:langSec)]",
  "//t:ref[not(@type='crossReference') or not(parent::t:conceptEntry)]",
  `//t:termNote[@type='partOfSpeech' and not(${among('noun', 'verb', 'adjective', 'adverb', 'other')})]`,
  `//t:termNote[@type='administrativeStatus' and not(${among('preferredTerm-admn-sts', 'admittedTerm-admn-sts', 'deprecatedTerm-admn-sts', 'supersededTerm-admn-sts')})]`,
  `//t:termNote[@type='termType' and not(${among('fullForm', 'acronym', 'abbreviation', 'shortForm', 'variant', 'phrase')})]`,
  `//t:transac[not(${among('origination', 'modification')})]`,
  '//t:conceptEntry[not(t:langSec)]',
  '//t:langSec[not(t:termSec)]',
  '//t:termSec[count(t:term)!=1 or not(*[1][self::t:term])]',
]
const DCT: readonly string[] = [
  "//t:tbx[@type!='TBX-Basic' or @style!='dct']",
  '//t:admin | //t:descrip | //t:termNote | //t:ref | //t:transac',
  '//min:subjectField[not(parent::t:conceptEntry)]',
  '//basic:context[not(parent::t:descripGrp/parent::t:termSec)]',
  '//basic:definition[not(parent::t:descripGrp/parent::t:langSec)]',
  '//*[@target and not(@target=//*/@id)]',
  '//t:termSec[count(t:term)!=1 or not(*[1][self::t:term])]',
]

/** @returns the rules the document breaks; throws when it is no well-formed XML */
export function tbxComplaints(xml: string, style: 'dca' | 'dct'): string[] {
  const document = XmlDocument.fromString(xml)
  try {
    return (style === 'dca' ? DCA : DCT).filter((rule) => document.find(rule, NS).length > 0)
  } finally {
    document.dispose()
  }
}
