// What a browser can do beyond the page itself. Without this file every word, link and the menu still work.

const here = document.currentScript.src
const onDisk = location.protocol === "file:"

// A state that has become worse since the build.

if (!onDisk && document.querySelector("[data-due], [data-built]")) import("./review-dates.js")

// A site opened from a disk: a folder has no page of its own there.

if (onDisk) for (const link of document.querySelectorAll("a[href^='.'], a[href$='/']"))
  if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"

// Search: its style, its script and its index are fetched when somebody opens it.

const LONGEST_WAIT = 4500
const dialog = document.getElementById("search")
const input = dialog.querySelector("input")
const again = dialog.querySelector(".search-again")
let tries = 0

if (dialog.showModal) document.documentElement.classList.add("scripted")

for (const button of document.querySelectorAll("[data-search]")) button.addEventListener("click", () => openSearch(input.value))
dialog.querySelector(".search-close").addEventListener("click", () => dialog.close())
again.addEventListener("click", load)
dialog.querySelector("form").addEventListener("submit", event => {
  event.preventDefault()
  dialog.dataset.entered = input.value  // for a script that is still on its way
})

function openSearch(words) {
  if (!tries) {
    const style = document.createElement("link")
    style.rel = "stylesheet"
    style.href = new URL("search.css", here)
    document.head.append(style)
  }
  input.value = words
  if (!dialog.open) dialog.showModal()
  input.select()
  dialog.dispatchEvent(new Event("search"))
  if (!dialog.dataset.ready) load()
}

/** Says so within five seconds where script or index fail or hang. Each try has a new address: a browser keeps a failed one. */
async function load() {
  if (onDisk) return say("This copy of the site was opened from a disk, and search works only on the website. The menu lists every page.")
  say("One moment …")
  again.hidden = true
  const start = import(`./search.js${tries++ ? `?${tries}` : ""}`).then(search => search.start(dialog))
  const late = new Promise((_, fail) => setTimeout(fail, LONGEST_WAIT))
  await Promise.race([start, late]).catch(() => {
    if (dialog.dataset.ready) return
    say("Search did not load. The menu lists every page.")
    again.hidden = false
  })
}

function say(text) {
  dialog.querySelector("[role=status]").textContent = text
}

// Back keeps the words: they stand in the history of this tab alone, until search is closed.

function showWordsKept() {
  const words = history.state?.search
  if (words) openSearch(words)
  else if (dialog.open) dialog.close()
}

dialog.addEventListener("close", () => history.state?.search && history.replaceState(null, ""))
addEventListener("popstate", showWordsKept)
if (history.state?.search) showWordsKept()

// A link to a place in a closed box opens it. A box without a name of its own is called by its place on the page.

function openBox() {
  const place = location.hash.slice(1)
  const named = document.getElementById(place) ?? document.querySelectorAll("article details")[/^box-(\d+)$/.exec(place)?.[1] - 1]
  const box = named?.closest("details")
  if (!box) return
  for (let each = box; each; each = each.parentElement.closest("details")) each.open = true
  named.scrollIntoView()
}

addEventListener("hashchange", openBox)
openBox()

// Paper: links within the site say where they lead; answers that open are printed open, and closed again afterwards.

let opened = []

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")]
  for (const details of opened) details.open = true
  for (const link of document.querySelectorAll("article a[href]:not(.clause, .rule-number)"))
    if (link.host === location.host && link.pathname !== location.pathname) link.dataset.leads = link.pathname
})

addEventListener("afterprint", () => {
  for (const details of opened) details.open = false
})
