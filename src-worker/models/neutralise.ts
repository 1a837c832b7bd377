/**
 * Text of documents on its way into a prompt. Nothing here makes a text harmless to a model that obeys it; it keeps the text from leaving
 * its place (delimiters, chat templates) and from hiding (invisible characters). What is believed is decided by checks on the answer.
 */

/** Control characters besides white space, bidirectional controls, zero-width characters, tag characters, line and paragraph separators. */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

const LT = '[<＜‹﹤]'
const GT = '[>＞›﹥]'
const BAR = '[|｜￨]'
/** Tokens of chat templates (ChatML, Llama, Gemma, Mistral, Harmony, DeepSeek …) and of this program's own delimiters, in any spelling. */
const TOKENS = new RegExp(
  [
    `${LT}\\s*${BAR}[^<>＜＞\\n]{0,60}?${BAR}\\s*${GT}`,
    `${LT}\\s*/?\\s*(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|think|thinking|tool_call|tool_response|tools?|system|user|assistant|human|instructions?|channel|message|passages?|term|terms|entry|entries|candidates?|issues?|definition|notes?)\\b[^<>＜＞\\n]{0,200}${GT}`,
    `${LT}\\s*/?\\s*(?:passages?|term|entry|candidates?|issues?)\\b`,
    `${LT}${LT}\\s*/?\\s*SYS\\s*${GT}${GT}`,
    `\\[\\s*/?\\s*(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYS)\\s*\\]`,
    `【\\s*/?\\s*(?:INST|SYSTEM)\\s*】`,
  ].join('|'),
  'giu',
)
const HARMLESS: Readonly<Record<string, string>> = { '[': '(', ']': ')', '【': '(', '】': ')' }

/** The placeholder of the run's nonce in stored prompts: cache keys are taken over it, so it must not come from a document. */
export const NONCE_SLOT = '\u27e6nonce\u27e7'

/**
 * One line of text that holds no invisible character, no token of a chat template, none of our delimiters and no placeholder. Everything
 * else stays as it is, so that quotes can be found again.
 */
export function neutralise(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .replaceAll(NONCE_SLOT, '(nonce)')
    .replace(TOKENS, (token) =>
      token
        .replace(/[<＜‹﹤]/gu, '(')
        .replace(/[>＞›﹥]/gu, ')')
        .replace(/[|｜￨]/gu, '/')
        .replace(/[[\]【】]/gu, (c) => HARMLESS[c] ?? c),
    )
    .trim()
}

/** As `neutralise`, for a value inside double quotes. */
export const neutraliseAttribute = (text: string): string => neutralise(text).replace(/["<>]/gu, "'").slice(0, 120)

const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|all|any|the|your|these|system)\b.{0,30}\b(?:instruction|prompt|rule|direction|message|context|guideline)s?/iu,
  /\b(?:you are now|act as (?!soon|well|long|far|much|many)|pretend (?:to be|you are)|from now on,? you|new (?:system )?instructions?:|system (?:prompt|message|override)\b)/iu,
  /\b(?:respond|reply|answer|output|print|say|write|return|define)\b.{0,30}\b(?:only|exactly|with|as|every term)\b.{0,40}["'“:]/iu,
  /(?:^|[;:.,]\s*)(?:always |then |please |just )*(?:say|output|answer|respond|reply|write)\s*:?\s*["“「]/iu,
  /\b(?:reveal|repeat|print|show|leak)\b.{0,30}\b(?:system prompt|your (?:prompt|instructions)|api key|nonce)/iu,
  /\b(?:do not|don't) (?:follow|obey|use|cite)\b.{0,30}\b(?:rules?|instructions?|passages?|schema)/iu,
  /\b(?:assistant|ai model|language model|llm|chatbot)\b.{0,40}\b(?:must|should|shall|will|please)\b/iu,
  /^\s*(?:system|assistant|user|human)\s*[:：]/iu,
  /(?:これまで|以前|上記|前述|すべて|全て|システム).{0,12}(?:指示|命令|ルール|プロンプト|規則).{0,12}(?:無視|忘れ|破棄|従わ|上書き|取り消)/u,
  /(?:あなたは今から|今後あなたは|次のように(?:答え|回答|出力)|と(?:だけ|のみ)?(?:答え|回答し|出力し|定義し)(?:てください|なさい|ろ)|(?:システム|新しい)(?:プロンプト|指示)[:：を])/u,
  /(?:AI|人工知能|アシスタント|言語モデル|モデル)(?:は|へ|への|よ[、，]).{0,40}(?:しなければ|すること|してください|せよ|しなさい|指示)/u,
]

/**
 * True when a passage speaks to a model instead of to a reader: it is not used as evidence. A false alarm costs one passage; a missed one
 * still has to pass the checks of its answer.
 */
export function givesOrders(text: string): boolean {
  const plain = text.replace(INVISIBLE, '').normalize('NFKC')
  return ORDERS.some((pattern) => pattern.test(plain))
}
