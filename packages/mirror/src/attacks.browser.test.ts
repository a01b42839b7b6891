import { type Attack, attackMatrix, PLANTING_SCRIPT, type Planting } from '@alongside/testkit/attacks'
import { expect, test } from 'vitest'
import { dangerous } from './rebuild/dangerous.ts'
import { mirrored } from './testing.ts'

const PARTS = 24
const attacks = attackMatrix()
const isThere = ({ way }: Attack) => way === 'first' || way === 'shadow' || way === 'frame'

/** As content of a page that is captured: what capture leaves out and what rebuild refuses, together. */
test.each(Array.from({ length: PARTS }, (_, i) => i))(
  'K10 R7 the matrix of attacks as a page leaves nothing that acts in its mirror (part %i)',
  { timeout: 90_000 },
  async (part) => {
    const mine = attacks.filter(({ id }) => id % PARTS === part)
    const pair = await mirrored('<!doctype html><title>x</title><body></body>')
    const script = pair.page.createElement('script')
    script.textContent = PLANTING_SCRIPT
    pair.page.head.append(script)
    const { planting } = pair.view as unknown as { planting: Planting }
    await planting.plant(mine.filter(isThere))
    await pair.settled()
    await planting.plant(mine.filter((attack) => !isThere(attack)))
    const end = pair.page.createElement('p')
    end.id = 'end-of-page'
    Node.prototype.appendChild.call(pair.page.body, end)
    await pair.settled()
    const find = (root: Document) => Document.prototype.querySelector.call(root, '#end-of-page')
    expect(find(pair.mirror())).not.toBeNull()
    expect(dangerous(pair.mirror())).toEqual([])
  },
)
