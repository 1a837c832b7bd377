import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  type BigIntStats,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { EXPORT_MARKER } from '../../contract/text/marker.ts'
import { nodeFs, type ScanFs, takesNoRoom } from './fs-port.ts'
import { scanFolder } from './index.ts'
import type { ScanOptions, ScanResult } from './types.ts'
import { walkFolder } from './walk.ts'

let base: string
let root: string

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'scan-')))
  root = path.join(base, 'documents')
  mkdirSync(root)
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const put = (name: string, content: string | Uint8Array = 'Some text.\n'): string => {
  const file = path.join(root, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}
const LIMIT = 1000
const walk = (options: Partial<ScanOptions> = {}, fs?: ScanFs): ScanResult =>
  walkFolder({ root, known: [], maxFileBytes: LIMIT, ...options }, () => undefined, fs)
const codes = (result: ScanResult): Record<string, string> => Object.fromEntries(result.skipped.map(({ path: name, code }) => [name, code]))
const names = (result: ScanResult): string[] => result.files.map((file) => file.path)

describe('what is taken', () => {
  it('takes every supported extension, in any case, in code-unit order, with size, time and hash', () => {
    for (const name of ['b.md', 'a/z.TXT', 'a.html', 'Z.rst', 'x.adoc', 'node_modules/read.me.markdown', 'い.txt', 'あ.htm']) put(name)
    const result = walk()
    expect(names(result)).toEqual(['Z.rst', 'a.html', 'a/z.TXT', 'b.md', 'node_modules/read.me.markdown', 'x.adoc', 'あ.htm', 'い.txt'])
    expect(result.skipped).toEqual([])
    const [first] = result.files
    expect(first).toMatchObject({ size: 11, hash: createHash('sha256').update('Some text.\n').digest('hex') })
    expect(Math.abs(first!.mtimeMs - Date.now())).toBeLessThan(60_000)
    expect(result.hashed).toBe(8)
  })

  it('takes containers, whose content is binary; a text file with such content stays out', () => {
    const archive = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60)])
    for (const name of ['a.docx', 'b.md']) put(name, archive)
    expect(names(walk())).toEqual(['a.docx'])
    expect(codes(walk())).toEqual({ 'b.md': 'binary' })
  })

  it('hashes files larger than one read', () => {
    const content = Buffer.alloc(3 * 1024 * 1024 + 17, 'a')
    put('big.txt', content)
    expect(walk({ maxFileBytes: 1 << 30 }).files[0]).toMatchObject({
      size: content.length,
      hash: createHash('sha256').update(content).digest('hex'),
    })
  })

  it('reads only what changed since the last scan', () => {
    put('a.md', 'one')
    const changed = put('b.md', 'two')
    const known = walk().files
    expect(walk({ known })).toMatchObject({ files: known, hashed: 0 })
    writeFileSync(changed, 'TWO')
    utimesSync(changed, 1, 1)
    const again = walk({ known })
    expect(again.hashed).toBe(1)
    expect(again.files[1]!.hash).not.toBe(known[1]!.hash)
  })

  it('keeps names as they are on disk, and twins by normalisation apart', () => {
    const decomposed = 'カ\u3099イト\u3099.md'
    put(decomposed)
    put('ガイド.md', 'the other')
    expect(names(walk()).sort()).toEqual([decomposed, 'ガイド.md'].sort())
  })

  it('keeps odd but legal names: newline, right-to-left override, 255 bytes', () => {
    const odd = ['a\nb.md', 'a\u202ed.md', `${'n'.repeat(252)}.md`]
    for (const name of odd) put(name)
    expect(names(walk()).sort()).toEqual([...odd].sort())
  })

  it('takes hard links when all their names are in the folder', () => {
    linkSync(put('a.md'), path.join(root, 'b.md'))
    expect(names(walk())).toEqual(['a.md', 'b.md'])
  })

  it('takes UTF-16 text, and text that speaks of secrets', () => {
    put('utf16.txt', Buffer.from('\ufeffPlain text', 'utf16le'))
    put('nomark.txt', Buffer.from('Plain text without a mark\n', 'utf16le'))
    put('secrets-management.md')
    put('credential.adoc')
    expect(names(walk())).toEqual(['credential.adoc', 'nomark.txt', 'secrets-management.md', 'utf16.txt'])
  })
})

describe('what is left out, and why', () => {
  it.each([
    ['picture.png', 'unsupported'],
    ['Makefile', 'unsupported'],
    ['.hidden.md', 'hidden'],
    ['.env', 'secret'],
    ['.env.local', 'secret'],
    ['server.key', 'secret'],
    ['cert.PEM', 'secret'],
    ['store.p12', 'secret'],
    ['id_rsa', 'secret'],
    ['id_ed25519.txt', 'secret'],
    ['~$thesis.docx', 'hidden'],
    ['thesis.docx.nextcloud', 'cloud'],
    ['.thesis.docx.icloud', 'cloud'],
    ['credentials.txt', 'secret'],
    ['Secrets.md', 'secret'],
    ['secrets.prod.txt', 'secret'],
    ['passwords.txt', 'secret'],
  ])('%s: %s', (name, code) => {
    put(name)
    const result = walk()
    expect(codes(result)).toEqual({ [name]: code })
    expect(result.files).toEqual([])
    expect(result.skipped[0]!.reason).toMatch(/^[A-Z].*\.$/)
  })

  it('dot-folders as one entry', () => {
    put('.git/readme.md')
    put('.git/more/readme.md')
    expect(codes(walk())).toEqual({ '.git/': 'hidden' })
  })

  it('empty, too large, binary and our own exports, by content', () => {
    put('empty.md', '')
    put('large.md', 'x'.repeat(LIMIT + 1))
    put('limit.md', 'x'.repeat(LIMIT))
    put('binary.txt', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0x80, 0xff]))
    put('glossary.md', `<!-- ${EXPORT_MARKER} 1 -->\n# Glossary\n`)
    put('signature.asc', '-----BEGIN PGP SIGNATURE-----\n\niQ==\n')
    put('notes.txt', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3==\n')
    put('words.txt', Buffer.from(`\ufeff!!ATOK_TANGO_TEXT_HEADER_1\r\n!!${EXPORT_MARKER}\r\n`, 'utf16le'))
    put('late.md', `${' '.repeat(510)}${EXPORT_MARKER}\n`)
    const result = walk()
    expect(codes(result)).toEqual({
      'binary.txt': 'binary',
      'empty.md': 'empty',
      'glossary.md': 'own-export',
      'large.md': 'too-large',
      'notes.txt': 'secret',
      'signature.asc': 'secret',
      'words.txt': 'own-export',
    })
    expect(names(result)).toEqual(['late.md', 'limit.md'])
  })

  it('links: out of the folder, inside it, broken, to a folder', () => {
    const outside = path.join(base, 'outside.md')
    writeFileSync(outside, 'not ours')
    mkdirSync(path.join(base, 'elsewhere'))
    put('real.md')
    symlinkSync(outside, path.join(root, 'out.md'))
    symlinkSync(path.join(base, 'elsewhere'), path.join(root, 'folder'))
    symlinkSync('real.md', path.join(root, 'inside.md'))
    symlinkSync('nowhere.md', path.join(root, 'broken.md'))
    symlinkSync('.', path.join(root, 'loop'))
    const result = walk()
    expect(names(result)).toEqual(['real.md'])
    expect(result.skipped.every((skip) => skip.code === 'symlink')).toBe(true)
    const reasons = Object.fromEntries(result.skipped.map((skip) => [skip.path, skip.reason]))
    expect(reasons['out.md']).toMatch(/out of the folder/)
    expect(reasons.folder).toMatch(/out of the folder/)
    expect(reasons['inside.md']).toMatch(/inside the folder/)
    expect(reasons.loop).toMatch(/inside the folder/)
    expect(reasons['broken.md']).toMatch(/does not exist/)
  })

  it('hard links to files outside, FIFOs and sockets', async () => {
    writeFileSync(path.join(base, 'outside.md'), 'not ours')
    linkSync(path.join(base, 'outside.md'), path.join(root, 'linked.md'))
    execFileSync('mkfifo', [path.join(root, 'pipe.md')])
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(path.join(root, 'socket.md'), resolve))
    const result = walk()
    await new Promise((resolve) => server.close(resolve))
    expect(codes(result)).toEqual({ 'linked.md': 'hard-link', 'pipe.md': 'special', 'socket.md': 'special' })
  })

  it('names that are no UTF-8', () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]), 'text')
    put('good.md')
    const result = walk()
    expect(names(result)).toEqual(['good.md'])
    expect(result.skipped.map((skip) => skip.code)).toEqual(['bad-name'])
  })
})

describe('what goes wrong meanwhile', () => {
  const failing = (part: Partial<ScanFs>): ScanFs => ({ ...nodeFs, ...part })
  const fault = (code: string): never => {
    throw Object.assign(new Error(code), { code })
  }

  it.each([
    ['EACCES', 'unreadable'],
    ['EPERM', 'unreadable'],
    ['EIO', 'unreadable'],
    ['ENOENT', 'changed'],
    ['ELOOP', 'changed'],
  ])('open fails with %s', (error, code) => {
    put('a.md')
    put('b.md')
    const result = walk({}, failing({ open: (file) => (file.endsWith('a.md') ? fault(error) : nodeFs.open(file)) }))
    expect(codes(result)).toEqual({ 'a.md': code })
    expect(names(result)).toEqual(['b.md'])
  })

  it('a folder that cannot be listed, a file that cannot be examined', () => {
    put('locked/a.md')
    put('gone.md')
    put('b.md')
    const list = (folder: string) => (folder.endsWith('locked') ? fault('EACCES') : nodeFs.list(folder))
    const lstat = (file: string) => (file.endsWith('gone.md') ? fault('ENOENT') : nodeFs.lstat(file))
    const result = walk({}, failing({ list, lstat }))
    expect(codes(result)).toEqual({ 'locked/': 'unreadable', 'gone.md': 'changed' })
    expect(names(result)).toEqual(['b.md'])
  })

  it('a folder swapped for a link between listing and opening', () => {
    put('sub/a.md')
    mkdirSync(path.join(base, 'stolen'))
    writeFileSync(path.join(base, 'stolen', 'a.md'), 'a secret')
    const open = (file: string): number => {
      renameSync(path.join(root, 'sub'), path.join(base, 'moved'))
      symlinkSync(path.join(base, 'stolen'), path.join(root, 'sub'))
      return nodeFs.open(file)
    }
    const result = walk({}, failing({ open }))
    expect(codes(result)).toEqual({ 'sub/a.md': 'changed' })
  })

  it('a folder swapped for a link before its file is looked at, and back once it is open', () => {
    put('sub/a.md')
    mkdirSync(path.join(base, 'stolen'))
    writeFileSync(path.join(base, 'stolen', 'a.md'), 'a secret')
    const swap = (): void => {
      renameSync(path.join(root, 'sub'), path.join(base, 'moved'))
      symlinkSync(path.join(base, 'stolen'), path.join(root, 'sub'))
    }
    const lstat = (file: string) => {
      if (file.endsWith('a.md')) swap()
      return nodeFs.lstat(file)
    }
    const open = (file: string): number => {
      const descriptor = nodeFs.open(file)
      rmSync(path.join(root, 'sub'))
      renameSync(path.join(base, 'moved'), path.join(root, 'sub'))
      return descriptor
    }
    expect(codes(walk({}, failing({ lstat, open })))).toEqual({ 'sub/a.md': 'changed' })
  })

  it('a folder swapped for a link before it is listed', () => {
    put('sub/a.md')
    mkdirSync(path.join(base, 'stolen'))
    writeFileSync(path.join(base, 'stolen', 'a.md'), 'a secret')
    const list = (folder: string) => {
      if (!folder.endsWith('sub')) return nodeFs.list(folder)
      renameSync(path.join(root, 'sub'), path.join(base, 'moved'))
      symlinkSync(path.join(base, 'stolen'), path.join(root, 'sub'))
      return nodeFs.list(folder)
    }
    const result = walk({}, failing({ list }))
    expect(codes(result)).toEqual({ 'sub/': 'changed' })
    expect(result.files).toEqual([])
  })

  it('a file written while it is read', () => {
    const file = put('a.md', 'x'.repeat(100))
    const read: ScanFs['read'] = (...args) => {
      const count = nodeFs.read(...args)
      writeFileSync(file, 'y'.repeat(200))
      return count
    }
    expect(codes(walk({}, failing({ read })))).toEqual({ 'a.md': 'changed' })
  })
})

describe('files that change', () => {
  const failing = (part: Partial<ScanFs>): ScanFs => ({ ...nodeFs, ...part })

  it('one that grows while others are read waits for the next scan', () => {
    const growing = put('a.md', 'first part')
    put('b.md')
    const open = (file: string): number => {
      if (file.endsWith('b.md')) appendFileSync(growing, ', second part')
      return nodeFs.open(file)
    }
    const first = walk({}, failing({ open }))
    expect(codes(first)).toEqual({ 'a.md': 'changed' })
    expect(names(walk({ known: first.files }))).toEqual(['a.md', 'b.md'])
  })

  it('one that is not on this computer is never opened', () => {
    put('cloud.docx', Buffer.alloc(900, 'x'))
    put('here.md')
    const opened: string[] = []
    const open = (file: string): number => {
      opened.push(path.basename(file))
      return nodeFs.open(file)
    }
    const isPlaceholder = (stats: BigIntStats): boolean => stats.size === 900n
    expect(codes(walk({}, failing({ open, isPlaceholder })))).toEqual({ 'cloud.docx': 'cloud' })
    expect(opened).toEqual(['here.md'])
    const error = () => {
      throw Object.assign(new Error('resource deadlock avoided'), { code: 'EDEADLK' })
    }
    expect(codes(walk({}, failing({ open: error })))['cloud.docx']).toBe('cloud')
  })

  it('takes no room for a placeholder on Windows and macOS only, and never for a small file', () => {
    const stats = { size: 900_000n, blocks: 0n }
    expect((['win32', 'darwin', 'linux'] as const).map((platform) => takesNoRoom(platform, stats))).toEqual([true, true, false])
    expect(takesNoRoom('darwin', { size: 700n, blocks: 0n })).toBe(false)
    expect(takesNoRoom('win32', { size: 900_000n, blocks: 8n })).toBe(false)
  })

  it('on a file system of whole seconds, one changed a moment ago is read again by the next scan', () => {
    const file = put('a.md', 'one')
    utimesSync(file, 1_800_000_000, 1_800_000_000)
    const at = (now: number) => failing({ now: () => now })
    const young = walk({}, at(1_800_000_000_500))
    writeFileSync(file, 'two')
    utimesSync(file, 1_800_000_000, 1_800_000_000)
    const second = walk({ known: young.files }, at(1_800_000_060_000))
    expect(second.hashed).toBe(1)
    expect(second.files[0]!.hash).not.toBe(young.files[0]!.hash)
    expect(walk({ known: second.files }, at(1_800_000_120_000)).hashed).toBe(0)
  })

  it('a name that changes by its case only is the same content at another path', () => {
    const file = put('Readme.md')
    const known = walk().files
    renameSync(file, path.join(root, 'README.md'))
    const after = walk({ known })
    expect(after.files.map(({ path: name, hash }) => [name, hash])).toEqual([['README.md', known[0]!.hash]])
  })
})

/** A file system as those of Windows and macOS usually are: a path finds its file in whatever case it is written; names keep theirs. */
function caseless(): ScanFs {
  const lower = (file: string): string => path.join(path.dirname(file), path.basename(file).toLowerCase())
  const actual = (file: string): string => {
    if (file.length <= root.length) return file
    const folder = actual(path.dirname(file))
    const entry = nodeFs.list(folder).find(({ name }) => name.toString().toLowerCase() === path.basename(file).toLowerCase())
    return entry ? path.join(folder, entry.name.toString()) : lower(file)
  }
  return {
    ...nodeFs,
    list: (folder) => nodeFs.list(actual(folder)),
    lstat: (file) => nodeFs.lstat(actual(file)),
    realpath: (file) => nodeFs.realpath(actual(file)),
    open: (file) => nodeFs.open(actual(file)),
  }
}

describe('a file system that does not tell cases apart', () => {
  const scans = (known: ScanResult['files'] = []): [string, string][] => {
    const fs = caseless()
    return walk({ known }, fs).files.map(({ path: name, hash }) => [name, hash])
  }

  it('gives each file once, by the name it has; one renamed by its case is the same content at the new name', () => {
    put('Notes/Readme.md', 'about the harbour')
    const first = walk({}, caseless()).files
    expect(names(walk({}, caseless()))).toEqual(['Notes/Readme.md'])
    renameSync(path.join(root, 'Notes/Readme.md'), path.join(root, 'Notes/README.md'))
    renameSync(path.join(root, 'Notes'), path.join(root, 'notes'))
    expect(scans(first)).toEqual([['notes/README.md', first[0]!.hash]])
  })

  it('takes a name whose case changes while the folder is read at the next scan', () => {
    put('Sub/a.md')
    put('b.md')
    const fs = caseless()
    const renaming: ScanFs = {
      ...fs,
      list: (folder) => {
        const entries = fs.list(folder)
        if (folder === root) renameSync(path.join(root, 'Sub'), path.join(root, 'SUB'))
        return entries
      },
      open: (file) => {
        if (file.endsWith('b.md')) renameSync(file, path.join(root, 'B.md'))
        return fs.open(file)
      },
    }
    const during = walk({}, renaming)
    expect([names(during), codes(during)]).toEqual([[], { 'Sub/': 'changed', 'b.md': 'changed' }])
    expect(scans().map(([name]) => name)).toEqual(['B.md', 'SUB/a.md'])
  })
})

describe('scanFolder', () => {
  const scan = (options: Partial<Parameters<typeof scanFolder>[0]> = {}) => scanFolder({ root, known: [], maxFileBytes: LIMIT, ...options })
  const failure = async (promise: Promise<unknown>): Promise<AppError> => {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(AppError)
    return error as AppError
  }

  it('gives in its thread what the walk gives, also over several pages', async () => {
    for (let i = 0; i < 2300; i++) put(`n${String(i).padStart(4, '0')}.md`, `text ${i}`)
    put('skip.png')
    const cold = await scan()
    expect(cold).toEqual(walk())
    expect(cold.files).toHaveLength(2300)
    expect(await scan({ known: cold.files })).toEqual({ ...cold, hashed: 0 })
  })

  it('follows a root that is a link itself', async () => {
    put('a.md')
    symlinkSync(root, path.join(base, 'link'))
    expect((await scan({ root: path.join(base, 'link') })).root).toBe(root)
  })

  it('says what is wrong with the folder', async () => {
    expect(await failure(scan({ root: path.join(base, 'none') }))).toMatchObject({ code: 'FOLDER_MISSING' })
    expect(await failure(scan({ root: put('a.md') }))).toMatchObject({ code: 'NOT_A_FOLDER' })
    expect(await failure(scan({ root: path.join(root, 'a.md', 'x') }))).toMatchObject({ code: 'NOT_A_FOLDER' })
    rmSync(path.join(root, 'a.md'))
    expect(await failure(scan())).toMatchObject({ code: 'FOLDER_EMPTY' })
    put('a.png')
    const nothing = await failure(scan())
    expect(nothing).toMatchObject({ code: 'NO_SUPPORTED_DOCUMENTS', params: { count: 1 } })
    expect(nothing.message).toContain('a.png')
    if (process.getuid?.() !== 0) {
      chmodSync(root, 0)
      expect(await failure(scan())).toMatchObject({ code: 'FOLDER_UNREADABLE' })
      chmodSync(root, 0o700)
    }
  })

  it('stops when the signal aborts', async () => {
    put('a.md')
    await expect(scan({ signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop')
    const control = new AbortController()
    const running = scan({ signal: control.signal })
    control.abort(new Error('stop now'))
    await expect(running).rejects.toThrow('stop now')
  })

  it('reports progress', async () => {
    put('a.md')
    const seen: number[] = []
    await scan({ onProgress: (progress) => seen.push(progress.seen) })
    expect(seen.length).toBeGreaterThan(0)
  })
})

it('says of formats that are not read what to do', () => {
  for (const name of ['old.xls', 'mail.msg', 'talk.pages', 'scan.PNG', 'tool.exe', 'a.unknown', 'LICENSE', 'ok.md']) put(name)
  const reasons = Object.fromEntries(walk().skipped.map(({ path: name, reason }) => [name, reason]))
  expect(reasons['old.xls']).toBe('Excel files of 2003 and older (.xls) are not read. Save them as .xlsx to include them.')
  expect(reasons['mail.msg']).toContain('Save them as .eml')
  expect(reasons['talk.pages']).toContain('Export them as Word')
  expect(reasons['scan.PNG']).toContain('(.png) are not read. Run text recognition')
  expect(reasons['tool.exe']).toBe('Programs and libraries (.exe) are not read.')
  expect(reasons['a.unknown']).toBe('Files ending in .unknown are not a document format GenGlossary reads.')
  expect(reasons.LICENSE).toBe('Files without an extension are not a document format GenGlossary reads.')
})

it('keeps names that differ only by their normal form apart, and says which name is no UTF-8', () => {
  put('\u30ab\u3099.md', 'From a Mac.')
  put('\u30ac.md', 'From elsewhere.')
  expect(names(walk())).toEqual(['\u30ab\u3099.md', '\u30ac.md'].sort())
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x93, 0xfa, 0x2e, 0x6d, 0x64])]), 'text')
  expect(walk().skipped).toEqual([expect.objectContaining({ code: 'bad-name', reason: expect.stringContaining('Rename it') })])
})
