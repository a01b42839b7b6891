/** What the viewer uses of the engine, in one place. */
export type { NodeId, OpOf } from '@alongside/mirror/format'
export { MIRROR_ATTRIBUTES } from '@alongside/mirror/format'
export type { Rebuild, RebuildOptions } from '@alongside/mirror/rebuild'
export {
  contentDocument,
  createRebuild,
  createResourceStore,
  createSheetStore,
  parentAcross,
  scrollTarget,
} from '@alongside/mirror/rebuild'
