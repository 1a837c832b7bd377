import { expect, type Page } from 'playwright/test'
import { test } from '../harness/fake-test.ts'
import { expectInPlace, openLook } from '../harness/looks.ts'
import { resize } from '../harness/window.ts'

/** What the screens are to those who can't see them: names, roles and states, whatever the Chromium; and nothing clipped or on top of another. */

async function go(page: Page, place: string): Promise<void> {
  await openLook(page, '/?scenes', 'en', 'light')
  await page.locator('.recent-item').click()
  await page.getByRole('navigation').getByRole('button', { name: place }).click()
}

test('documents', async ({ page }) => {
  await go(page, 'Documents')
  await expect(page.getByRole('treegrid', { name: 'Documents' })).toMatchAriaSnapshot(`
    - treegrid "Documents":
      - rowgroup:
        - row:
          - columnheader "File"
          - columnheader "Language"
          - columnheader "Size"
          - columnheader "State"
      - rowgroup:
        - row /manual/ [expanded] [level=1] [selected]
        - row /安全/ [expanded] [level=2]
        - row /点検表.xlsx.*Not read yet/ [level=3]
        - row /荷役手順.docx.*Included/ [level=3]
        - row /berth-planning.md.*Included/ [level=2]
        - row /scan.pdf.*Skipped.*Run text recognition/ [level=2]
        - row /notes/ [expanded] [level=1]
        - row /gate.txt.*Missing/ [level=2]
        - row /tariff.csv.*Failed.*could not be analysed/ [level=2]
        - row /README.md.*Included/ [level=1]
  `)
})

test('problems', async ({ page }) => {
  await go(page, 'Problems')
  await expect(page.getByRole('region', { name: 'Problems' })).toMatchAriaSnapshot(`
    - region "Problems":
      - heading "Problems" [level=2]
      - button "Ignore"
      - button "Review again"
      - grid "Problems":
        - rowgroup
        - rowgroup:
          - row /may be one term/ [selected]
          - row /explains the term by itself/
          - row /never define it/
  `)
})

test('runs', async ({ page }) => {
  await go(page, 'Runs')
  await expect(page.getByRole('region', { name: 'Runs' })).toMatchAriaSnapshot(`
    - region "Runs":
      - heading "Runs" [level=2]
      - button "Run what has changed"
      - grid "Runs":
        - rowgroup
        - rowgroup:
          - row /Completed/ [selected]
          - row /Failed.*ran out of memory/
          - row /Cancelled/
          - row /Interrupted/
      - region "Log of run 4"
  `)
})

test('required and excluded', async ({ page }) => {
  await go(page, 'Required and excluded')
  await expect(page.getByRole('region', { name: 'Required', exact: true })).toMatchAriaSnapshot(`
    - region "Required":
      - heading "Required"
      - textbox "Add a required term"
  `)
  await expect(page.getByRole('region', { name: 'Required', exact: true })).toContainText('蔵置日数')
})

for (const place of ['Documents', 'Problems', 'Runs', 'Required and excluded']) {
  test(`${place}: nothing is cut off, covered or outside at any width`, async ({ page }) => {
    await go(page, place)
    // Its lines are longer than a narrow window.
    await page.keyboard.press('Control+4')
    for (const width of [1600, 1280, 1060, 1024, 900, 800, 760, 640]) {
      await resize(page, width, 640)
      await expectInPlace(page, `${width} px`)
    }
  })
}
