import { createFigure, type Figure } from '../core/figures.ts'
import { firstView, viewOf } from '../core/first-view.ts'
import type { Lab } from '../core/lab.ts'
import { rotate } from '../core/rotate.ts'
import { syntheticSources } from '../pages/sources.ts'

const COMPETITORS = ['alongside', 'rrweb', 'native'] as const
const LARGE_MB = 2
const ROUNDS_OF_LARGEST = 2

/**
 * From *Accept* to the first useful paint and to everything, through the real server. Floor: the browser parses and lays out
 * the same HTML in the viewer's page.
 */
export async function measureFirstView(lab: Lab): Promise<Figure[]> {
  const figures: Figure[] = []
  const firsts = new Map<number, number>()
  for (const source of syntheticSources(lab)) {
    const megabytes = source.megabytes ?? 0
    const view = await viewOf(lab, source)
    const rounds = megabytes >= 5 ? Math.min(lab.runs, ROUNDS_OF_LARGEST) : lab.runs
    const names = lab.profiles === null ? COMPETITORS : COMPETITORS.slice(0, 1)
    const results = await rotate(`first-view ${source.name}`, names, rounds, (name) =>
      firstView(lab, source, name, view),
    )
    const values = (key: string) => ({
      ours: results.alongside?.[key] ?? null,
      rrweb: results.rrweb?.[key] ?? null,
      floor: results.native?.[key] ?? null,
    })
    const first = values('first')
    if (first.ours !== null) firsts.set(megabytes, first.ours)
    figures.push(
      createFigure(
        `first-view ${source.name} first useful paint`,
        'ms',
        first,
        megabytes >= LARGE_MB ? { ofRrweb: 1 / 12 } : undefined,
      ),
      createFigure(`first-view ${source.name} complete`, 'ms', values('complete'), {
        ofRrweb: 0.75,
        ofFloor: 1.2,
      }),
    )
  }
  const [small, large] = [firsts.get(0.1), firsts.get(10)]
  if (small !== undefined && large !== undefined)
    figures.push(
      createFigure(
        'first-view first useful paint, 10 MB by 0.1 MB',
        'x',
        { ours: large / small },
        { atMost: 1.5 },
      ),
    )
  return figures
}
