import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from '../../e2e/harness/chromium.ts'
import { ROOT } from '../tracked-files.ts'
import { icns, ico, type Picture } from './icon-files.ts'

/** `node scripts/package/icons.ts`: the app's icons for packaging, drawn from the window's icon. Their bytes depend on the Chromium that draws them. */

const SIZES = [16, 32, 48, 64, 128, 256, 512]
const OUT = join(ROOT, 'packaging', 'icons')

async function pictures(): Promise<Picture[]> {
  const found = findChromium()
  if ('problem' in found) throw new Error(found.problem)
  const browser = await chromium.launch({ executablePath: found.executable, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage()
    const svg = readFileSync(join(ROOT, 'src-renderer', 'public', 'icon.svg')).toString('base64')
    const drawn: Picture[] = []
    for (const size of SIZES) {
      await page.setViewportSize({ width: size, height: size })
      await page.goto('about:blank')
      await page.setContent(
        `<body style="margin:0;background:none"><img width="${size}" height="${size}" style="display:block" src="data:image/svg+xml;base64,${svg}">`,
      )
      drawn.push({ size, png: await page.screenshot({ omitBackground: true }) })
    }
    return drawn
  } finally {
    await browser.close()
  }
}

const drawn = await pictures()
mkdirSync(OUT, { recursive: true })
for (const { size, png } of drawn) writeFileSync(join(OUT, `${size}x${size}.png`), png)
writeFileSync(join(ROOT, 'packaging', 'icon.ico'), ico(drawn.filter(({ size }) => size <= 256)))
writeFileSync(join(ROOT, 'packaging', 'icon.icns'), icns(drawn))
