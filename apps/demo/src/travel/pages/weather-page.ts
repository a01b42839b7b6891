import { html, type Html } from '../../html.ts'
import type { Airport } from '../airports.ts'

const SKIES = ['Sunny', 'Some clouds', 'Light rain', 'Clear and cool'] as const
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] as const
/** What a day at the equator has, in °C, and what each degree away from it costs. */
const EQUATOR_CELSIUS = 31
const CELSIUS_A_DEGREE = 0.38

/** A small page of its own, framed by the detail page: a frame of the same site. */
export function renderWeatherPage(airport: Airport): Html {
  const mean = Math.round(EQUATOR_CELSIUS - Math.abs(airport.latitude) * CELSIUS_A_DEGREE)
  const offset = airport.code.charCodeAt(0) % SKIES.length
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="color-scheme" content="light dark" />
        <title>Weather in ${airport.city}</title>
        <link rel="stylesheet" href="/travel/assets/base.css" />
        <link rel="stylesheet" href="/travel/assets/weather.css" />
      </head>
      <body class="weather">
        <h1>${airport.city} this week</h1>
        <ol>
          ${DAYS.map((day, index) => {
            const sky = SKIES[(index + offset) % SKIES.length] ?? SKIES[0]
            return html`<li>
              <span>${day}</span><strong>${mean + ((index * 3 + offset) % 5) - 2}°</strong
              ><small>${sky}</small>
            </li>`
          })}
        </ol>
      </body>
    </html>`
}
