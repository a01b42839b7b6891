import { expect, test } from 'vitest'
import { mirrored, same } from './testing.ts'

test('C8: values that steps and ranges of text change are followed', async () => {
  const pair = await mirrored('<!DOCTYPE html><input type="number" value="3"><textarea>one two</textarea>')
  await same(pair)
  pair.page.querySelector('input')!.stepUp(4)
  pair.page.querySelector('textarea')!.setRangeText('ONE', 0, 3)
  await same(pair)
  expect(pair.mirror().querySelector('input')!.value).toBe('7')
  expect(pair.mirror().querySelector('textarea')!.value).toBe('ONE two')
})

test('C1: a late attribute with a prefix of the page’s own comes under its name', async () => {
  const pair = await mirrored('<!DOCTYPE html><p>text</p>')
  await pair.settled()
  pair.page.querySelector('p')!.setAttributeNS('urn:x', 'x:name', 'value')
  await expect.poll(() => pair.mirror().querySelector('p')!.getAttribute('x:name')).toBe('value')
})

test('R7: a box that stands for other programs keeps what styles select by', async () => {
  const pair = await mirrored(
    '<!DOCTYPE html><style>.logo { margin-left: 30px }</style><object id="o" class="logo" width="20" height="10"></object>',
  )
  await pair.settled()
  const box = pair.mirror().querySelector('#o')!
  expect(pair.mirror().defaultView!.getComputedStyle(box).marginLeft).toBe('30px')
})

test('R9: colours of links that the body sets are those of the mirror', async () => {
  const pair = await mirrored('<body link="#dc143c"><a href="#x">link</a>')
  await same(pair)
  const link = pair.mirror().querySelector('a')!
  expect(pair.mirror().defaultView!.getComputedStyle(link).color).toBe('rgb(220, 20, 60)')
})
