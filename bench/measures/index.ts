import type { Figure } from '../core/figures.ts'
import type { Lab } from '../core/lab.ts'
import { measureCapture } from './capture.ts'
import { measureFirstView } from './first-view.ts'
import { measureInput } from './input.ts'
import { measureSlowNetwork } from './slow-network.ts'
import { measureJoin } from './join.ts'
import { measureMutations } from './mutations.ts'
import { measureNeverStill } from './never-still.ts'
import { measureRelay } from './relay.ts'
import { measureWire } from './wire.ts'
import { measureSize } from './size.ts'

/** By the name that `--only` takes, in the order of the table. */
export const MEASURES: Readonly<Record<string, (lab: Lab) => Promise<Figure[]>>> = {
  capture: measureCapture,
  wire: measureWire,
  'first-view': measureFirstView,
  'slow-network': measureSlowNetwork,
  mutations: measureMutations,
  'never-still': measureNeverStill,
  input: measureInput,
  join: measureJoin,
  size: measureSize,
  relay: measureRelay,
}
