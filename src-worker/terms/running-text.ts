import type { Block, ParsedDocument } from '../../src-main/contract/blocks.ts'

/** Headings after which a text names sources and owners, not its subject. */
const BACK_MATTER =
  /^(?:[\d.]+\s*)?(?:references|bibliography|works cited|literature(?: cited)?|further reading|licen[cs](?:e|es|ing)(?: and copyright)?|copyright(?: notice)?|legal(?: notice)?|acknowledge?ments?|参考文献|参考資料|文献|引用文献|ライセンス|著作権|著作権表示|免責事項|謝辞)$/iu

/** Sentences only licences hold. */
const LICENCE_TEXT =
  /permission is hereby granted, free of charge|redistribution and use in source and binary forms|provided ["“']?as is["”']?,? without warrant|you may not use this file except in compliance|(?:terms and conditions for (?:use|copying)|everyone is permitted to copy and distribute verbatim copies)|本ソフトウェアを(?:使用|複製)|無保証で提供/iu
/** Notices of rights, where a block holds little else. */
const NOTICE =
  /(?:licensed|released|distributed|published|available) under the (?:terms of the )?[^.]{0,50}licen[cs]e|^[^\p{L}]*(?:copyright )?(?:©|\(c\)|copyright) [^.]{0,60}\b(?:19|20)\d\d|all rights reserved|無断(?:転載|複製)|著作権法で(?:保護|認め)|ライセンスの(?:下|もと)で(?:公開|提供|配布|許諾)|ライセンスに(?:基づ|従っ)い?て(?:公開|提供|配布|許諾)/iu
const LONGEST_NOTICE = 300

const isNoticeOfRights = ({ text }: Block): boolean => LICENCE_TEXT.test(text) || (text.length <= LONGEST_NOTICE && NOTICE.test(text))

const LICENCE_TITLE =
  /^(?:the )?(?:(?:mit|isc|bsd|apache|gnu|mozilla|eclipse|academic free|boost|creative commons)\b[\w\s.,:()-]{0,60}(?:licen[cs]e|legal code|international)|licen[cs]e(?: agreement)?|copying|使用許諾(?:契約(?:書)?)?|ライセンス(?:契約(?:書)?|条項)?)/iu

/** Several links in a row with nothing but marks between them: a bar of pages, no sentence. */
function isNavigation(block: Block): boolean {
  if (block.kind !== 'paragraph' && block.kind !== 'list-item') return false
  const links = (block.spans ?? []).filter((span) => span.kind === 'link')
  if (links.length < 3) return false
  let rest = block.text
  for (const link of [...links].sort((a, b) => b.start - a.start)) rest = rest.slice(0, link.start) + rest.slice(link.end)
  return !/[\p{L}\p{N}]/u.test(rest)
}

/** Short items parted by bars or arrows, no sentence: `da | de | en`, `Home > Guide > Install`. */
const ROW = /^[^|·»›→.。]{1,30}(?:\s[|·»›→]\s[^|·»›→.。]{1,30}){2,}$/u
const LABELLED_ROW = /^[^|:：]{1,40}[:：]\s+(?=\S{1,20}\s[|·»›→]\s)/u

/** A row of links, languages or pages without the links that would show it. */
const isRow = ({ kind, text }: Block): boolean =>
  (kind === 'paragraph' || kind === 'list-item') && /\s[|·»›→]\s/u.test(text) && ROW.test(text.trim().replace(LABELLED_ROW, ''))

/** The text of a licence, told by its first words and by a sentence only licences hold. */
function isLicence(document: Pick<ParsedDocument, 'blocks'>): boolean {
  const opening = document.blocks.filter((block) => block.text.trim() !== '').slice(0, 6)
  const [first] = opening
  if (!first || !LICENCE_TITLE.test(first.text.trim())) return false
  return opening.some(isNoticeOfRights)
}

/**
 * Which blocks belong to the running text terms come from: code never does, nor do reference lists, licences, notices of rights and bars of
 * links. Text repeated across files is told later, when the files are known (repeated.ts).
 */
export class RunningText {
  private skipBelow = 0
  private readonly licence: boolean

  constructor(document: Pick<ParsedDocument, 'blocks'>) {
    this.licence = isLicence(document)
  }

  /** True when terms may come from the block. To be called for every block, in order. */
  accepts(block: Block): boolean {
    if (this.licence || block.kind === 'code' || block.text.trim() === '') return false
    if (block.kind !== 'heading') return this.skipBelow === 0 && !isNavigation(block) && !isRow(block) && !isNoticeOfRights(block)
    const level = block.level ?? 1
    if (this.skipBelow > 0 && level > this.skipBelow) return false
    this.skipBelow = BACK_MATTER.test(block.text.trim()) ? level : 0
    return this.skipBelow === 0
  }
}
