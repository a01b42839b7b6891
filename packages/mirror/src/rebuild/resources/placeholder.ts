import type { ResourcePart } from '../../format/index.ts'

/** No image at all: browsers show what they show for a broken one, with its alternative text. */
const BROKEN = 'data:,'

/** What stands for an image that did not come: broken as in the page, or words of its size where only we cannot have it. */
export function placeholderFor({ failed, width = 0, height = 0 }: ResourcePart): string {
  if (failed === 'broken' || width < 1 || height < 1) return BROKEN
  const words = failed === 'too_large' ? 'Image too large to show' : 'Image from another site'
  const size = Math.max(7, Math.min(13, width / 12))
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(width)}" height="${Math.round(height)}">` +
    `<rect width="100%" height="100%" fill="#e8edf3"/><text x="50%" y="50%" text-anchor="middle" ` +
    `dominant-baseline="middle" font-family="system-ui,sans-serif" font-size="${size}" fill="#475569">${words}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
