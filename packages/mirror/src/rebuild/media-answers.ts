import { type Media, MEDIA_OTHERS, type MediaOther } from '../format/index.ts'

const FEATURE = /^\s*([-\w]+)\s*(?::\s*([^:]+?)\s*)?$/
/** Range syntax with one or two comparisons. */
const RANGE = /^\s*(?:([^<>=]+?)\s*([<>]=?|=)\s*)?(-?[a-z][-\w]*)\s*(?:([<>]=?|=)\s*([^<>=]+?)\s*)?$/i
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '=': '=' }

/** Whether a condition (without its parentheses) holds for the visitor; undefined: it does not depend on the visitor. */
export function answerFeature(
  condition: string,
  media: Media,
  devicePixelRatio: number,
): boolean | undefined {
  const plain = FEATURE.exec(condition)
  const numbers = numbersOf(media, devicePixelRatio)
  if (plain !== null) {
    const name = (plain[1] ?? '').toLowerCase()
    const value = plain[2]?.toLowerCase()
    const limit = /^(-webkit-)?(min|max)-(.+)$/.exec(name)
    const feature = limit === null ? name : `${limit[1] ?? ''}${limit[3] ?? ''}`
    const now = numbers[feature]
    if (now === undefined) return limit === null ? answerWord(media, name, value) : undefined
    if (value === undefined) return limit === null ? now !== 0 : undefined
    return compare(now, limit === null ? '=' : limit[2] === 'min' ? '>=' : '<=', numberOf(value))
  }
  const range = RANGE.exec(condition)
  const now = range === null ? undefined : numbers[(range[3] ?? '').toLowerCase()]
  if (range === null || now === undefined) return undefined
  const [, left, leftSign, , rightSign, right] = range
  const first = left === undefined ? true : compare(now, MIRRORED[leftSign ?? ''] ?? '', numberOf(left))
  const second = right === undefined ? true : compare(now, rightSign ?? '', numberOf(right))
  return first === undefined || second === undefined ? undefined : first && second
}

function numbersOf({ screen }: Media, ratio: number): Readonly<Record<string, number>> {
  const density = { resolution: ratio, '-webkit-device-pixel-ratio': ratio }
  return screen === undefined
    ? density
    : {
        ...density,
        'device-width': screen[0],
        'device-height': screen[1],
        'device-aspect-ratio': screen[0] / screen[1],
      }
}

/** Into dots per pixel, pixels, or a plain number. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  x: 1,
  dppx: 1,
  dpi: 1 / 96,
  dpcm: 2.54 / 96,
  px: 1,
  em: 16,
  rem: 16,
}

function numberOf(text: string): number | undefined {
  const ratio = /^([\d.]+)\s*\/\s*([\d.]+)$/.exec(text.trim())
  if (ratio !== null) return Number(ratio[1]) / Number(ratio[2])
  const match = /^(-?[\d.]+(?:e[-+]?\d+)?)([a-z]*)$/i.exec(text.trim())
  const unit = match === null ? undefined : UNITS[(match[2] ?? '').toLowerCase()]
  return unit === undefined ? undefined : Number(match?.[1]) * unit
}

/** A hair's breadth of difference comes from units. */
const CLOSE = 1e-3

function compare(now: number, sign: string, than: number | undefined): boolean | undefined {
  if (than === undefined) return undefined
  const isEqual = Math.abs(now - than) < CLOSE
  switch (sign) {
    case '=':
      return isEqual
    case '<':
      return now < than && !isEqual
    case '>':
      return now > than && !isEqual
    case '<=':
      return now < than || isEqual
    case '>=':
      return now > than || isEqual
    default:
      return undefined
  }
}

/** Undefined for values that the feature does not have: no browser knows them. */
function answerWord(media: Media, feature: string, value: string | undefined): boolean | undefined {
  const state = stateOf(media, feature)
  if (state === undefined) return undefined
  const { now, others, none } = state
  if (value === undefined) return now.some((one) => one !== none)
  return now.includes(value) ? true : others.includes(value) ? false : undefined
}

type State = { readonly now: readonly string[]; readonly others: readonly string[]; readonly none?: string }

function stateOf(media: Media, feature: string): State | undefined {
  switch (feature) {
    case 'prefers-color-scheme':
      return { now: [media.colorScheme], others: ['light', 'dark'] }
    case 'prefers-contrast':
      return {
        now: [media.contrast],
        others: ['no-preference', 'more', 'less', 'custom'],
        none: 'no-preference',
      }
    case 'prefers-reduced-motion':
      return {
        now: [media.reducedMotion ? 'reduce' : 'no-preference'],
        others: ['reduce', 'no-preference'],
        none: 'no-preference',
      }
    case 'hover':
    case 'any-hover': {
      const hovers = feature === 'hover' ? media.hover : media.anyHover
      return { now: [hovers ? 'hover' : 'none'], others: ['hover', 'none'], none: 'none' }
    }
    // Whatever the mirror's frame may not do: the visitor's page runs scripts, or nobody would see it.
    case 'scripting':
      return { now: ['enabled'], others: ['none', 'initial-only'], none: 'none' }
    case 'pointer':
    case 'any-pointer': {
      const pointers: readonly string[] = feature === 'pointer' ? [media.pointer] : media.anyPointer
      return {
        now: pointers.length === 0 ? ['none'] : pointers,
        others: ['none', 'coarse', 'fine'],
        none: 'none',
      }
    }
    default: {
      if (!Object.hasOwn(MEDIA_OTHERS, feature)) return undefined
      const values: readonly string[] = MEDIA_OTHERS[feature as MediaOther]
      const [none = ''] = values
      if (media.unknown?.includes(feature) === true) return { now: [], others: values }
      return { now: [media.others?.[feature as MediaOther] ?? none], others: values, none }
    }
  }
}
