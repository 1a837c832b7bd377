import { join } from 'node:path'
import { start } from './bootstrap/start.mjs'
import { buildRenderer } from './build-renderer.ts'
import { ROOT } from './tracked-files.ts'

/** `npm run preview -- <folders>`: the window's pages built where that is needed, then served on 127.0.0.1 for an ordinary browser. */

const problem = await buildRenderer()
if (problem === null) start(process.execPath, [join(ROOT, 'src-main', 'preview', 'main.ts'), ...process.argv.slice(2)], process.cwd(), ROOT)
else {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
