// "Read this to me", on pupils' pages. Only with an English voice that speaks on the device itself:
// other voices would send the words to another company.

const READ = "h1, h2, h3, p, li"
const NOT_READ = ".visually-hidden, .clause, .sources, .download, .approval, .unconfirmed, .seen, .external, [href^='mailto:'], button"
const TRANSLATED = "html:not([lang|=en]), html[class*=translated], html:has(body [_msttexthash])"  // as Chrome, Firefox, Safari and Edge leave it

const article = document.querySelector("article")
const place = document.querySelector(".read-aloud-place")
const button = document.createElement("button")
let reading = null  // the block that is being read
let words           // kept, or some browsers forget it before they say that it has ended

button.type = "button"
button.className = "read-aloud"
button.addEventListener("click", () => reading ? stop() : offer() && read(blocks()))

/** Shows the button, and says whether it can: an English voice would make nonsense of a page that was translated. */
function offer() {
  const can = voice() && !document.querySelector(TRANSLATED)
  if (reading && !can) stop()
  if (can && !button.isConnected) {
    show(null)
    place.append(button)
  }
  button.hidden = !can
  return can
}

/** British if there is one. */
function voice() {
  const english = speechSynthesis.getVoices().filter(each => each.localService && /^en([-_]|$)/i.test(each.lang))
  return english.find(each => /^en[-_]GB/i.test(each.lang)) ?? english[0]
}

/** What is read, in order. A block with blocks in it is read by those. */
function blocks() {
  return [...article.querySelectorAll(READ)].filter(block => !block.querySelector(READ) && text(block))
}

function text(block) {
  if (block.closest(NOT_READ)) return ""
  const copy = block.cloneNode(true)
  for (const part of copy.querySelectorAll(NOT_READ)) part.remove()
  return copy.textContent.replace(/\s+/g, " ").trim()
}

function read([block, ...rest]) {
  if (!block) return stop()
  show(block)
  words = new SpeechSynthesisUtterance(text(block))
  words.voice = voice()
  words.lang = words.voice.lang
  words.rate = 0.9
  words.onend = () => reading === block && read(rest)
  words.onerror = () => reading === block && stop()
  speechSynthesis.speak(words)
}

function stop() {
  show(null)
  speechSynthesis.cancel()
}

/** Highlights the block, and keeps it in sight. */
function show(block) {
  reading?.classList.remove("reading")
  reading = block
  reading?.classList.add("reading")
  reading?.scrollIntoView({ block: "nearest" })
  button.toggleAttribute("data-reading", !!reading)  // then the button stays in sight
  button.textContent = reading ? "Stop reading" : "Read this to me"
}

if (window.speechSynthesis && place) {
  offer()
  new MutationObserver(offer).observe(document.documentElement, { attributeFilter: ["lang", "class"] })
  speechSynthesis.addEventListener("voiceschanged", offer)  // many browsers find their voices late
  document.addEventListener("visibilitychange", () => document.hidden && stop())
  addEventListener("pagehide", stop)
}
