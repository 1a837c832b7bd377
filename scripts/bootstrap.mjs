#!/usr/bin/env node
// @ts-check
/**
 * The front door of every command of this repository: `node scripts/bootstrap.mjs [--here] <target> [arguments]`.
 *
 * Makes a fresh clone work by itself: installs the dependencies when they are missing or out of date, then runs <target> (a .ts or .mjs
 * file of the repository) with the Node 24 that `npm ci` installed. Runs on the system's own Node, so it imports nothing but Node.
 * Standard output belongs to the target alone; whatever the bootstrap has to say goes to standard error.
 *
 * `--here` runs the target in the folder the caller is in, so that relative paths mean what they look like; otherwise in the repository.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, SetupError } from './bootstrap/install.mjs'
import { callersFolder, nodeBinary, start } from './bootstrap/start.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

async function main() {
  const args = process.argv.slice(2)
  const here = args[0] === '--here'
  const [target, ...rest] = here ? args.slice(1) : args
  if (target === undefined) throw new SetupError('Usage: node scripts/bootstrap.mjs [--here] <target> [arguments]')
  await ensureInstalled(root)
  start(nodeBinary(root), [join(root, target), ...rest], here ? callersFolder(root, process.env) : root, root)
}

main().catch((error) => {
  process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`)
  process.exitCode = 1
})
