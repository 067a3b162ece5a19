// This page has moved. Somebody may have been sent to a place on it: the new page has that too.
const to = new URL(document.querySelector("link[rel=canonical]").href)
if (location.hash) to.hash = location.hash
location.replace(to)
