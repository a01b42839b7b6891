import { html, type Html } from '../html.ts'
import type { Account } from './accounts.ts'
import { findFlight } from './flights.ts'
import { formatClock, formatDay } from './format.ts'
import type { Trip } from './trips.ts'

/** A style sheet that only a signed-in visitor gets: without the cookie the badge is plain text. */
export const MEMBER_CSS = `.member-badge {
  display: inline-block;
  white-space: nowrap;
  padding: 4px 12px;
  border-radius: 99px;
  color: #fff;
  background: linear-gradient(100deg, #0f766e, #0b4f6c);
  font-weight: 600;
}
`

/** The signed-in customer's picture. SVG attributes instead of styles, because the policy also covers images. */
export function renderAvatar(account: Account): Html {
  const initials = account.name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" width="72" height="72">
    <rect width="72" height="72" rx="36" fill="#0f766e" />
    <path d="M0 56c14-8 26-8 38-2s22 6 34-2v20H0z" fill="#f2a65a" opacity="0.85" />
    <text x="36" y="46" font-family="Georgia, serif" font-size="28" fill="#ffffff" text-anchor="middle">
      ${initials}
    </text>
  </svg>`
}

const BAR_COUNT = 34

/** Bars that look like a code and mean nothing. */
function renderBars(reference: string): readonly Html[] {
  return Array.from({ length: BAR_COUNT }, (_, index) => {
    const width = 1 + ((reference.charCodeAt(index % reference.length) * (index + 3)) % 4)
    return html`<rect x="${400 + index * 4}" y="120" width="${width * 0.9}" height="50" fill="#1d2433" />`
  })
}

function renderFact(x: number, y: number, label: string, value: string): Html {
  return html`<text x="${x}" y="${y}" font-size="11" fill="#6b6257">${label}</text>
    <text x="${x}" y="${y + 22}" font-size="18" font-weight="700" fill="#1d2433">${value}</text>`
}

/** The boarding pass of a trip. */
export function renderBoardingPass(trip: Trip): Html {
  const flight = findFlight(trip.flightId)
  if (flight === undefined) return html`<svg xmlns="http://www.w3.org/2000/svg"></svg>`
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 560 200"
    width="560"
    height="200"
    font-family="system-ui, sans-serif"
  >
    <rect width="560" height="200" rx="16" fill="#fffaf2" />
    <path d="M16 0h528a16 16 0 0 1 16 16v32H0V16A16 16 0 0 1 16 0z" fill="#c8401a" />
    <text x="24" y="32" font-size="18" font-weight="700" fill="#ffffff">Farfield · Boarding pass</text>
    <text x="24" y="104" font-size="44" font-weight="700" fill="#1d2433">
      ${flight.from.code} → ${flight.to.code}
    </text>
    <path d="M384 60v130" stroke="#d9cdbb" stroke-width="2" stroke-dasharray="4 6" />
    ${renderFact(24, 138, 'PASSENGER', trip.passenger)}
    ${renderFact(230, 138, 'DATE', formatDay(flight.date))}
    ${renderFact(400, 72, 'SEAT', trip.seatIds.join(', '))}
    ${renderFact(470, 72, 'DEPARTS', formatClock(flight.departMinutes))} ${renderBars(trip.reference)}
  </svg>`
}
