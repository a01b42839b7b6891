import type { Rebuild, RebuildOptions } from './api.ts'

export type * from './api.ts'

export function createRebuild(_options: RebuildOptions): Rebuild {
  throw new Error('not built yet')
}
