/** Normal forms under which spellings of one Japanese word meet (表記ゆれ). Two words merge only where both are attested in the documents. */

const KATAKANA_E = 'エケセテネヘメレゲゼデベペェ'
const KATAKANA_O = 'オコソトノホモヨロゴゾドボポョォ'

const LONG_E = new RegExp(`(?<=[${KATAKANA_E}])イ`, 'gu')
const LONG_O = new RegExp(`(?<=[${KATAKANA_O}])ウ`, 'gu')

/** What one of the rules below takes hold of. */
const SPELT_IN_MANY_WAYS = new RegExp(`[ヴヂヅ ]|ウ[ィェォ]|ー(?![ァ-ヺー])|${LONG_E.source}|${LONG_O.source}`, 'u')

/** 長音・ヴ・ヂヅ: コレクター = コレクタ, インターフェイス = インターフェース, ヴァイオリン = バイオリン. */
export function longVowelForm(key: string): string {
  if (!SPELT_IN_MANY_WAYS.test(key)) return key
  return key
    .replace(/ヴァ/gu, 'バ')
    .replace(/ヴィ/gu, 'ビ')
    .replace(/ヴェ/gu, 'ベ')
    .replace(/ヴォ/gu, 'ボ')
    .replace(/ヴ/gu, 'ブ')
    .replace(/ヂ/gu, 'ジ')
    .replace(/ヅ/gu, 'ズ')
    .replace(LONG_E, 'ー')
    .replace(LONG_O, 'ー')
    .replace(/ウィ/gu, 'ウイ')
    .replace(/ウェ/gu, 'ウエ')
    .replace(/ウォ/gu, 'ウオ')
    .replace(/(?<=[ァ-ヺー]{2})ー(?![ァ-ヺー])/gu, '')
    .replaceAll(' ', '')
}

const VARIANT_KANJI: Readonly<Record<string, string>> = {
  髙: '高',
  﨑: '崎',
  濵: '浜',
  濱: '浜',
  邊: '辺',
  邉: '辺',
  齋: '斎',
  齊: '斉',
  國: '国',
  學: '学',
  體: '体',
  會: '会',
  舊: '旧',
  關: '関',
  經: '経',
  發: '発',
  實: '実',
  數: '数',
  續: '続',
  變: '変',
  讀: '読',
  圖: '図',
  德: '徳',
  澤: '沢',
  廣: '広',
  櫻: '桜',
  龍: '竜',
  萬: '万',
  與: '与',
  氣: '気',
  檢: '検',
  證: '証',
  應: '応',
  對: '対',
  當: '当',
  點: '点',
  單: '単',
  廢: '廃',
  擴: '拡',
  處: '処',
  總: '総',
  傳: '伝',
  轉: '転',
  團: '団',
  參: '参',
  雜: '雑',
  藝: '芸',
  濟: '済',
  附: '付',
  聯: '連',
  註: '注',
  劃: '画',
}

const OLD_KANJI = new RegExp(`[${Object.keys(VARIANT_KANJI).join('')}]`, 'gu')

/** 異体字と旧字体を今の字体に: 髙 → 高. */
export function kanjiForm(key: string): string {
  return key.replace(OLD_KANJI, (character) => VARIANT_KANJI[character]!)
}

/** 送り仮名を落とした形: 取り込み・取込み・取込 → 取込. Only for words of at least two kanji that hold nothing but kanji and short kana. */
export function okuriganaForm(key: string): string {
  if (!/^\p{Script=Han}[\p{Script=Han}ぁ-ん]+$/u.test(key)) return key
  const bare = key.replace(/[いきぎしじちりびみけげせてねべめれえっす]{1,2}/gu, '')
  return /^\p{Script=Han}{2,}$/u.test(bare) ? bare : key
}
