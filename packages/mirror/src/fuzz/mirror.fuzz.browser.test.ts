import { mirrored, same } from '../testing.ts'
import { grow, change, type Garden, unmask } from './garden.ts'
import { testSeeds } from './seeds.ts'

testSeeds('C5 after any changes the mirror is the page', 5, async (random) => {
  const quirks = random.below(4) === 0
  const pair = await mirrored(
    `${quirks ? '' : '<!DOCTYPE html>'}<html><head><style>p{color:rgb(1,2,3)}</style></head><body></body></html>`,
  )
  const garden: Garden = { document: pair.page, random, loose: [] }
  for (let i = 0; i < 15; i++) pair.page.body.append(grow(garden, 3))
  for (let round = 0; round < 8; round++) {
    for (let i = random.below(25); i > 0; i--) change(garden)
    // Sometimes the next changes come while the last ones are on their way.
    if (random.below(3) > 0) continue
    unmask(pair.page)
    // oxlint-disable-next-line no-await-in-loop
    await same(pair)
  }
  unmask(pair.page)
  await same(pair)
})
