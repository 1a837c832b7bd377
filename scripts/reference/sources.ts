/**
 * What the general-language references are counted from: Debian packages (bookworm) with free licences other than CC-BY-SA.
 * Only counts of words go into the product, no text. `git` and other subjects our quality is measured on are left out on purpose.
 */
export type Format =
  | 'html'
  | 'xml'
  | 'man'
  | 'mo-original'
  | 'mo-translation'
  | 'dict'
  | 'text'
  | 'dialogue'
  | 'rdb'
  | 'glosses'
  | 'tag-counts'

export interface Source {
  readonly language: 'en' | 'ja'
  readonly packageName: string
  /** Files inside the package, by path from its root. */
  readonly files: RegExp
  readonly format: Format
  /** Sources of one field weigh as much together as any other field does. */
  readonly field: string
  /** As the package's copyright file names it. */
  readonly licence: string
}

const en = (field: string, packageName: string, files: RegExp, format: Format, licence: string): Source => ({
  language: 'en',
  field,
  packageName,
  files,
  format,
  licence,
})
const ja = (field: string, packageName: string, files: RegExp, format: Format, licence: string): Source => ({
  language: 'ja',
  field,
  packageName,
  files,
  format,
  licence,
})

const CAMPAIGNS = ['httt', 'thot', 'dm', 'nr', 'utbs', 'low', 'sotbe', 'trow', 'l', 'dw', 'ei', 'tsg', 'sof']
const WESNOTH_JA = /locale\/ja\/LC_MESSAGES\/wesnoth.*\.mo$/u

export const SOURCES: readonly Source[] = [
  en('dictionary', 'dict-gcide', /gcide\.dict\.dz$/u, 'dict', 'GPL-2+'),
  en('dictionary', 'dict-devil', /devil\.dict\.dz$/u, 'dict', 'public domain'),
  en('glosses', 'wordnet-base', /wordnet\/data\./u, 'glosses', 'WordNet 3.0'),
  en('tagged prose', 'wordnet-base', /wordnet\/cntlist\.rev$/u, 'tag-counts', 'WordNet 3.0'),
  en('society', 'anarchism', /html\/.*\.html$/u, 'html', 'GPL-2'),
  en('sayings', 'fortunes', /games\/fortunes\/[a-z-]+$/u, 'text', 'BSD (collection)'),
  en('novels', 'r-cran-janeaustenr', /data\/Rdata\.rdb$/u, 'rdb', 'MIT (texts in the public domain)'),
  en('novels', 'endless-sky-data', /data\/.*\.txt$/u, 'dialogue', 'GPL-3+'),
  ...CAMPAIGNS.map((name) => en('adventure', `wesnoth-1.16-${name}`, WESNOTH_JA, 'mo-original', 'GPL-2+')),
  en('adventure', 'crawl-common', /dat\/descript\/[a-z]+\.txt$/u, 'text', 'GPL-2+'),
  en('finance', 'gnucash-docs', /gnucash-(?:guide|help)-en\/.*\.html$/u, 'html', 'GFDL-1.1+'),
  en('finance', 'kmymoney-common', /docbook\/en\/|HTML\/en\/.*\.docbook$/u, 'xml', 'GFDL-1.2+'),
  en('finance', 'homebank-data', /\.html$/u, 'html', 'GPL-2+'),
  en('history', 'freeciv-data', /locale\/ja\/LC_MESSAGES\/freeciv-(?:core|nations)\.mo$/u, 'mo-original', 'GPL-2+'),
  en('history', 'gramps', /locale\/ja\/LC_MESSAGES\/gramps\.mo$/u, 'mo-original', 'GPL-2+'),
  en('astronomy', 'stellarium-data', /skycultures\/.*description\.en\.utf8$/u, 'html', 'GPL-2+'),
  en('astronomy', 'kstars-data', /locale\/ja\/LC_MESSAGES\/kstars\.mo$/u, 'mo-original', 'GPL-2+'),
  en('geography', 'grass-doc', /\.html$/u, 'html', 'GPL-2+'),
  en('music', 'lilypond-doc-html', /(?:notation|learning|essay|music-glossary)\/[^/]*\.html$/u, 'html', 'GFDL-1.3+'),
  en('pictures', 'gimp-help-en', /\.html$/u, 'html', 'GFDL-1.2+'),
  en('office', 'libreoffice-help-en-us', /help\/en-US\/text\/.*\.html$/u, 'html', 'MPL-2.0'),
  en('office', 'gnumeric-doc', /\.xml$/u, 'xml', 'GFDL-1.1+'),
  en('computing', 'manpages', /man\/man\d\/.*\.gz$/u, 'man', 'free, per page'),
  en('computing', 'debian-reference-en', /\.en\.html$/u, 'html', 'GPL-2+'),
  en('computing', 'debian-policy', /policy\.html\/.*\.html$/u, 'html', 'GPL-2+'),
  en('computing', 'python3.11-doc', /html\/(?:tutorial|howto|faq|library)\/.*\.html$/u, 'html', 'PSF-2'),

  ...CAMPAIGNS.map((name) => ja('adventure', `wesnoth-1.16-${name}`, WESNOTH_JA, 'mo-translation', 'GPL-2+')),
  ja('history', 'freeciv-data', /locale\/ja\/LC_MESSAGES\/freeciv-(?:core|nations)\.mo$/u, 'mo-translation', 'GPL-2+'),
  ja('history', 'gramps', /locale\/ja\/LC_MESSAGES\/gramps\.mo$/u, 'mo-translation', 'GPL-2+'),
  ja('settlements', 'widelands-data', /locale\/ja\/LC_MESSAGES\/.*\.mo$/u, 'mo-translation', 'GPL-2+'),
  ja('finance', 'gnucash-docs', /gnucash-guide-ja\/.*\.html$/u, 'html', 'GFDL-1.1+'),
  ja('finance', 'homebank-data', /locale\/ja\/LC_MESSAGES\/homebank\.mo$/u, 'mo-translation', 'GPL-2+'),
  ja('astronomy', 'stellarium-data', /skycultures\/.*description\.ja\.utf8$/u, 'html', 'GPL-2+'),
  ja('astronomy', 'kstars-data', /locale\/ja\/LC_MESSAGES\/kstars\.mo$/u, 'mo-translation', 'GPL-2+'),
  ja('music', 'lilypond-doc-html-ja', /\.ja\.html$/u, 'html', 'GFDL-1.3+'),
  ja('pictures', 'gimp-help-ja', /\.html$/u, 'html', 'GFDL-1.2+'),
  ja('pictures', 'inkscape', /locale\/ja\/LC_MESSAGES\/inkscape\.mo$/u, 'mo-translation', 'GPL-2+'),
  ja('pictures', 'kicad-doc-ja', /\.html$/u, 'html', 'GPL-3+ or CC-BY-3.0+'),
  ja('office', 'libreoffice-help-ja', /help\/ja\/text\/.*\.html$/u, 'html', 'MPL-2.0'),
  ja('office', 'evolution-common', /locale\/ja\/LC_MESSAGES\/evolution\.mo$/u, 'mo-translation', 'LGPL-2+'),
  ja('computing', 'manpages-ja', /man\/ja\/man\d\/.*\.gz$/u, 'man', 'free, per page'),
  ja('computing', 'debian-reference-ja', /\.ja\.html$/u, 'html', 'GPL-2+'),
  ja('computing', 'apache2-doc', /manual\/ja\/.*\.html$/u, 'html', 'Apache-2.0'),
  ja('computing', 'manpages-ja-dev', /man\/ja\/man[23]\/.*\.gz$/u, 'man', 'free, per page'),
  ja('computing', 'debian-policy-ja', /\.html$/u, 'html', 'GPL-2+'),
  ja('computing', 'developers-reference-ja', /\.html$/u, 'html', 'GPL-2'),
  ja('computing', 'maint-guide-ja', /\.html$/u, 'html', 'GPL-2+ and MIT'),
  ja('computing', 'debian-edu-doc-ja', /bookworm-manual\.html$/u, 'html', 'GPL-2+'),
  ja('computing', 'debian-faq-ja', /\.html$/u, 'html', 'GPL-2+'),
]

/** SCOWL's word lists by commonness (Debian package scowl): words too rare for our texts get the typical frequency of their band. */
export const SCOWL_PACKAGE = 'scowl'
export const SCOWL_LICENCE = 'Atkinson: use, copy, modify, sell with notice'
export const SCOWL_BANDS: readonly number[] = [10, 20, 35, 40, 50]
