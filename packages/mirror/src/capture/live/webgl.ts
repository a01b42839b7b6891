import type { CaptureContext, Observer } from '../context.ts'
import { patchMethod } from '../patch.ts'
import { windowOf } from '../roots.ts'

const DRAWS =
  'drawArrays drawElements drawArraysInstanced drawElementsInstanced drawRangeElements clear'.split(' ')

/**
 * WebGL pictures that are gone once they are on the screen (no `preserveDrawingBuffer`) can only be read in the task that
 * drew them: each is copied, from GPU to GPU, when the page's script has run. Nothing happens on pages without WebGL.
 */
export const webgl: Observer = (ctx) => {
  const undo: (() => void)[] = []
  const patched = new Set<object>()
  const waiting = new Set<HTMLCanvasElement>()

  const copyAll = ctx.guard(() => {
    for (const canvas of waiting) copy(ctx, canvas)
    waiting.clear()
  })
  const drawn = (target: unknown) => {
    const { canvas } = target as WebGLRenderingContext
    if (!('nodeType' in canvas) || waiting.has(canvas)) return
    if (waiting.size === 0) void Promise.resolve().then(copyAll)
    waiting.add(canvas)
  }
  const opened = (_target: unknown, [kind]: readonly unknown[], context: unknown) => {
    if (context === null || !/webgl/.test(String(kind))) return
    const gl = context as WebGLRenderingContext
    const prototype = Object.getPrototypeOf(gl) as object
    if (patched.has(prototype)) return
    patched.add(prototype)
    for (const name of DRAWS) undo.push(patchMethod(prototype, name, ctx.guard, drawn))
  }
  const detach = ctx.roots.onRoot((root, window) => {
    if (root !== window.document) return () => undefined
    return patchMethod(window.HTMLCanvasElement.prototype, 'getContext', ctx.guard, opened)
  })
  return () => {
    detach()
    for (const stop of undo) stop()
  }
}

function copy(ctx: CaptureContext, canvas: HTMLCanvasElement): void {
  const { copies } = ctx.live
  const { width, height } = canvas
  if (width === 0 || height === 0) return
  const window = windowOf(canvas.ownerDocument)
  const copied = copies.get(canvas) ?? window?.document.createElement('canvas')
  if (copied === undefined) return
  if (copied.width !== width || copied.height !== height) Object.assign(copied, { width, height })
  const context = copied.getContext('2d')
  if (context === null) return
  context.globalCompositeOperation = 'copy'
  context.drawImage(canvas, 0, 0)
  copies.set(canvas, copied)
  ctx.live.drawn(ctx, canvas)
}
