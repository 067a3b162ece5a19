// Search over the index that the build makes (search/search_index.json). `rank` is a plain function: words in, pages out.

const SHOWN = 8
const SMALL_WORDS = new Set("a an and are about at be can do does for from get has have how i if in is it me my of on or our someone that the their them they this to was we what when where who will with you your".split(" "))

/** Fetch the index once, then answer whatever is typed into the dialog. */
export async function start(dialog) {
  const input = dialog.querySelector("input")
  if (dialog.started) return input.select()
  dialog.started = true

  const count = dialog.querySelector("[role=status]")
  const list = dialog.querySelector("ol")
  const root = new URL("../", import.meta.url)
  let entries
  const ready = load(new URL("search/search_index.json", root)).catch(() => null).then(loaded => entries = loaded)

  let pause

  const answer = () => {
    clearTimeout(pause)  // or a list that somebody is already in would be made anew
    pause = null
    const found = entries ? rank(entries, input.value) : []
    count.textContent = summary(entries, input.value, found.length)
    list.replaceChildren(...found.map(entry => item(entry, input.value, root)))
  }

  input.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(answer, 150)
  })
  dialog.querySelector("form").addEventListener("submit", async () => {
    await ready
    answer()
    list.querySelector("a")?.focus()
  })
  dialog.addEventListener("keydown", event => {
    if (pause && event.key.startsWith("Arrow")) answer()
    walk(event, [input, ...list.querySelectorAll("a")])
  })
  list.addEventListener("click", () => dialog.close())

  answer()
  await ready
  answer()
}

/** The entries that answer the query, best first. Those with every word come first; where they are few, some words will do. */
export function rank(entries, query) {
  const terms = words(query)
  if (!terms.length) return []
  const scored = entries.filter(entry => terms.some(term => own(entry, term))).map(entry => {
    const scores = terms.map(term => score(entry, term))
    const apart = scores.every(Boolean) ? 100 + sum(scores) : sum(scores) / terms.length
    const together = terms.length > 1 ? score(entry, terms.join("")) : 0  // "tik tok" finds TikTok
    return { entry, score: Math.max(apart, together && 100 + together) + phrase(entry, query) }
  })
  const found = scored.filter(each => each.score > 0).sort((a, b) => b.score - a.score)
  const whole = found.filter(each => each.score >= 100)
  return spread((whole.length > 2 ? whole : found).map(each => each.entry)).slice(0, SHOWN)
}

/** How well one word fits an entry; failing that, the title of the page it is on. */
function score(entry, term) {
  return own(entry, term) || fit(entry.words.page, term)
}

/** Its search words and its title weigh most. */
function own({ words }, term) {
  const hits = words.text.filter(word => begins(word, term)).length
  return 20 * fit(words.tags, term) + 10 * fit(words.title, term) + Math.min(hits, 5)
}

function fit(words, term) {
  return words.includes(term) ? 2 : words.some(word => begins(word, term)) ? 1 : 0
}

/** A page that names this very query among its search words comes first. */
function phrase(entry, query) {
  const typed = plain(query).trim()
  return entry.tags.some(tag => plain(tag) === typed) ? 200 : 0
}

/** No page takes more than two of the places. */
function spread(entries) {
  const taken = {}
  return entries.filter(entry => (taken[entry.page] = (taken[entry.page] ?? 0) + 1) <= 2)
}

async function load(address) {
  const { docs } = await (await fetch(address)).json()
  const titles = {}
  for (const doc of docs) if (!doc.location.includes("#")) titles[doc.location] = text(doc.title)
  return docs.map(doc => {
    const [page, section] = doc.location.split("#")
    const title = text(doc.title)
    const above = section ? titles[page] ?? "" : ""
    const body = text(doc.text)
    const tags = section ? [] : doc.tags ?? []  // a page's search words lead to its top
    return { location: doc.location, page, title: above ? `${above}: ${title}` : title, body, tags,
      words: { title: words(title, true), page: words(above, true), text: words(body, true), tags: words(tags.join(" "), true) } }
  })
}

/** Markup to text. The parser runs nothing and fetches nothing. */
function text(html) {
  const spaced = html.replace(/<\/?(p|li|ul|ol|div|td|th|h\d|br)\b/g, " $&")
  return new DOMParser().parseFromString(spaced, "text/html").body.textContent.replace(/\s+/g, " ").trim()
}

function plain(string) {
  return string.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "")
}

function words(string, all = false) {
  const list = plain(string).match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = all ? list : list.filter(word => !SMALL_WORDS.has(word))
  return telling.length ? telling : list
}

function begins(word, term) {
  return word.startsWith(stem(term))
}

/** "photos" and "sharing" also find "photo" and "share". */
function stem(word) {
  return word.replace(/^(.{4,}?)(ing|ed|es|s|e)$/, "$1")
}

const sum = numbers => numbers.reduce((a, b) => a + b, 0)

function summary(entries, query, found) {
  if (entries === undefined) return "One moment …"
  if (!entries) return "Search could not be loaded. The menu lists every page."
  if (!query.trim()) return "Type a word or two, such as “photos” or “group chat”."
  if (!found) return `Nothing found for “${query.trim()}”. Try another word, or use the menu.`
  return `${found} ${found === 1 ? "result" : "results"} for “${query.trim()}”`
}

function item(entry, query, root) {
  const link = element("a", [element("strong", [entry.title]), element("small", snippet(entry.body, words(query).map(stem)))])
  link.setAttribute("href", root.pathname + entry.location)
  return element("li", [link])
}

/** Some 150 letters around the first word found, the words marked. */
function snippet(body, stems) {
  const wanted = new RegExp(`\\b((?:${stems.join("|")})[\\p{L}\\p{N}]*)`, "iu")
  const at = body.search(wanted)
  const from = at < 60 ? 0 : body.indexOf(" ", at - 60) + 1
  const to = body.length < from + 150 ? body.length : body.lastIndexOf(" ", from + 150)
  const parts = body.slice(from, to).split(wanted).map((part, i) => i % 2 ? element("mark", [part]) : part)
  return [from ? "… " : "", ...parts, to < body.length ? " …" : ""]
}

function element(name, children) {
  const made = document.createElement(name)
  made.append(...children)
  return made
}

/** Up and down arrows go through the results. */
function walk(event, stops) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))].focus()
}
