// Search over the site's own index (search.json). `rank` is a plain function: an index and words in, results out.

const SHOWN = 8
const SMALL_WORDS = new Set(("a about after all also am an and any are as at be because been before but by can could did do does doing for from get gets getting "
  + "got had has have he her him his how if in into is it its just like my of on or our out please she should so some than that the their them then "
  + "there they this to up us was we were what when where which will with would you your id hes shes theyre theres keep keeps being said says stuff thing things really very still always").split(" ").map(stem))
const SELF = "me"  // "I", "me", "myself": it tells who asks, and nothing alone
const ASKING = /\b(do|should) i\b/g  // "who do I call" is not about the one who asks
const STRENGTH = [0, 6, 10, 13, 15, 16]  // of a phrase of so many words
const AMONG_OTHERS = 0.5  // an app's or game's name beside other words tells where, they tell what
const NUMBERED = /^\d+\. /  // a section of the policy
const RULE = /^\s*(?:rule|section|clause|paragraph|point|part)?\s*(\d)(?:\s*[.(]\s*(\d+)\)?(?:\s*[.(]?\s*([a-z])\)?)?)?\s*$/i
const ready = new WeakMap()

/** Fetch the index, then answer whatever is typed into the dialog. */
export async function start(dialog) {
  const root = new URL("../", import.meta.url)
  const answered = await fetch(new URL("search.json", root), { signal: AbortSignal.timeout(5000) })
  const index = await answered.json()
  if (dialog.dataset.ready) return  // an earlier try came after all
  dialog.dataset.ready = "yes"

  const input = dialog.querySelector("input")
  const list = dialog.querySelector("ol")
  const ring = dialog.querySelector(".search-ring")
  dialog.querySelector(".search-again").hidden = true
  ring.prepend(...index.ring.map(numberToRing))
  let pause

  const answer = () => {
    clearTimeout(pause)
    pause = null
    const found = rank(index, input.value)
    dialog.querySelector("[role=status]").textContent = summary(input.value, found.length)
    list.replaceChildren(...found.map(result => item(result, root)))
    if (crisis(index, input.value)) list.before(ring)
    else list.after(ring)
    if (input.value || history.state?.search) history.replaceState(input.value ? { search: input.value } : null, "")
  }
  const openBest = () => {
    answer()
    list.querySelector("a")?.click()
  }

  input.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(answer, 60)
  })
  dialog.addEventListener("search", answer)  // opened again
  dialog.querySelector("form").addEventListener("submit", openBest)
  dialog.addEventListener("keydown", event => {
    if (pause && event.key.startsWith("Arrow")) answer()
    walk(event, [input, ...list.querySelectorAll("a")])
  })
  list.addEventListener("click", event => {
    const link = event.target.closest("a")
    if (link && link.pathname === location.pathname) leave(dialog, link)
  })

  if (input.value && dialog.dataset.entered === input.value) openBest()
  else answer()
}

/** A result on this very page: the words stay in the history's entry that is left. */
function leave(dialog, link) {
  if (link.hash === location.hash) dispatchEvent(new Event("hashchange"))
  const words = history.state
  dialog.close()
  dialog.addEventListener("close", () => history.replaceState(link.hash ? null : words, ""), { once: true })
}

/** The results for a query, best first: [{ address, title, text, words }]. */
export function rank(index, query) {
  const site = prepare(index)
  const rule = ruleOf(site, query)
  if (rule) return [rule]
  const terms = meant(site, query)
  if (!terms.length) return []
  const all = terms.reduce((sum, term) => sum + site.rarity(term.word), 0)
  const found = site.pages.map(page => score(site, page, terms, all)).filter(each => each.score > 0.2)
  found.sort((a, b) => b.score - a.score)
  return found.filter(each => each.score > found[0].score / 12).slice(0, SHOWN).map(({ page, section }) => {
    const [place, heading, text] = section
    const title = section === page.sections[0] ? page.title : `${page.title}: ${heading}`
    return { address: page.address + (place && `#${place}`), title, text, words: terms.map(term => term.as) }
  })
}

/** The rule whose number is typed: "4(7)", "4.7", "rule 4(6)(b)"; of "section 4" the section. */
function ruleOf(site, query) {
  const [, section, ...parts] = RULE.exec(query) ?? []
  const page = section && site.pages.find(each => each.title.startsWith(`${section}. `))
  if (!page) return
  const number = section + parts.filter(Boolean).map(part => `(${part.toLowerCase()})`).join("")
  const place = parts[0] ? `#clause-${number.match(/\w+/g).join("-")}` : ""
  return { address: page.address + place, title: `${page.title}${place && `: rule ${number}`}`, text: page.sections[0][2], words: [section] }
}

/** Whether somebody who types this may need help at once. */
export function crisis(index, query) {
  const site = prepare(index)
  const typed = new Set([...meant(site, query).map(term => term.word), ...concepts(site, correct(site, query).map(each => each.word))])
  return site.crisis.some(phrase => phrase.every(word => typed.has(word)))
}

/** A page's score, and the section that its result leads to. */
function score(site, page, terms, all) {
  const best = terms.map(() => 0)
  let place = "", strongest = 0
  for (const phrase of page.phrases) {
    const meant = phrase.words.map(word => terms.find(term => term.word === word) ?? terms.find(term => term.kind === word))
    if (!meant.every(Boolean) || new Set(meant).size < meant.length) continue
    const kind = phrase.words.every((word, i) => meant[i].word === word) ? 1 : 0.85
    const exact = phrase.words.length === terms.length ? 1.3 : 1
    const literal = phrase.stems.every(stem => terms.some(term => term.as.startsWith(stem))) ? 1.25 : 1
    const where = phrase.words.length === 1 && terms.length > 1 && meant[0].kind ? AMONG_OTHERS : 1
    const urgent = phrase.words.some(word => site.urgent.has(word)) ? 1.3 : 1
    const strength = STRENGTH[Math.min(phrase.words.length, 5)] * exact * literal * kind * where * urgent
    if (strength > strongest) [strongest, place] = [strength, phrase.place]
    terms.forEach((term, i) => { if (meant.includes(term)) best[i] = Math.max(best[i], strength * term.sure) })
  }
  let total = 0, covered = 0
  const lead = 0.5 + page.weight / 2
  terms.forEach((term, i) => {
    const rarity = site.rarity(term.word)
    const text = page.text.get(term.word) ?? 0
    const fit = best[i] + (text && term.sure * (1.5 * text / (text + 2)) + (page.titleWords.has(term.word) ? 2.5 : 0))
    if (fit) covered += rarity
    total += Math.sqrt(Math.min(1, Math.max(rarity, 0.5))) * best[i] * lead + rarity * (fit - best[i]) * (page.weight < 0.5 && !strongest && !page.titleWords.has(term.word) ? 0 : page.weight)
  })
  return { page, score: total * (0.4 + 0.6 * covered / all) * (page.not.some(word => terms.some(term => term.word === word)) ? 0.5 : 1), section: sectionFor(page, terms, place, site) }
}

/** The place that the words name; else the section that has most of them, where it has more than the page's top. */
function sectionFor(page, terms, place, site) {
  if (place) return page.sections.find(section => section[0] === place) ?? page.sections[0]
  const fits = page.sectionWords.map(({ heading, text }) => terms.reduce((sum, { word }) =>
    sum + site.rarity(word) * ((heading.has(word) ? 2 : 0) + (text.has(word) ? 1 : 0)), 0))
  const top = Math.max(...fits)
  return page.sections[fits[0] * 1.5 >= top ? 0 : fits.indexOf(top)]
}

// --- words ---------------------------------------------------------------------------------------

/** What a query means: its telling words, corrected, each with how sure that is. */
function meant(site, query) {
  const words = correct(site, query)
  const found = join(site, words)
  const telling = found.filter((term, i) => !SMALL_WORDS.has(term.word) && found.findIndex(each => each.word === term.word) === i)
  return telling.some(term => term.word !== SELF) ? telling : found
}

/** The query's words as the site spells them. */
function correct(site, query) {
  const typed = split(query)
  return typed.flatMap((as, i) => {
    const word = stem(as)
    if (site.known.has(word) || SMALL_WORDS.has(word)) return [{ as, word, sure: 1 }]
    const joined = [stem(as + (typed[i + 1] ?? "")), stem((typed[i - 1] ?? "") + as)].some(each => site.known.has(each))
    if (joined) return [{ as, word, sure: 1 }]
    const last = i === typed.length - 1
    return near(site, as, 1) ?? apart(site, as) ?? (last ? begun(site, as) : undefined) ?? near(site, as, 2) ?? kin(site, as) ?? [{ as, word, sure: 1 }]
  })
}

/** "groupchat" is two words that the site knows. */
function apart(site, as) {
  for (let i = as.length - 3; i >= 3; i--) {
    const parts = [as.slice(0, i), as.slice(i)]
    if (parts.every(part => site.known.has(stem(part)) && !SMALL_WORDS.has(stem(part)))) return parts.map(part => ({ as: part, word: stem(part), sure: 0.9 }))
  }
}

/** A last word that is still being typed. */
function begun(site, as) {
  if (as.length < 3) return
  const longer = site.list.filter(([known]) => known.startsWith(as)).sort(([, a], [, b]) => site.known.get(b) - site.known.get(a))
  return longer.length ? [{ as, word: longer[0][1], sure: 0.8 }] : undefined
}

/** The known word that is spelt most like it: one slip in a short word, two in a long one. */
function near(site, as, most) {
  const allowed = Math.min(most, as.length < 4 ? 0 : as.length < 8 ? 1 : 2)
  const heard = sound(as)
  let best, least = allowed + 0.9
  for (const [known, short] of allowed ? site.list : []) {
    if (Math.abs(known.length - as.length) > 2) continue
    if ((slips(as, known) > allowed + 1 && heard !== sound(known)) || (most > 1 && known[0] !== as[0])) continue
    const far = slips(heard, sound(known)) + (known[0] === as[0] ? 0 : 0.5) - Math.min(site.known.get(short), 20) / 100
    if (far < least) [best, least] = [short, far]
  }
  return best && [{ as, word: best, sure: 0.85 }]
}

/** The known word with the same beginning: "haters", "accessible". */
function kin(site, as) {
  const start = as.slice(0, Math.max(4, as.length - 3))
  const known = as.length > 5 && site.list.find(([word]) => word.startsWith(start) || (word.length > 4 && as.startsWith(word)))
  return known ? [{ as, word: known[1], sure: 0.7 }] : undefined
}

/** Letters that sound alike become one. */
function sound(word) {
  return word.replace(/ph/g, "f").replace(/x/g, "ks").replace(/ck|q/g, "k").replace(/[st][hi][ou]n/, "shn").replace(/(.)\1/g, "$1")
}

/** How many letters are wrong, missing, too many or swapped. */
function slips(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = rows[i] = [i]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1)
    }
  }
  return rows[a.length][b.length]
}

/** Words that stand together ("group chat", "tik tok") become one, and each word the first of those that mean the same. */
function join(site, words) {
  const found = []
  for (let i = 0; i < words.length;) {
    let taken = 1, word
    for (let n = Math.min(5, words.length - i); n > 0 && word === undefined; n--) {
      const some = words.slice(i, i + n)
      word = site.same.get(some.map(each => each.word).join(" "))
      if (word === undefined && n === 2 && !some.some(each => SMALL_WORDS.has(each.word))) {
        const joined = stem(some.map(each => each.as).join(""))
        if (site.known.has(joined)) word = site.same.get(joined) ?? joined
      }
      if (word !== undefined) taken = n
    }
    const some = words.slice(i, i + taken)
    const meaning = word ?? words[i].word
    found.push({ as: some.map(each => each.as).join(" "), word: meaning, kind: site.kinds.get(meaning), sure: Math.min(...some.map(each => each.sure)) })
    i += taken
  }
  return found
}

const concepts = (site, stems) => join(site, stems.map(word => ({ as: word, word, sure: 1 }))).map(term => term.word)

function split(text) {
  return text.toLowerCase().replace(ASKING, "$1").replaceAll("£", " pound ").normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").match(/[\p{L}\p{N}]+/gu) ?? []
}

/** One form for a word's endings: "sharing", "shares" and "shared" are "shar", "bullied" and "bullies" "bulli". */
function stem(word) {
  if (word.length < 4) return word
  let short = word.replace(/i[sz](e[ds]?|ing|ations?)$/, "is").replace(/(ss)es$|ies$|ied$|(?<![su])s$/, (all, ss) => ss ?? (all[0] === "i" ? "y" : ""))
  short = short.replace(/^(.*[aeiouy].*?)(ing|ed)$/, (all, start) => start.length < 3 ? all : start.replace(/([bdgmnprt])\1$/, "$1"))
  return short.length > 3 ? short.replace(/e$/, "").replace(/y$/, "i") : short
}

// --- the index ------------------------------------------------------------------------------------

/** The index with its words counted; once for each index. */
function prepare(index) {
  if (!ready.has(index)) ready.set(index, counted(index))
  return ready.get(index)
}

function counted(index) {
  const site = { known: new Map(), same: new Map(), kinds: new Map(), seen: new Map(), whole: new Map() }
  const stems = (text, much = 1) => split(text).map(word => {
    const short = stem(word)
    site.whole.set(word, short)
    site.known.set(short, (site.known.get(short) ?? 0) + much)
    return short
  })
  for (const group of index.same) {
    const first = stems(group[0], 3).join(" ")
    for (const words of group) if (!site.same.has(stems(words).join(" "))) site.same.set(stems(words, 2).join(" "), first)
  }
  for (const [kind, ...all] of index.kinds) for (const words of all) {
    const key = stems(words, 3).join(" ")
    site.same.set(key, site.same.get(key) ?? key)
    site.kinds.set(site.same.get(key), stem(kind))
  }
  for (const [, , words, sections, others] of index.pages) for (const text of [...words.map(([, listed]) => listed), ...sections.flatMap(each => each.slice(1)), others]) stems(text)
  index.crisis.forEach(words => stems(words, 3))
  site.list = [...site.whole].filter(([word, short]) => word.length > 2 && !SMALL_WORDS.has(short))
  const telling = text => meantExactly(site, text)
  site.crisis = index.crisis.map(telling)
  site.urgent = new Set(site.crisis.filter(phrase => phrase.length === 1).flat())
  const topic = text => new Set(telling(text).filter(word => word !== SELF))
  site.pages = index.pages.map(([address, weight, words, sections, others]) => {
    const sectionWords = sections.map(([, heading, text]) => ({ heading: topic(heading), text: new Set(telling(text)) }))
    const text = new Map()
    for (const some of [...sections.map(([, heading, body]) => `${heading} ${body}`), others]) for (const word of telling(some)) text.set(word, (text.get(word) ?? 0) + 1)
    for (const word of text.keys()) site.seen.set(word, (site.seen.get(word) ?? 0) + 1)
    const phrases = words.flatMap(([place, listed]) => listed.split(", ").map(word =>
      ({ place, words: [...new Set(telling(word))], stems: split(word).map(stem).filter(each => !SMALL_WORDS.has(each)) })))
    return { address, weight, not: (index.not[address] ?? []).flatMap(telling), sections, sectionWords, text, phrases, title: sections[0][1], titleWords: topic(sections[0][1].replace(NUMBERED, "")) }
  })
  site.rarity = word => word === SELF ? 0.3 : 0.25 + Math.log(site.pages.length / (site.seen.get(word) ?? 1)) / 2
  return site
}

function meantExactly(site, text) {
  const found = concepts(site, split(text).map(stem))
  const telling = found.filter(word => !SMALL_WORDS.has(word))
  return telling.some(word => word !== SELF) ? telling : found
}

// --- what is shown --------------------------------------------------------------------------------

function summary(words, found) {
  if (!words.trim()) return "Type a word or two, such as “photos” or “group chat”."
  if (!found) return `Nothing found for “${words.trim()}”. Try another word, or use the menu.`
  return `${found} ${found === 1 ? "result" : "results"} for “${words.trim()}”`
}

function item({ address, title, text, words }, root) {
  const link = element("a", [element("strong", [title]), element("small", snippet(text, words))])
  link.href = root.pathname + address
  return element("li", [link])
}

function numberToRing([why, name, numbers]) {
  const links = numbers.flatMap(([number, uri, hours], i) => {
    const link = element("a", [number.replaceAll(" ", "\u00a0")])
    link.href = uri
    return [i ? ", " : " ", link, hours && ` (${hours})`]
  })
  return element("p", [element("strong", [`${why}:`]), ` ${name}`, ...links])
}

/** Some 150 letters around the first word found, the words marked. */
function snippet(body, words) {
  const wanted = new RegExp(`(?<![\\p{L}\\p{N}])((?:${words.join("|")})[\\p{L}\\p{N}]*)`, "iu")
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
