import type { CaptureContext } from '../context.ts'
import { PageLoads } from './page-loads.ts'
import { ResourceReader } from './read-resource.ts'

/** What all streams of one page share: what it has loaded, and the reading of it. Made when a viewer first asks. */
export class PageResources {
  readonly loads: PageLoads
  readonly reader: ResourceReader

  constructor(ctx: CaptureContext) {
    this.loads = new PageLoads(ctx)
    this.reader = new ResourceReader(ctx)
  }

  stop(): void {
    this.loads.stop()
  }
}
