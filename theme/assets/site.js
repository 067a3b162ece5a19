// What a browser can do beyond the page itself. Without this file every word, link and the menu still work.

// A state that has become worse since the build.

if (document.querySelector("[data-due], [data-built]")) import("./review-dates.js")

// Search: its script and its index are fetched when somebody opens it.

const dialog = document.getElementById("search")

if (dialog.showModal) document.documentElement.classList.add("scripted")

for (const button of document.querySelectorAll("[data-search]"))
  button.addEventListener("click", () => {
    dialog.showModal()
    import("./search.js").then(search => search.start(dialog))
  })

dialog.querySelector("form").addEventListener("submit", event => event.preventDefault())
dialog.querySelector(".search-close").addEventListener("click", () => dialog.close())

// Paper: answers that open are printed open, and closed again afterwards.

let opened = []

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")]
  for (const details of opened) details.open = true
})

addEventListener("afterprint", () => {
  for (const details of opened) details.open = false
})
