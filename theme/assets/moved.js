// This page has moved. Somebody may have been sent to a place on it: the new page has that too.
location.replace(document.querySelector("link[rel=canonical]").href + location.hash)
