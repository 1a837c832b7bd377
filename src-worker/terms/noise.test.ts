import { describe, expect, it } from 'vitest'
import { conceptsOf } from './concepts.ts'
import { isNoise } from './noise.ts'
import { ranked } from './testing.ts'

describe('what names nothing', () => {
  it.each([
    [
      '1.x',
      '3.y.z',
      '2.0',
      '2.0-rc1',
      '1.26.x',
      'v2',
      'v1beta1',
      'V1.2',
      'x.y.z',
      'X.Y',
      '1.0.0-SNAPSHOT',
      '3.Y.Z',
      '2.X',
      'port-tools-1.1.0',
      'yard-v2.0.13',
    ],
    ['2024-05-01T10', '1-Jan-2024', '1990s', '19th-century', '10am', 'Q3', 'FY2024', 'UTC+9'],
    ['10kB', '5ms', '1.5GHz', '2x', '100px', '64GB', '10MB/s', '64K', '30s', '12V', '30-day', '5-minute', '200-page', '10-year-old'],
    ['README.md', 'Makefile.am', 'SETUP.EXE', 'Main.java', 'Config.yaml'],
    ['CVE-2021-44228', 'PROJ-1234', 'REQ-007', 'GH-12', 'ADR-0012'],
    ['0x1F', 'a94a8fe5cc', '550e8400-e29b-41d4', 'Ctrl+C', 'Alt-F4', 'C-x', 'getUserName', 'isEmpty', 'spanContextKey', 'traceId'],
    ['xxx', 'XXX', '1a', '12c', 'ii', 'viii', 'a-z', 'a-zA-Z', 'a-zA-Z0-9'],
  ])('%s and the like', (...words) => {
    for (const word of words) expect([word, isNoise(word)]).toEqual([word, true])
  })

  it.each([
    ['Node.js', 'ASP.NET', 'macOS', 'gRPC', 'iPhone', 'ownCloud', 'eBPF', 'k8s', 'OAuth2', 'IPv6', 'V8', 'C++', 'HTTP/2', 'TCP/IP'],
    [
      '3D',
      '5G',
      '4K',
      '2FA',
      '3-way',
      '12-factor',
      '20-metre',
      '1st',
      '64-bit',
      'x86',
      'UTF-16',
      'SHA-256',
      'ISO-9001',
      'RSA-2048',
      'COVID-19',
      'ISO-8859-1',
    ],
    ['decade', 'facade', 'meta-data', 'super-user', 'command-line', 'shift-left', 'IV', 'getter', 'issue', 'sandbox', 'スパン', '計装'],
  ])('%s and the like stay words', (...words) => {
    for (const word of words) expect([word, isNoise(word)]).toEqual([word, false])
  })
})

const headwords = async (texts: readonly string[], language: 'en' | 'ja'): Promise<string[]> =>
  conceptsOf(await ranked(texts, language)).map((concept) => concept.headword)

describe('noise in running text', () => {
  it('makes no English term', async () => {
    const text = [
      'The 1.x scheduler was replaced by the 3.y.z release of the scheduler. The scheduler of Foobar 2.9 reads SETTINGS.yml and Makefile.am.',
      'A 30-day retention window holds 10kB chunks. Press Ctrl+C to leave the scheduler. The defect PROJ-1234 was found in the 1990s.',
      'The scheduler calls getUserName with 0x1F. See C:\\Users\\me and the file .gitignore for the retention window.',
    ].join('\n\n')
    const found = (await headwords([text], 'en')).join('\n')
    expect(found).toMatch(/^scheduler$/mu)
    expect(found).toMatch(/^retention window$/mu)
    expect(found).not.toMatch(/1\.x|y\.z|2\.9|yml|Makefile|30-day|10kB|Ctrl|PROJ|1990|getUser|0x1F|Users|gitignore/u)
  })

  it('makes no term of an ordinal alone', async () => {
    const text = 'The 3rd rail is live. It was the 3rd of May, the 10th in a row. Each 3rd rail is marked, the 10th is not, the 3rd is.'
    const found = await headwords([text, 'The 10th was late. A 3rd rail was short, and the 3rd was lost.'], 'en')
    expect(found).toContain('3rd rail')
    expect(found.filter((word) => /^\d+(?:st|nd|rd|th)$/u.test(word))).toEqual([])
  })

  it('takes no full stop into a term: ends of sentences, initials, abbreviations', async () => {
    const text = [
      'The widget was plugged in. The gizmo was verified by its gross mass. See No. 5 and the widget in Fig. 3. Option A. is a widget.',
      'The widget of St. Petersburg and of J. Foobar was plugged in. Every gizmo in the U.S. Navy store was plugged in.',
    ].join('\n\n')
    const found = await headwords([text, text], 'en')
    expect(found.filter((headword) => /(?<!\.\p{L})\.$/u.test(headword))).toEqual([])
    expect(found).toEqual(expect.arrayContaining(['widget', 'gizmo', 'St. Petersburg']))
  })

  it('joins 3D, and tears no letter off a number', async () => {
    const found = await headwords(
      ['The 3D widget maps are large. A 3D widget map is old. The widget 5G modem is new. A 5G modem fell.'],
      'en',
    )
    expect(found).toEqual(expect.arrayContaining(['3D widget map', '5G modem']))
    expect(found.join('\n')).not.toMatch(/^[DG] /mu)
  })

  it('masks branches and folders', async () => {
    const found = await headwords(['The widget (merge jk/gizmo-blame later to maint/) is in `src`. A widget under quonk/ stays.'], 'en')
    expect(found.join('\n')).not.toMatch(/jk|gizmo|quonk/u)
  })

  it('makes no Japanese term', async () => {
    const text =
      'スケジューラーは1.xで導入され、v2.0で変更されました。スケジューラーのv1beta1は10MBの領域を使います。設定はREADME.mdとgetUserNameにあり、Ctrl+Cで終わります。'
    const found = (await headwords([text], 'ja')).join('\n')
    expect(found).toMatch(/^スケジューラー$/mu)
    expect(found).not.toMatch(/1\.x|v2|v1beta1|10MB|README|getUser|Ctrl/u)
    const counted = (await headwords(['26番ブロックに積む。27 番ブロックは空いている。3本ローラーを使う。'], 'ja')).join('\n')
    expect(counted).toMatch(/^ブロック$/mu)
    expect(counted).not.toMatch(/番|本/u)
  })

  it('is a term where a glossary names it', async () => {
    const text =
      '# Glossary\n\n## CI/CD\n\nBuilding and delivering by machine.\n\n## Q3\n\nThe third quarter of a year.\n\n## Node.js\n\nA runtime for JavaScript.\n\n## .quonkrc\n\nA file of settings.'
    const found = await headwords([text], 'en')
    expect(found).toEqual(expect.arrayContaining(['CI/CD', 'Q3', 'Node.js', '.quonkrc']))
  })
})
