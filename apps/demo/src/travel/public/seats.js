// Says what is chosen, and keeps the number of seats to the number of passengers. The server checks both again.
const form = document.querySelector('form.seats')
const status = form.querySelector('.seat-chosen')
const wanted = Number(form.dataset.passengers)

function show() {
  const chosen = [...form.querySelectorAll('input[name="seat"]:checked')]
  const euro = chosen.reduce((sum, seat) => sum + Number(seat.dataset.surcharge), 0)
  const names = chosen.map((seat) => seat.value).join(', ')
  const extra = euro === 0 ? 'included' : `€${euro} extra`
  status.textContent = chosen.length === 0 ? status.dataset.empty : `${names} · ${extra}`
  return chosen
}

form.addEventListener('change', (event) => {
  const chosen = show()
  if (chosen.length <= wanted) return
  chosen.find((seat) => seat !== event.target).checked = false
  show()
})
show()
