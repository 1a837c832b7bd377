import type { Language } from '../../src-main/contract/blocks.ts'

/**
 * Is a sentence, on its own, a definition? By hand-written patterns of the field (genus and differentia, naming, meaning, apposition); no
 * tagger, so that a line costs microseconds. Broader than the patterns that pick a headword's definition: here no headword is given.
 */

const HEDGE = String.raw`(?:(?:also|often|simply|basically|essentially|usually|generally|typically|commonly|sometimes|just|actually|primarily|mainly|therefore|thus|then|best|now|merely|both|really|collectively|in fact|in turn|in essence|by definition),?\s+)*`
/** A short subject that points nowhere: `A pack index`, `In statistics, a control group (CG)`. */
const SUBJECT = String.raw`^["'“‘(]*(?!(?:it|this|that|these|those|there|they|he|she|we|you|i|one|here|what|who|which|if|when|while|because|although|since|its|their|his|her|our|your|another|the (?:first|second|third|last|next|following|result|reason|goal|aim|purpose|answer|question|problem|idea|only|same|best|most|other|two|three|four))\b)(?:(?:in|for|within|under|for example|however|thus|therefore|similarly)\b[^,]{0,50},\s+)?[\p{L}\p{N}][\p{L}\p{N}'’“”" .–/-]{0,70}?(?:\s*\([^()]{1,80}\))?(?:\s*,[^,]{2,70},)?`

type Rule = readonly [name: string, pattern: RegExp, weight: number]
const rule = (name: string, source: string, weight: number): Rule => [name, new RegExp(source, 'iu'), weight]

/** What follows `is a/the` when it states a property, an opinion or a date. */
const NO_GENUS = String.raw`(?!(?:very|quite|rather|more|less|so|too|good|great|bad|better|best|worse|free|nice|common example|useful|valid|required|optional|key|big|huge|major|main|important|possible|problem|issue|challenge|mistake|question|must|matter|lot|bit|few|little|same|only|first|last|next|following|result|reason|case|right|wrong|current|new|member|fact|way|list|few|good|number of|variety|long|special case of)\b)`

const ENGLISH: readonly Rule[] = [
  rule('is a', `${SUBJECT}\\s+(?:is|are|was)\\s+${HEDGE}(?:an?|any|one of the)\\s+${NO_GENUS}`, 1),
  rule(
    'is the',
    `${SUBJECT}\\s+(?:is|are)\\s+${HEDGE}(?:the|those)\\s+${NO_GENUS}[\\p{L}-]+(?:\\s+[\\p{L}-]+){0,4}\\s+(?:of|that|which|who|in|by|where|between|to|at|for|from|on|with|used|during|whose|is|,)\\b`,
    1,
  ),
  rule(
    'is genus',
    `${SUBJECT}\\s+(?:is|are)\\s+${HEDGE}[\\p{L}-]+(?:\\s+[\\p{L}-]+){0,4}\\s+(?:that|which|who|whose|whereby|in which|by which|where|in whom)\\b`,
    1,
  ),
  rule(
    'called',
    String.raw`\b(?:is|are|was|were|be|been|being|often|commonly|sometimes|usually|also|collectively|generally|now|we|scientists|economists|psychologists|sociologists|what|process|something|substances?|cells?|structures?|,)\s+(?:called|termed|dubbed|call|term|named)\b(?!\s+(?:for|on|upon|by|after|in|into|to)\b)`,
    1,
  ),
  rule(
    'called tail',
    String.raw`\b(?:called|termed)\s+(?!about\b|on\b|for\b|by\b|him\b|her\b|them\b|us\b|me\b)(?:an?\s+|the\s+)?["“'‘]?[\p{L}-]+(?:\s+[\p{L}-]+){0,3}["”'’]?\s*(?:[,.;(]|$)`,
    1,
  ),
  rule(
    'known as',
    String.raw`\b(?:known|referred to|described collectively|spoken of)\s+(?:collectively\s+|simply\s+)?as\s+(?:an?\s+|the\s+)?["“'‘]?[\p{L}-]+`,
    1,
  ),
  rule(
    'defined',
    String.raw`\b(?:is|are|was|were|be|been|we|can|which|formally|broadly|loosely)\s+(?:also\s+|then\s+|often\s+)?defin(?:ed|e|es)\b(?!\s+by the (?:user|law))|\bdefined\s+(?:as|to be)\b`,
    1,
  ),
  rule('refers to', String.raw`\b(?:refers?|referring)\s+(?:specifically\s+|only\s+|generally\s+)?to\b`, 1),
  rule(
    'means',
    String.raw`${SUBJECT}\s*(?:,\s+which\s+)?(?:means?|denotes?|signif(?:y|ies)|stands? for|connotes?)\b|\bwhich\s+means\s+["“]|\bmeaning\s+["“]|\((?:which\s+)?mean(?:s|ing)\b|\bby\s+[\p{L} -]{2,40}\s+(?:we|is)\s+meant?\b`,
    1,
  ),
  rule('is when', `${SUBJECT}\\s+(?:is|are|occurs?|happens?|arises?|exists?|results?|takes? place)\\s+(?:when|where|if)\\b`, 1),
  rule('which is a', String.raw`,\s+which\s+(?:is|are|was)\s+(?:the|an?|one)\b`, 0.6),
  rule(
    'appositive',
    String.raw`,\s+(?:an?|the)\s+${NO_GENUS}[\p{L}-]+(?:\s+[\p{L}-]+){0,4}\s+(?:that|which|in which|by which|where|whose|who|whereby|used|designed|consisting|containing|characterized)\b`,
    0.6,
  ),
  rule('dash', String.raw`\s[—–-]{1,2}\s+(?:an?|the|any)\s+[\p{L}-]+(?:\s+[\p{L}-]+){0,5}\s+(?:that|which|of|in|who|where|to|for)\b`, 0.6),
  rule('consists', `${SUBJECT}\\s+(?:is|are)?\\s*${HEDGE}(?:consists? of|composed of|comprised of|made up of|comprises?)\\b`, 0.6),
  rule(
    'involves',
    `${SUBJECT}\\s+${HEDGE}(?:involves?|describes?|represents?|states? that|holds? that|asserts? that|measures?|is concerned with|deals? with|focus(?:es)? on|includes? (?:all|any)|encompass(?:es)?|specif(?:y|ies)|is characterized by|is used to|are used to)\\b`,
    0.55,
  ),
  rule('or alias', String.raw`(?:^|\s)[\p{L}-]+,\s+or\s+(?:the\s+|an?\s+)?[\p{L}-]+(?:\s+[\p{L}-]+){0,3},`, 0.6),
  rule('gloss', String.raw`\((?!see|for example|e\.g|figure|table|link|\[)(?:the|an?|or|also|i\.e\.|that is|\p{Ll})[^()]{5,}\)`, 0.6),
  rule(
    'whereby',
    String.raw`\b(?:process|method|system|condition|state|situation|theory|practice|technique|mechanism|type|form|kind|approach)\s+(?:in which|by which|whereby|that|where|through which)\b`,
    0.5,
  ),
  rule('relative', String.raw`,\s+(?:which|whose|in which|where)\s`, 0.6),
  rule('that is', String.raw`\bthat is,|\bthat is\s|\bsaid to\s+(?:be|have)\b|\bin other words\b`, 0.6),
  rule('copula', `${SUBJECT}\\s+(?:is|are)\\s+(?:an?|the)\\s`, 0.6),
  rule('generic subject', String.raw`^An?\s+[\p{L} -]{2,50}\s+[a-z]+(?:s|ed)\s`, 0.6),
  rule(
    'generic copula',
    String.raw`^(?!(?:the|it|this|that|these|those|there|they|he|she|we|you|i|one|here|what|who|if|when|while|because|although|its|their|his|her|our|your|many|most|some|all|both|several|such|each|other|another|no)\b)(?:an?\s+)?[\p{L}’'-]+(?:\s+[\p{L}’'-]+){0,3}(?:\s*\([^()]{1,40}\))?\s+(?:is|are)\s+(?!(?:not|also|often|very|more|less|most|as|so|too|in|on|at|to|by|from|now|still|likely|able|usually|being|going|considered|available|based|found|made|used|given|said|seen|required|needed|located|shown|produced|expected|similar|different|important|necessary|true|possible|common)\b)`,
    0.6,
  ),
  rule(
    'called loosely',
    String.raw`\b(?:called|termed|known as)\s+(?!about|on|for|by|upon|after|in|into|to|out|off|up|back|him|her|me|them|us)|\bin which\b`,
    0.45,
  ),
  rule(
    'law',
    String.raw`\b(?:theory|law|principle|effect|hypothesis|amendment|doctrine|model)\s+(?:states|suggests|says|holds|proposes|prohibits|asserts|predicts)\b`,
    0.5,
  ),
  rule('meaning that', String.raw`,\s+meaning\s+(?:that\s)?|\bcharacterized by\b|\bis information about\b|\bin that\b`, 0.5),
  rule('describes', String.raw`\bdescri(?:be|bes|bed|bing)\b`, 0.4),
]

/** What makes a sentence tell a story, speak to its reader or point elsewhere: each takes from the score. */
const AGAINST_EN: readonly Rule[] = [
  rule('person', String.raw`\b(?:he|she|his|her)\b`, 0.4),
  rule('reader', String.raw`\b(?:you|your|we|our|us|let’s|let's)\b`, 0.2),
  rule('date', String.raw`\b(?:1[5-9]|20)\d\d\b`, 0.3),
  rule('pronoun', String.raw`^(?:they|it|this|that|these|those|he|she|such|here|there)\b`, 0.2),
  rule('example', String.raw`^(?:for (?:example|instance)|consider|suppose|imagine)\b`, 0.4),
]

const JAPANESE: readonly Rule[] = [
  rule('とは', '^[^。]{1,40}(?:とは|というのは|と(?:いう|言う)用語は)[、，]?(?!.*(?:違い|異なり|限りません|別です))', 1),
  rule(
    'をいう',
    '(?:を|ことを|ものを|状態を)(?:いう|言う|いいます|言います|指す|指します|さす|さします|指している|意味する|意味します|表す|表します|称する|称します)。?$',
    1,
  ),
  rule(
    'と呼ぶ',
    '[をはが].{0,40}と(?:呼ぶ|呼びます|呼ばれる|呼ばれます|呼ばれている|呼ばれています|いう|いいます|言う|言います|称する|称します|称される|定義する|定義します|定義される|定義されます)。?$',
    1,
  ),
  rule('総称', 'は[、，]?.{4,}(?:の総称|の一種|の略|の略称|の略語|のこと|を指す言葉|という意味)(?:です|である|だ|をいう|を指す)?。?$', 1),
  rule(
    'genus',
    '^[^。、はが]{1,40}は[、，]?.{6,}(?:する|した|できる|ための|れる|いる|ある|ない|の|な|された|させる)(?:仕組み|機構|手法|方法|技術|仕様|規格|規約|単位|集合|概念|機能|形式|プロトコル|ツール|ライブラリ|サービス|コンポーネント|オブジェクト|データ|プロセス|もの|情報|インターフェイス|インターフェース|システム|ソフトウェア|プログラム|言語|値|記録|属性|操作|処理|行為|状態|人|組織|書類|文書|制度|手続き?|こと|装置|機器|現象|性質|量|場所|期間|日|者|学問|分野|考え方|ルール|規則|一つ|ひとつ|1つ)(?:です|である|だ|であり.*)。?$',
    1,
  ),
]

/** Pointing starts and speech acts that end the question: `This is called`, `See`, questions, instructions. */
const REJECT_EN = /\?\s*$|^(?:see|note|click|use|run|let|consider|imagine|suppose|please|make sure|if you|do not|don't)\b/iu
const REJECT_JA = /(?:ください|下さい|ましょう|でしょうか|ですか|[？?])。?$|^(?:これ|それ|この|その)(?:は|が|を)(?!.*と(?:呼|い))/u

/** Corpus spacing (`word , word`) undone, quotation marks unified. */
const normalise = (sentence: string): string =>
  sentence
    .replace(/\s+/gu, ' ')
    .replace(/ ([,.;:!?)\]”’])/gu, '$1')
    .replace(/([([“‘]) /gu, '$1')
    .replace(/ - /gu, '-')
    .trim()

const SHORTEST = { en: 45, ja: 10, other: 20 } as const
/** From this score on a sentence counts as a definition. */
const THRESHOLD = 0.4

/** Evidence that a sentence defines something: the weights of the rules it matches, minus what speaks against. */
export function definitionScore(sentence: string, language: Language): number {
  const text = normalise(sentence)
  if (text.length < SHORTEST[language] || (language === 'ja' ? REJECT_JA : REJECT_EN).test(text)) return 0
  let score = 0
  for (const [, pattern, weight] of language === 'ja' ? JAPANESE : ENGLISH) if (pattern.test(text)) score += weight
  if (score > 0 && language !== 'ja') for (const [, pattern, weight] of AGAINST_EN) if (pattern.test(text)) score -= weight
  return Math.max(0, score)
}

/** Names of the rules a sentence matches, for measurements. */
export function matchingRules(sentence: string, language: Language): string[] {
  const text = normalise(sentence)
  return (language === 'ja' ? JAPANESE : ENGLISH).filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
}

/** Whether a sentence reads as a definition. */
export function isDefinitionSentence(sentence: string, language: Language): boolean {
  return definitionScore(sentence, language) >= THRESHOLD - 1e-9
}
