/** A line of the table of real pages. Shares of pixels, 0 to 1. */
export type RealRow = {
  readonly page: string
  readonly share: number
  readonly isTreeEqual: boolean
  readonly rrwebShare: number
}

const ROW = /^\| (.+) \| ([\d.]+) % \| (equal|differs) \| ([\d.]+) % \|$/gm
const UNDER = 0.001
const OVER = 0.01

/** The rows of a section that stands in the document. */
export function readRows(section: string): RealRow[] {
  return Array.from(section.matchAll(ROW), ([, page = '', share, tree, rrwebShare]) => ({
    page,
    share: Number(share) / 100,
    isTreeEqual: tree === 'equal',
    rrwebShare: Number(rrwebShare) / 100,
  }))
}

/** Rows of pages that were run again take the place of the former ones. */
export function mergeRows(former: readonly RealRow[], rows: readonly RealRow[]): RealRow[] {
  const isNew = (row: RealRow) => !former.some(({ page }) => page === row.page)
  return [
    ...former.map((row) => rows.find(({ page }) => page === row.page) ?? row),
    ...rows.filter((row) => isNew(row)),
  ]
}

/** Markdown, without a heading. */
export function describeReal(rows: readonly RealRow[]): string {
  const count = (isCounted: (row: RealRow) => boolean) => rows.filter((row) => isCounted(row)).length
  const under = count(({ share }) => share < UNDER)
  const over = count(({ share }) => share > OVER)
  const rrwebUnder = count(({ rrwebShare }) => rrwebShare < UNDER)
  const worse = count(({ share, rrwebShare }) => share > rrwebShare)
  return `${rows.length} pages that others wrote, each as its package in the npm registry has it: loaded, scrolled, menus and tabs opened, fields filled in. The figure is the largest share of differing pixels at any moment of the visit; *tree* is whether everything else that equality means was equal at every moment. **${under} pages under 0.1 %, ${over} over 1 %; rrweb ${rrwebUnder} under 0.1 %, and closer than Alongside on ${worse}.** 100 % also stands for a visit that could not be carried to its end. Where masking takes something away (placeholders and the number of characters of password fields), and where a frame of another site has words in its place, pages differ on purpose. What the browser painted while it moved may keep the fraction of a pixel that it had then (now-ui-kit, with both).

| page | Alongside | tree | rrweb |
| --- | --- | --- | --- |
${rows.map(line).join('\n')}`
}

function line({ page, share, isTreeEqual, rrwebShare }: RealRow): string {
  return `| ${page} | ${percent(share)} | ${isTreeEqual ? 'equal' : 'differs'} | ${percent(rrwebShare)} |`
}

export function percent(share: number): string {
  return share === 0 ? '0 %' : `${(share * 100).toFixed(3)} %`
}
