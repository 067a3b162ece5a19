// A state was right on the day of the build. Where its date has passed since, show what is true today.
// It only ever gets worse here: a clock that is wrong can't make an overdue review look current.

const STATES = ["current", "due_soon", "overdue"]
const DUE_SOON_DAYS = 60
const REBUILD_DAYS = 14
const DAY = 24 * 60 * 60 * 1000

/** Whole days from today, in London, to an ISO date. */
function daysUntil(iso) {
  const today = new Date().toLocaleDateString("en-CA", { timeZone: "Europe/London" })
  return Math.round((Date.parse(iso) - Date.parse(today)) / DAY)
}

for (const block of document.querySelectorAll("[data-due]")) {
  const days = daysUntil(block.dataset.due)
  const now = days < 0 ? "overdue" : days <= DUE_SOON_DAYS ? "due_soon" : "current"
  if (STATES.indexOf(now) <= STATES.indexOf(block.dataset.state)) continue
  block.classList.replace(`state-${block.dataset.state.replace("_", "-")}`, `state-${now.replace("_", "-")}`)
  block.dataset.state = now
  for (const sentence of block.querySelectorAll("[data-when]")) sentence.hidden = sentence.dataset.when !== now
}

for (const built of document.querySelectorAll("[data-built]")) {
  built.querySelector("[data-stale]").hidden = -daysUntil(built.dataset.built) <= REBUILD_DAYS
}
