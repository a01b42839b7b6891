import { flag, html, type Html } from '../../html.ts'
import { AIRPORTS } from '../airports.ts'
import { renderInput, renderSelect } from '../fields.ts'
import { formatEuro, isoDayFromNow } from '../format.ts'
import { CABINS, MAX_PASSENGERS, type SearchErrors, type SearchFields } from '../search-query.ts'

/** The search as it stands when nobody has touched it. */
export function defaultSearchFields(): SearchFields {
  return {
    from: 'AMS',
    to: '',
    trip: 'return',
    depart: isoDayFromNow(18),
    back: isoDayFromNow(25),
    passengers: '1',
    cabin: 'Economy',
  }
}

const AIRPORT_CHOICES = AIRPORTS.map(({ code, city }) => ({ value: code, label: `${city} (${code})` }))

const IDEAS = [
  { code: 'LIS', art: 'lisbon', city: 'Lisbon', line: 'Tiled hills and a warm river light', euro: 98 },
  { code: 'KEF', art: 'reykjavik', city: 'Reykjavik', line: 'Hot springs under green skies', euro: 154 },
  {
    code: 'RAK',
    art: 'marrakech',
    city: 'Marrakech',
    line: 'Mint tea, red walls, cool courtyards',
    euro: 121,
  },
  { code: 'HND', art: 'tokyo', city: 'Tokyo', line: 'Neon, noodles and a quiet mountain', euro: 612 },
] as const

function renderTripRadios(trip: string): Html {
  return html`<fieldset class="pills">
    <legend class="visually-hidden">Trip</legend>
    <label
      ><input type="radio" name="trip" value="return" ${flag('checked', trip !== 'one-way')} /> Return</label
    >
    <label
      ><input type="radio" name="trip" value="one-way" ${flag('checked', trip === 'one-way')} /> One
      way</label
    >
  </fieldset>`
}

function renderSearchForm(fields: SearchFields, errors: SearchErrors): Html {
  return html`<form class="search card" method="get" action="/travel/flights" aria-label="Search flights">
    ${renderTripRadios(fields.trip)}
    <div class="search-grid">
      ${renderSelect({ name: 'from', label: 'From', value: fields.from, error: errors.from, choices: AIRPORT_CHOICES })}
      ${renderSelect({
        name: 'to',
        label: 'To',
        value: fields.to,
        error: errors.to,
        choices: AIRPORT_CHOICES,
        prompt: 'Where to?',
      })}
      ${renderInput({
        name: 'depart',
        label: 'Depart',
        type: 'date',
        value: fields.depart,
        error: errors.depart,
        min: isoDayFromNow(0),
      })}
      ${renderInput({
        name: 'back',
        label: 'Come back',
        type: 'date',
        value: fields.back,
        error: errors.back,
        min: isoDayFromNow(0),
        place: 'when-return',
      })}
      ${renderSelect({
        name: 'passengers',
        label: 'Passengers',
        value: fields.passengers,
        error: errors.passengers,
        choices: Array.from({ length: MAX_PASSENGERS }, (_, index) => ({
          value: String(index + 1),
          label: index === 0 ? '1 adult' : `${index + 1} adults`,
        })),
      })}
      ${renderSelect({
        name: 'cabin',
        label: 'Cabin',
        value: fields.cabin,
        choices: CABINS.map((name) => ({ value: name, label: name })),
      })}
      <button class="button primary" type="submit">Search flights</button>
    </div>
  </form>`
}

function renderIdea(idea: (typeof IDEAS)[number]): Html {
  const query = new URLSearchParams({
    from: 'AMS',
    to: idea.code,
    trip: 'return',
    depart: isoDayFromNow(18),
    back: isoDayFromNow(25),
    passengers: '1',
    cabin: 'Economy',
  })
  return html`<li>
    <a class="idea card" href="/travel/flights?${query.toString()}">
      <img
        src="/travel/assets/art/${idea.art}-640.jpg"
        srcset="/travel/assets/art/${idea.art}-640.jpg 640w, /travel/assets/art/${idea.art}-1280.jpg 1280w"
        sizes="(min-width: 900px) 280px, 90vw"
        width="640"
        height="400"
        alt=""
      />
      <span class="idea-text"
        ><strong>${idea.city}</strong><span>${idea.line}</span
        ><span class="price">from ${formatEuro(idea.euro)}</span></span
      >
    </a>
  </li>`
}

/** The start page: the search form and a few ideas. */
export function renderHomePage(fields: SearchFields, errors: SearchErrors): Html {
  return html`<section class="hero">
      <img
        class="hero-art"
        src="/travel/assets/art/hero-1280.jpg"
        srcset="
          /travel/assets/art/hero-640.jpg   640w,
          /travel/assets/art/hero-1280.jpg 1280w,
          /travel/assets/art/hero-1920.jpg 1920w
        "
        sizes="100vw"
        alt=""
      />
      <div class="hero-text">
        <h1>Somewhere else is closer than you think.</h1>
        <p>Twelve cities, four airlines, one honest price.</p>
      </div>
    </section>
    ${renderSearchForm(fields, errors)}
    <section class="ideas">
      <h2>Ideas for the next free week</h2>
      <ul class="idea-list">
        ${IDEAS.map(renderIdea)}
      </ul>
    </section>
    <section class="promises">
      <div>
        <h3>The price you see</h3>
        <p>Taxes and fees are in from the first page. Nothing is added at the end.</p>
      </div>
      <div>
        <h3>A person to ask</h3>
        <p>Stuck on a form? Chat with us and fill it in together, on your own screen.</p>
      </div>
      <div>
        <h3>24 hours to change your mind</h3>
        <p>Cancel any booking within a day and pay nothing.</p>
      </div>
    </section>`
}
