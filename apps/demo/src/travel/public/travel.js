// Niceties only: every page works without this script.

/** Shows the value of a range slider while it moves. */
for (const slider of document.querySelectorAll('input[type="range"][data-output]')) {
  const output = document.getElementById(slider.dataset.output)
  const show = () => {
    const span = Number(slider.max) - Number(slider.min)
    slider.style.setProperty('--filled', `${((Number(slider.value) - Number(slider.min)) / span) * 100}%`)
    if (output) output.textContent = `€${Number(slider.value).toLocaleString('en-IE')}`
  }
  slider.addEventListener('input', show)
  show()
}

/** The way back is asked for only when there is one. */
const back = document.getElementById('back')
if (back) {
  const show = () => {
    const isReturn = document.querySelector('input[name="trip"]:checked')?.value !== 'one-way'
    back.disabled = !isReturn
    back.closest('.field')?.classList.toggle('off', !isReturn)
  }
  for (const radio of document.querySelectorAll('input[name="trip"]')) radio.addEventListener('change', show)
  show()
}

/** On a narrow screen the flights come first. */
const filterBox = document.querySelector('.filter-box')
if (filterBox && matchMedia('(max-width: 980px)').matches) filterBox.open = false

/** The order of the list changes at once; the other filters wait for their button. */
const sort = document.getElementById('sort')
sort?.addEventListener('change', () => sort.form.requestSubmit())

/** Groups of four while a card number is typed, and the slash of its expiry date. */
const cardNumber = document.getElementById('cardNumber')
cardNumber?.addEventListener('input', () => {
  const digits = cardNumber.value.replace(/\D/g, '').slice(0, 19)
  cardNumber.value = digits.replace(/(\d{4})(?=\d)/g, '$1 ')
})
const cardExpiry = document.getElementById('cardExpiry')
cardExpiry?.addEventListener('input', () => {
  const digits = cardExpiry.value.replace(/\D/g, '').slice(0, 4)
  cardExpiry.value = digits.length > 2 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : digits
})

// After a refused form, the first field to look at again.
document.querySelector('[aria-invalid="true"]')?.focus()
