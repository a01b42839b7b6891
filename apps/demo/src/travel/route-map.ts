import { html, type Html } from '../html.ts'
import type { Airport } from './airports.ts'
import type { Flight } from './flights.ts'

/** Rough land, as [west, east] degrees for every fifth degree of latitude from 70 north to 35 south. */
const LAND: readonly (readonly (readonly [number, number])[])[] = [
  [
    [-158, -142],
    [-125, -72],
    [-54, -24],
    [20, 28],
    [68, 178],
  ],
  [
    [-164, -66],
    [-52, -40],
    [-23, -15],
    [12, 24],
    [30, 178],
  ],
  [
    [-160, -145],
    [-135, -66],
    [-46, -43],
    [5, 12],
    [14, 18],
    [22, 162],
  ],
  [
    [-132, -62],
    [-7, -2],
    [9, 14],
    [21, 158],
  ],
  [
    [-127, -58],
    [-5, 1],
    [3, 140],
  ],
  [
    [-124, -65],
    [-1, 12],
    [15, 38],
    [42, 140],
  ],
  [
    [-124, -75],
    [-9, 0],
    [14, 17],
    [21, 48],
    [53, 127],
    [140, 141],
  ],
  [
    [-120, -78],
    [-6, 10],
    [36, 120],
    [127, 129],
    [135, 139],
  ],
  [
    [-114, -84],
    [-10, 34],
    [36, 121],
  ],
  [
    [-111, -99],
    [-81, -80],
    [-14, 55],
    [66, 118],
  ],
  [
    [-105, -89],
    [-16, 38],
    [42, 56],
    [73, 86],
    [94, 109],
  ],
  [
    [-92, -84],
    [-16, 39],
    [44, 50],
    [75, 80],
    [98, 108],
    [120, 122],
  ],
  [
    [-75, -62],
    [-13, 48],
    [77, 79],
    [99, 105],
    [123, 125],
  ],
  [
    [-77, -53],
    [-8, 46],
    [97, 103],
    [115, 118],
  ],
  [
    [-79, -51],
    [10, 43],
    [101, 103],
    [110, 117],
  ],
  [
    [-80, -37],
    [13, 38],
    [104, 106],
    [135, 145],
  ],
  [
    [-77, -38],
    [14, 39],
    [143, 146],
  ],
  [
    [-74, -40],
    [13, 39],
    [46, 49],
    [128, 144],
  ],
  [
    [-70, -41],
    [14, 34],
    [45, 47],
    [119, 147],
  ],
  [
    [-70, -49],
    [16, 32],
    [114, 152],
  ],
  [
    [-71, -52],
    [18, 30],
    [116, 152],
  ],
  [
    [-71, -58],
    [19, 24],
    [117, 119],
    [139, 150],
  ],
]
const NORTHERN_EDGE = 70
const DEGREES_A_ROW = 5
const DOT_DEGREES = 2.5
const MARGIN_DEGREES = 14
/** Width by height of the drawing. */
const ASPECT = 2.1

interface Point {
  readonly x: number
  readonly y: number
}

/** Degrees to drawing units: x is the longitude, y grows downwards and is stretched as Mercator would about 45°. */
function project(place: { readonly latitude: number; readonly longitude: number }): Point {
  return { x: place.longitude, y: -place.latitude * 1.25 }
}

/** All land dots as one path of zero-length strokes: round line caps draw the dots. */
function landPath(): string {
  const dots: string[] = []
  for (const [row, ranges] of LAND.entries()) {
    for (const half of [0, DOT_DEGREES]) {
      const latitude = NORTHERN_EDGE - row * DEGREES_A_ROW - half
      for (const [west, east] of ranges) {
        for (let longitude = west; longitude <= east; longitude += DOT_DEGREES) {
          const { x, y } = project({ latitude, longitude })
          dots.push(`M${x} ${y}h0`)
        }
      }
    }
  }
  return dots.join('')
}

const LAND_PATH = landPath()

function arc(from: Point, to: Point): string {
  const bend = Math.hypot(to.x - from.x, to.y - from.y) * 0.18
  const control = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - bend }
  return `M${from.x} ${from.y}Q${control.x.toFixed(1)} ${control.y.toFixed(1)} ${to.x} ${to.y}`
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The part of the map around the route, widened to the drawing's proportions. */
function frameAround(points: readonly Point[]): Box {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const left = Math.min(...xs) - MARGIN_DEGREES
  const top = Math.min(...ys) - MARGIN_DEGREES
  const spanX = Math.max(...xs) + MARGIN_DEGREES - left
  const spanY = Math.max(...ys) + MARGIN_DEGREES - top
  const width = Math.max(spanX, spanY * ASPECT)
  const height = Math.max(spanY, spanX / ASPECT)
  return { x: left - (width - spanX) / 2, y: top - (height - spanY) / 2, width, height }
}

function renderStop(airport: Airport, unit: number): Html {
  const { x, y } = project(airport)
  return html`<g class="map-stop">
    <circle cx="${x}" cy="${y}" r="${(unit * 1.1).toFixed(2)}" />
    <text
      x="${x}"
      y="${(y + unit * 4).toFixed(2)}"
      font-size="${(unit * 2.6).toFixed(2)}"
      text-anchor="middle"
    >
      ${airport.city}
    </text>
  </g>`
}

/** The route of a flight on a dotted map, as inline SVG. */
export function renderRouteMap(flight: Flight): Html {
  const airports = [flight.from, ...flight.stops, flight.to]
  const points = airports.map(project)
  const box = frameAround(points)
  const legs = points.slice(1).map((point, index) => arc(points[index] ?? point, point))
  const unit = box.width / 100
  return html`<svg
    class="route-map"
    viewBox="${box.x.toFixed(1)} ${box.y.toFixed(1)} ${box.width.toFixed(1)} ${box.height.toFixed(1)}"
    role="img"
    aria-label="Map of the route: ${airports.map((airport) => airport.city).join(', ')}"
  >
    <path class="map-land" d="${LAND_PATH}" stroke-width="1.3" />
    <path class="map-route" d="${legs.join('')}" stroke-width="${(unit * 0.6).toFixed(2)}" />
    ${airports.map((airport) => renderStop(airport, unit))}
  </svg>`
}
