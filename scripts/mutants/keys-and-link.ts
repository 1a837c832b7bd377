import { type Mutant, oneEdit } from './runner.ts'

/** Defects of keys, of the list that takes them, and of the link to the host that breaks (docs/issue-4-proofs.md). */

const mutant = oneEdit('work')

const WIRE = 'src-renderer/state/wire.ts'
const WIRE_TEST = 'src-renderer/state/wire.test.ts'
const SOCKET = 'src-renderer/host/socket.ts'
const SOCKET_TEST = 'src-renderer/host/socket.test.ts'
const GRID = 'src-renderer/grid/model.ts'
const GRID_TEST = 'src-renderer/grid/model.test.ts'

export const KEYS_AND_LINK: readonly Mutant[] = [
  mutant(
    'composing-229',
    'Enter of an input method that says so by 229 only commits.',
    'src-renderer/keys/key.ts',
    'if (press.isComposing || (editable && press.keyCode === 229))',
    'if (press.isComposing)',
    'src-renderer/keys/key.test.ts',
  ),
  mutant(
    'composing',
    'Enter commits while an input method composes.',
    'src-renderer/keys/key.ts',
    'if (press.isComposing || (editable && press.keyCode === 229))',
    'if (editable && press.keyCode === 229)',
    'src-renderer/keys/key.test.ts',
  ),
  mutant(
    'page-without-overlap',
    'A page down shows no row of the page before.',
    GRID,
    'pagedown: (at) => at.active + Math.max(1, at.pageRows - 1)',
    'pagedown: (at) => at.active + at.pageRows',
    GRID_TEST,
  ),
  mutant(
    'empty-grid',
    'A key in an empty list moves somewhere.',
    GRID,
    'if (!move || at.total === 0) return null',
    'if (!move) return null',
    GRID_TEST,
  ),
  mutant('selection-dropped', 'Ctrl with an arrow key drops the selection.', GRID, "['mod+', 'keep']", "['mod+', 'plain']", GRID_TEST),
  mutant(
    'done-after-refusal',
    'A call that was refused when the link broke is sent when it is back.',
    SOCKET,
    "    made.addEventListener('close', () => {\n      queue = []\n",
    "    made.addEventListener('close', () => {\n",
    SOCKET_TEST,
  ),
  mutant(
    'link-never-back',
    'A link that broke is not made again.',
    SOCKET,
    '      retry(() => {\n        socket = open()\n      })\n',
    '      void retry\n',
    SOCKET_TEST,
  ),
  mutant(
    'call-into-nothing',
    'A call made while the link is gone waits for ever.',
    SOCKET,
    '      if (socket.readyState > OPEN) return reject(lost())\n',
    '',
    SOCKET_TEST,
  ),
  mutant(
    'not-looked-again',
    'After the link was gone the window does not look at what it missed.',
    WIRE,
    'if (back) void rejoin(app).catch(act.fail)',
    'void back',
    WIRE_TEST,
  ),
]
