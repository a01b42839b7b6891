import type { Controller, ControllerOptions, LocateCursor, LocateHighlight } from './api.ts'

export type * from './api.ts'

export function createController(_options: ControllerOptions): Controller {
  throw new Error('not built yet')
}

export const locateCursor: LocateCursor = () => null
export const locateHighlight: LocateHighlight = () => []
