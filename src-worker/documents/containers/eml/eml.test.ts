import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read } from '../testing.ts'

const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1')
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const lines = async (bytes: Buffer) => outline(await document('eml', bytes))

const MULTIPART = mail(
  'From: a@example.com',
  `Subject: =?utf-8?B?${base64('用語')}?=`,
  ` =?utf-8?Q?=E9=9B=86_v2?=`,
  'Content-Type: multipart/mixed; boundary="=_a b"',
  '',
  'preamble',
  '--=_a b',
  'Content-Type: multipart/alternative; boundary=inner',
  '',
  '--inner',
  'Content-Type: text/plain; charset=utf-8; format=flowed',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'A berth is a pl=',
  'ace where ships lie =E2=80=94 safely.',
  '',
  '> An older',
  '> mail said so.',
  '-- ',
  'A. Name, Company',
  '--inner',
  'Content-Type: text/html',
  '',
  '<p>html only</p>',
  '--inner--',
  '--=_a b',
  `Content-Type: application/pdf; name="=?utf-8?B?${base64('計画.pdf')}?="`,
  'Content-Disposition: attachment',
  '',
  'xx',
  '--=_a b',
  'Content-Type: text/plain',
  "Content-Disposition: attachment; filename*=utf-8''%E8%A1%A8.txt",
  '',
  'no',
  '--=_a b',
  'Content-Type: message/rfc822',
  '',
  'Subject: Forwarded',
  'Content-Type: text/html; charset=iso-8859-1',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('<table><tr><td>caf\xe9</td></tr></table>', 'latin1').toString('base64'),
  '--=_a b--',
  'epilogue',
)

describe('eml', () => {
  it('reads subject, alternatives, quotations, forwarded messages; names attachments', async () => {
    const output = await document('eml', MULTIPART)
    expect(outline(output)).toEqual([
      'heading1: 用語集 v2',
      'paragraph: A berth is a place where ships lie — safely.',
      'quote: An older mail said so.',
      'heading2: Forwarded',
      'table-cell[0,0]: café',
    ])
    expect(output.blocks.map(({ part }) => part)).toEqual(['message 1', 'message 1', 'message 1', 'message 2', 'message 2'])
    expect(output.warnings).toEqual(['Attachments that were not read: 計画.pdf, 表.txt. Save them beside the mail to include them.'])
  })

  it('reads bodies without a character set, with a wrong one, and in ISO-2022-JP', async () => {
    const text = '用語集は、用語とその定義を集めたものである。'
    const raw = (head: string, bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`Subject: x\r\n${head}\r\n`), bytes])
    const jis = Buffer.from('\x1b$BMQ8l\x1b(B abc', 'latin1')
    expect(await lines(raw('', iconv.encode(text, 'cp932')))).toContain(`paragraph: ${text}`)
    expect(await lines(raw('Content-Type: text/plain; charset=us-ascii\r\n', iconv.encode(text, 'euc-jp')))).toContain(`paragraph: ${text}`)
    expect(await lines(raw('Content-Type: text/plain; charset=utf-8\r\n', iconv.encode(text, 'cp932')))).toContain(`paragraph: ${text}`)
    expect(await lines(raw('Content-Type: text/plain; charset="ISO-2022-JP"\r\n', jis))).toContain('paragraph: 用語 abc')
    expect(await lines(Buffer.from('Subject: 用語\r\n\r\nUTF-8 head.'))).toEqual(['heading1: 用語', 'paragraph: UTF-8 head.'])
  })

  it('takes HTML where the plain text is empty, and what never ends', async () => {
    expect(
      await lines(
        mail('Content-Type: multipart/alternative; boundary=i', '', '--i', '', ' ', '--i', 'Content-Type: text/html', '', '<p>html</p>'),
      ),
    ).toEqual(['paragraph: html'])
  })

  it('says what cannot be read, bounds nesting, and stands 400 mutations', { timeout: 60_000 }, async () => {
    expect(await read('eml', Buffer.from('just a text'))).toMatchObject({ skipped: 'broken' })
    expect(await read('eml', mail('Subject:', '', ' '))).toMatchObject({ skipped: 'no-text' })
    const nested = Array.from({ length: 5000 }, () => 'Content-Type: message/rfc822\r\n\r\n').join('')
    expect(await read('eml', Buffer.from(`Subject: deep\r\n${nested}text`))).toHaveProperty('blocks')
    const same = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(5000)
    expect(await read('eml', Buffer.from(`Subject: deep\r\n${same}\r\ntext`))).toHaveProperty('blocks')
    expect((await outcomesOfDamage('eml', mutations(MULTIPART, 400))).get('read')).toBeGreaterThan(200)
  })
})
