import { expect, test } from 'vitest'
import { mixStructure, STRUCTURE_HASH_START } from '../format/index.ts'
import { HtmlScan, ScanNames } from './html-scan.ts'

function scan(html: string, parent = 'DIV'): HtmlScan | null {
  const made = new HtmlScan(html, new ScanNames())
  return made.run(parent, 0) ? made : null
}

test('a piece is counted and hashed as its tree is, with the length that texts have without entities', () => {
  const read = scan('<p class="a &gt; b">x&amp;y&nbsp;</p>tail<!----><svg viewBox="0"><g></g></svg><br>')
  let hash = STRUCTURE_HASH_START
  hash = mixStructure(hash, 0, 1, 'P', 0)
  hash = mixStructure(hash, 1, 3, '', 4)
  hash = mixStructure(hash, 0, 3, '', 4)
  hash = mixStructure(hash, 0, 8, '', 0)
  hash = mixStructure(hash, 0, 1, 'svg', 0)
  hash = mixStructure(hash, 1, 1, 'g', 0)
  hash = mixStructure(hash, 0, 1, 'BR', 0)
  expect(read?.hash).toBe(hash)
  expect([read?.nodes, read?.elements, read?.comments]).toEqual([7, 2, 1])
  expect(read?.tops.map(({ nodes }) => nodes)).toEqual([0, 2, 3, 4, 6])
})

test('what has to be looked at is told by name, for each of the top nodes', () => {
  const read = scan('<b><i>a</i></b><b><i><input><my-own></my-own></i></b>')
  const wanted = read?.tops.map((top) => [...top.wanted].map(({ source }) => source))
  expect(wanted).toEqual([[], ['input', 'my-own']])
})

test.each([
  ['a paragraph in a paragraph', '<p><b><p>x</p></b></p>'],
  ['a row outside of a table', '<tr></tr>'],
  ['text in a table', '<table>x</table>'],
  ['a line feed at the beginning of pre', '<pre>\nx</pre>'],
  ['a script', '<b></b><script>1</script>'],
  ['a frame', '<iframe></iframe>'],
  ['a formula', '<math></math>'],
  ['HTML in a drawing', '<svg><foreignObject><p></p></foreignObject></svg>'],
  ['a name with a prefix', '<a:b></a:b>'],
  ['an end without a beginning', '<i></br></i>'],
  ['a beginning without an end', '<i><b></b>'],
])('%s takes a closer look', (_, html) => {
  expect(scan(html)).toBeNull()
})

test('what may not stand in the parent takes a closer look', () => {
  expect(scan('<td></td>', 'TR')?.nodes).toBe(1)
  expect(scan('<td></td>', 'DIV')).toBeNull()
  expect(scan('<g></g>', 'svg')).toBeNull()
})
