import Database from 'better-sqlite3'

/** `lock-holder.ts <library>`: somebody else who writes into a library: 300 of every 500 ms, until killed. Waits for its turn, then says so. */
const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('usage: lock-holder.ts <library>')
const db = new Database(file, { timeout: 10_000 })

function hold(): void {
  db.exec('BEGIN IMMEDIATE')
  process.send?.('holding')
  setTimeout(() => {
    db.exec('COMMIT')
    setTimeout(hold, 200)
  }, 300)
}
hold()
