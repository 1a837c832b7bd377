/** The fixed words of exported documents. */

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

export const WORDS = {
  en: {
    language: 'en',
    glossary: 'Glossary',
    summary: (terms: number, defined: number, contexts: number, documents: number) =>
      `${count(terms, 'term')}, ${defined} with a definition, ${contexts} with a context only, from ${count(documents, 'document')}.`,
    aliases: 'Also',
    forbidden: 'Do not use',
    reading: 'Reading',
    category: 'Category',
    context: 'No definition found; used like this:',
    none: 'No definition found.',
    alternative: 'Also defined as',
    sources: 'Source',
    related: 'See also',
    note: 'Note',
    join: ', ',
    index: 'Index',
    search: 'Search',
    found: 'found',
    tooMany: 'more; type more of the word',
    see: '→',
    other: 'Other',
  },
  ja: {
    language: 'ja',
    glossary: '用語集',
    summary: (terms: number, defined: number, contexts: number, documents: number) =>
      `用語 ${terms} 件、定義あり ${defined} 件、用例のみ ${contexts} 件、文書 ${documents} 件。`,
    aliases: '別表記',
    forbidden: '使わない表記',
    reading: '読み',
    category: '分類',
    context: '定義は見つかりませんでした。用例:',
    none: '定義は見つかりませんでした。',
    alternative: 'ほかの定義',
    sources: '出典',
    related: '関連語',
    note: 'メモ',
    join: '、',
    index: '索引',
    search: '検索',
    found: '件',
    tooMany: '件以上。続けて入力してください',
    see: '→',
    other: 'その他',
  },
} as const
export type Words = (typeof WORDS)[keyof typeof WORDS]
