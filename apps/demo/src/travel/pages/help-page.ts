import { html, type Html } from '../../html.ts'

const TOPICS = [
  ['Bags', 'Weigh them at home: 23 kg is 23 kg everywhere. Sports gear travels for €45 on any flight.'],
  [
    'Changing a booking',
    'Open My trips, choose the booking and pick another day. The fare decides what it costs.',
  ],
  [
    'Delays',
    'After two hours we bring you something to eat, after three we owe you money. We write to you first.',
  ],
  ['Travelling with children', 'Pushchairs are free and stay with you until the door of the aircraft.'],
] as const

/** The one page of the shop without the tag: a shared session pauses here and goes on at the next page. */
export function renderHelpPage(): Html {
  return html`<div class="page-head">
      <h1>Help and contact</h1>
      <p>Answers first. If they do not help, write to help@farfield.example.</p>
    </div>
    <div class="faq help">
      ${TOPICS.map(
        ([title, text]) =>
          html`<details class="card" open>
            <summary>${title}</summary>
            <p>${text}</p>
          </details>`,
      )}
    </div>
    <p class="hint">This page does not carry the Alongside tag, to show what a shared session does then.</p>
    <p><a class="button quiet" href="/travel/">Back to flights</a></p>`
}
