// What is asked of a page from inside it. Each question returns its faults, a sentence each: none is well.

window.everyPage = {

  /** Several questions at once: the faults of each. */
  ask(questions) {
    return Object.fromEntries(questions.map(question => [question, everyPage[question]()]))
  },

  /** How many bytes the browser received for the first view: headers, styles, scripts, pictures and the icon included. Not what comes ahead of need: lazy pictures, which each browser fetches when it likes. */
  async received() {
    const icon = document.querySelector("link[rel=icon]"), late = new Set(all("img[loading=lazy]").map(each => each.src))
    if (icon) await (await fetch(icon.href)).arrayBuffer()
    await new Promise(done => setTimeout(done, 200))  // what comes late has come, and what moves late has moved
    const bytes = new Map()  // a browser with a window asks for the icon by itself as well
    for (const each of ["navigation", "resource"].flatMap(kind => timings.getEntriesByType(kind)).filter(each => !late.has(each.name)))
      bytes.set(each.name, Math.max(each.transferSize, bytes.get(each.name) ?? 0))
    return [...bytes.values()].reduce((sum, each) => sum + each, 0)
  },

  /** A page that says what to do now is five screens at most, and offers few numbers to choose from. */
  short() {
    if (!isSituation()) return []
    const height = document.documentElement.scrollHeight, calls = all("article a[href^='tel:']").length
    return [...height > 3200 ? [`it is ${height} px high`] : [], ...calls > 8 ? [`it has ${calls} numbers to call`] : []]
  },

  /** On pages that say what to do now: title and emergency strip of two lines at most, and the whole of step 1, without scrolling. */
  firstScreen() {
    const step = document.querySelector(".emergency ~ .steps :is(ol, ul) > li"), strip = document.querySelector(".emergency"), title = document.querySelector("h1")
    if (!step || innerWidth > 400) return []
    const bottom = step.getBoundingClientRect().bottom + scrollY
    return [
      ...[[title, "the title"], [strip, "the emergency strip"]].map(([each, name]) => [lines(each), name])
        .filter(([count]) => count > 2).map(([count, name]) => `${name} takes ${count} lines`),
      ...bottom > innerHeight ? [`the first step ends at ${Math.round(bottom)} px, and the screen at ${innerHeight}`] : [],
    ]
  },

  /** Firefox's reader view keeps every number to call, every email and every step. */
  reader() {
    const read = new Readability(document.cloneNode(true)).parse()
    if (!read) return ["reader view finds nothing to read"]
    const kept = new DOMParser().parseFromString(read.content, "text/html")
    const hrefs = new Set([...kept.querySelectorAll("a[href]")].map(each => each.getAttribute("href")))
    const text = flat(kept.body), steps = all("article .steps li").filter(step => !text.includes(flat(step)))
    return [
      ...all("article :is([href^='tel:'], [href^='mailto:'], [href^='sms:'])").filter(each => !hrefs.has(each.getAttribute("href"))).map(each => `${named(each)} is lost`),
      ...steps.map(step => `the step ${named(step)} is lost`),
    ]
  },

  /** Names, emails, numbers and rule numbers stay as they are when a browser translates the page. */
  translated() {
    return all("article :is([href^='tel:'], [href^='mailto:'], [href^='sms:'], .rule-number, .clause)").filter(each => !within(each, "[translate=no]") && !each.querySelector("[translate=no]")).map(each => `${named(each)} would be translated`)
  },

  /** In a language that is written from right to left: no number lies over a rule's text, nothing stands out of the page. */
  rightToLeft() {
    document.documentElement.dir = "rtl"
    const faults = all("article :is(.rule-number, .clause)").filter(shown).flatMap(number => {
      const box = number.getBoundingClientRect(), range = document.createRange()
      range.selectNodeContents(number.closest("li, p, td, dd") ?? number.parentElement)
      const texts = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT)
      const over = []
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (number.contains(text) || !text.data.trim() || within(text.parentElement, OFF_SCREEN)) continue
        range.selectNodeContents(text)
        over.push(...[...range.getClientRects()].filter(other => overlap(box, other)))
      }
      return over.length ? [`${named(number)} lies over other words`] : []
    })
    const fits = everyPage.fits()
    document.documentElement.removeAttribute("dir")
    return [...faults, ...fits]
  },

  /** What must be whole on paper: numbers to call or text, and emails. */
  namesToKeep() {
    return [...new Set(all("article :is([href^='tel:'], [href^='mailto:'], [href^='sms:'])").filter(shownOnPaper).map(each => each.textContent.replace(/\s+/g, " ").trim()).filter(words => /\d|@/.test(words)))]
  },

  /** One h1; no level is left out on the way down. */
  headings() {
    const levels = all("h1, h2, h3, h4, h5, h6").filter(shown).map(each => [Number(each.tagName[1]), each])
    const firsts = levels.filter(([level]) => level === 1).length
    return [
      ...firsts === 1 ? [] : [`${firsts} headings are h1`],
      ...levels.filter(([level], i) => level > (i ? levels[i - 1][0] : 0) + 1).map(([level, each]) => `${named(each)} leaves out a level`),
    ]
  },

  /** A language; one banner, one main, one foot; every nav with a name of its own. */
  landmarks() {
    const names = all("nav").map(label)
    return [
      .../^en/.test(document.documentElement.lang) ? [] : ["no language is set"],
      ...["body > header", "main", "body > footer"].filter(part => all(part).length !== 1).map(part => `not one ${part}`),
      ...names.filter((name, i) => !name || names.indexOf(name) < i).map(name => `a nav has no name of its own: “${name}”`),
    ]
  },

  /** A link's words make sense alone, and two links with the same words lead to the same place. */
  links() {
    const places = new Map()
    for (const each of all("a[href]")) places.set(label(each), (places.get(label(each)) ?? new Set()).add(each.href))
    return [...places].flatMap(([words, to]) => [
      ...to.size > 1 ? [`“${words}” leads to ${[...to].join(" and ")}`] : [],
      .../^(|(click |tap |look )?here|(read |find out |learn |see )?more|this( page)?|link|page|website|download)$/i.test(words) ? [`“${words}” says nothing alone`] : [],
    ])
  },

  /** A link to another site says so, also to a screen reader; none opens a window of its own. */
  leaving() {
    const away = all("a[href]").filter(each => /^https?:/.test(each.protocol) && each.host !== location.host)
    const tells = each => /another website/.test(each.textContent + getComputedStyle(each, "::after").content)
    return [
      ...away.filter(each => !tells(each)).map(each => `${named(each)} does not say that it leaves the site`),
      ...all("[target]").map(each => `${named(each)} opens a window`),
    ]
  },

  /** Every cell of a table has a heading in its row or its column. */
  tables() {
    return all("table").flatMap(table => {
      const columns = [...table.tHead?.rows[0]?.cells ?? []].map(cell => cell.tagName === "TH" && cell.textContent.trim() !== "")
      const bare = [...table.querySelectorAll("td")].filter(cell => cell.textContent.trim() && !columns[cell.cellIndex] && !cell.parentElement.querySelector("th"))
      return bare.map(cell => `${named(cell)} has no heading`)
    })
  },

  /** A picture has words or is marked as none, keeps its place while it loads, and is fetched late if it is far down. */
  images() {
    return all("img").flatMap(each => [
      ...each.hasAttribute("alt") ? [] : [`${named(each)} has no alt`],
      ...each.getAttribute("width") && each.getAttribute("height") ? [] : [`${named(each)} has no width and height`],
      ...each.getBoundingClientRect().top + scrollY > innerHeight && each.loading !== "lazy" ? [`${named(each)} is below the first screen and not lazy`] : [],
    ])
  },

  /** What can be tapped is 24 px high and wide; what calls or writes to somebody, 44, and nothing else lies over its middle 24. */
  targets() {
    return stops().flatMap(each => {
      const calls = /^(tel|mailto):/.test(each.protocol), needed = calls ? 44 : 24
      if (calls) each.scrollIntoView({ block: "center" })
      const box = widest(each.getClientRects()), x = box.left + box.width / 2, y = box.top + box.height / 2
      const hit = [-12, 12].every(off => each.contains(document.elementFromPoint(x, y + off)))
      return [
        ...box.width < needed - 0.5 || box.height < needed - 0.5 ? [`${named(each)} is ${Math.round(box.width)} × ${Math.round(box.height)} px, not ${needed}`] : [],
        ...calls && !hit ? [`${named(each)} is partly covered`] : [],
      ]
    })
  },

  /** No letter is smaller than 16 px, lines have room between them, and none holds more than 75 letters of a narrow typeface. */
  letters() {
    return all("main :is(p, li, dd, dt, td, th, summary, blockquote)").filter(each => shown(each) && ownWords(each)).flatMap(each => {
      const style = getComputedStyle(each), size = parseFloat(style.fontSize), height = parseFloat(style.lineHeight) / size
      const letters = (each.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) / size / NARROW
      const running = each.matches("p, li, dd") && !within(each, "table, nav, .doors") && size >= 18
      return [
        ...size < 16 ? [`${named(each)} is ${size} px`] : [],
        ...height < (running ? 1.49 : 1.25) && each.tagName !== "SUMMARY" && lines(each) > 1 ? [`${named(each)} has lines of ${height}`] : [],
        ...letters > 75.5 && each.textContent.trim().length > 75 ? [`${named(each)} has room for ${Math.round(letters)} letters a line`] : [],
      ]
    })
  },

  /** The sizes of type on the page. */
  sizes() {
    return [...new Set(all("body *").filter(each => shown(each) && ownWords(each)).map(each => getComputedStyle(each).fontSize))]
  },

  /** No block capitals, no italics. */
  emphasis() {
    return all("body *").filter(each => shown(each) && ownWords(each)).flatMap(each => {
      const { textTransform, fontStyle, fontVariantCaps } = getComputedStyle(each)
      return [
        ...textTransform === "uppercase" || fontVariantCaps !== "normal" || /\p{Lu}{4,}[ ,]+\p{Lu}{4,}[ ,]+\p{Lu}{4,}/u.test(ownWords(each)) ? [`${named(each)} is in capitals`] : [],
        ...fontStyle === "normal" ? [] : [`${named(each)} is in italics`],
      ]
    })
  },

  /** No word of a name or a sentence is torn in two. */
  torn() {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      const style = getComputedStyle(text.parentElement)
      if (!shown(text.parentElement) || style.hyphens === "auto" || text.parentElement.closest("[href^='mailto:'], code")) continue
      for (const { 0: word, index } of text.data.matchAll(/(?<![^\s(“‘])\p{L}{4,20}(?=[,;:!?)’”]*(\s|$)|\.\s)/gu)) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(`“${word}” is torn`)
      }
    }
    return found
  },

  /** Nothing scrolls sideways, and nothing is cut. */
  fits() {
    const wide = document.documentElement.clientWidth
    const beyond = all("body *").filter(each => shown(each) && !within(each, OFF_SCREEN) && (each.getBoundingClientRect().right > wide + 1 || each.getBoundingClientRect().left < -1))
    const cut = all("body *").filter(each => shown(each) && !within(each, OFF_SCREEN) && /hidden|clip/.test(getComputedStyle(each).overflow) &&
      each.textContent.trim() && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1))
    return [
      ...document.scrollingElement.scrollWidth > wide ? [`the page is ${document.scrollingElement.scrollWidth} px wide in a window of ${wide}`] : [],
      ...beyond.filter(each => !each.closest("svg") || each.tagName === "svg").map(each => `${named(each)} stands out of the page`),
      ...cut.map(each => `${named(each)} is cut`),
    ]
  },

  /** The same with the spacing that a reader may ask for: WCAG 2.2, 1.4.12. */
  spacedOut() {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }")
    document.adoptedStyleSheets = [sheet]
    return everyPage.fits().map(fault => `with wide spacing ${fault}`)
  },

  /** Where motion is not wanted, nothing moves. */
  still() {
    const long = times => times.split(",").some(time => parseFloat(time) > 0)
    return all("*").flatMap(each => ["", "::before", "::after"].map(part => getComputedStyle(each, part || null)).filter(style =>
      long(style.transitionDuration) || style.animationName !== "none" && long(style.animationDuration) || style.scrollBehavior === "smooth").map(() => `${named(each)} moves`))
  },

  /** With colours of the reader's own, a border still shows where something is, and the focus is seen. */
  forced() {
    const bare = all("input, dialog, [popover], .search-close, .menu-close").filter(each => shown(each) && getComputedStyle(each).borderStyle === "none")
    const stubborn = all("body *").filter(each => shown(each) && getComputedStyle(each).forcedColorAdjust === "none")
    return [...bare.map(each => `${named(each)} has no border`), ...stubborn.map(each => `${named(each)} keeps its own colours`), ...everyPage.focus()]
  },

  /** By keyboard: where focus is can be seen, and nothing lies over it. Asked after a press of Tab. */
  focus() {
    return stops().flatMap(each => {
      each.focus()
      const box = each.getClientRects()[0]
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      const rings = [null, "::before"].map(part => getComputedStyle(each, part)).filter(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      const colours = rings.flatMap(style => [style.outlineColor, ...style.boxShadow.match(COLOUR) ?? []])
      return [
        ...colours.some(colour => contrast(colour, behind(each)) >= 3) ? [] : [`${named(each)} does not show that it has the focus`],
        ...top && (each.contains(top) || top.contains(each)) ? [] : [`${named(each)} has the focus and is covered`],
      ]
    })
  },

  /** How often Tab is to be pressed, to go through the page and out of it. */
  presses() {
    everyPage.walked = []
    addEventListener("focusin", event => everyPage.walked.push(event.target))
    return stops().length + 1
  },

  /** Tab went to the skip link, then through everything in order, and out. */
  walk() {
    const wanted = stops(), went = everyPage.walked.slice(0, wanted.length)
    const skip = wanted[0]?.hash && document.querySelector(wanted[0].hash)
    return [
      ...skip && skip.closest("main") ? [] : ["the first stop is no link to the content"],
      ...wanted.filter((each, i) => each !== went[i]).slice(0, 1).map(each => `Tab did not come to ${named(each)} in its turn`),
    ]
  },

  /** By how much the page moved while it loaded. */
  moved() {
    return shifts.map(({ value, sources }) => `it moved by ${value.toFixed(4)}: ${sources.map(source => source.node?.nodeName).join(", ")}`)
  },

  /** What was sent has every word: scripts add none, but for the button that needs a voice. */
  scripts() {
    const request = new XMLHttpRequest()
    request.open("GET", location.href, false)
    request.send()
    const sent = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("article"), now = document.querySelector("article").cloneNode(true)
    for (const button of now.querySelectorAll(".read-aloud")) button.remove()
    return flat(sent) === flat(now) ? [] : [`sent were “${flat(sent)}”, and now there are “${flat(now)}”`]
  },

  /** What the page says, as it is shown, without what needs scripts. */
  shownWords() {
    const buttons = all("article :is(button, .needs-script)").filter(each => !each.hidden)
    for (const button of buttons) button.hidden = true
    const words = document.querySelector("article").innerText
    for (const button of buttons) button.hidden = false
    return words
  },

  /** What stays behind on the reader's device. */
  async stored() {
    const kept = { "a cookie": document.cookie, "local storage": localStorage.length, "session storage": sessionStorage.length,
      "a database": (await indexedDB.databases()).length, "a cache": (await caches.keys()).length,
      "a service worker": (await navigator.serviceWorker.getRegistrations()).length }
    return Object.keys(kept).filter(each => kept[each])
  },

  /** What opens is open. */
  openBoxes() {
    for (const details of all("details")) details.open = true
  },
}

const OFF_SCREEN = ".visually-hidden, .skip-link, thead"
const NARROW = 0.426  // a letter's width by its size: the average of English in Lato, about the narrowest of a system's fonts
const COLOUR = /(rgba?|color|oklab)\([^)]*\)/g

// Headless Chromium has no voice. With one, pupils' pages have their button "Read this to me", as they have elsewhere.
const voice = { lang: "en-GB", localService: true }
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), { getVoices: () => [voice], speak() {}, cancel() {} }) })

const timings = window.performance  // the real one: a clock that stands still puts another in its place
const shifts = []
new PerformanceObserver(list => shifts.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true })

function all(selector) {
  return [...document.querySelectorAll(selector)]
}

function shown(each) {
  return each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0
}

/** Whether the page says what to do now. */
function isSituation() {
  return document.querySelector(".emergency ~ .steps") !== null
}

/** Whether it is printed: shown, or in a box that opens. */
function shownOnPaper(each) {
  const box = each.closest("details:not([open])")
  return box ? shown(box) : shown(each)
}

/** How many lines an element's words take. */
function lines(each) {
  const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), range = document.createRange(), tops = []
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim() || within(text.parentElement, OFF_SCREEN)) continue
    range.selectNodeContents(text)
    for (const { top, bottom, width } of range.getClientRects())
      if (width > 1 && !tops.some(other => Math.abs(other - (top + bottom) / 2) < 8)) tops.push((top + bottom) / 2)
  }
  return tops.length
}

function overlap(one, other) {
  return one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 4 && other.top < one.bottom - 4
}

function flat(each) {
  return each.textContent.replace(/\s+/g, "")
}

function within(each, selector) {
  return each.closest(selector) !== null
}

/** Where Tab stops, in order. */
function stops() {
  return all("a[href], button, input, select, textarea, summary, [tabindex]").filter(each => each.tabIndex >= 0 && !each.disabled && shown(each))
}

/** An element as a person would find it. */
function named(each) {
  const words = each.textContent.replace(/\s+/g, " ").trim()
  return `<${each.tagName.toLowerCase()}${each.classList.length ? "." + [...each.classList].join(".") : ""}> “${words.slice(0, 40)}”`
}

function label(each) {
  const by = document.getElementById(each.getAttribute("aria-labelledby"))
  const pictures = [...each.querySelectorAll("img")].map(image => image.alt).join(" ")
  const words = each.getAttribute("aria-label") ?? by?.textContent ?? (each.matches("a") ? `${each.textContent} ${pictures}` : "")
  return words.replace(/\s+/g, " ").trim()
}

/** The words that stand in the element itself, not in one inside it. */
function ownWords(each) {
  return [...each.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(" ").trim()
}

function widest(boxes) {
  return [...boxes].reduce((a, b) => b.width > a.width ? b : a)
}

/** The colour behind an element: the nearest that is not see-through. */
function behind(each) {
  for (let at = each.parentElement; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor
    if (channels(colour)[3] !== 0) return colour
  }
  return "rgb(255, 255, 255)"
}

function channels(colour) {
  const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number)
  return [r, g, b, a]
}

/** WCAG 2.2, contrast ratio. */
function contrast(one, other) {
  const [a, b] = [one, other].map(colour => channels(colour).slice(0, 3)
    .map(channel => channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4)
    .reduce((sum, channel, i) => sum + channel * [0.2126, 0.7152, 0.0722][i], 0.05))
  return Math.max(a, b) / Math.min(a, b)
}
