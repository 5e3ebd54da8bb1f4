// Keeps a view up to date: the host says when something has changed (server-sent events). Where those do not come through, the
// view is asked for again every few seconds. Nothing is asked while nobody looks. Without scripts, a view that waits loads itself anew.
const pause = 10000;
const busy = 1000;
let events;
let timer;

function stop() {
  events?.close();
  clearTimeout(timer);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(refresh, wait);
}

function follow() {
  stop();
  const followed = document.querySelector("[data-events]");
  if (!followed || document.hidden) return;
  events = new EventSource(followed.dataset.events);
  events.addEventListener("progress", event => { followed.textContent = event.data; });
  events.addEventListener("changed", refresh);
  events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) later(pause); });
}

async function refresh() {
  stop();
  const main = document.querySelector("main");
  // What somebody is filling in stays as it is.
  if (main.querySelector("input:focus, select:focus")) return later(busy);
  try {
    const answer = await fetch(location.href, { headers: { "X-Bridges-Live": "1" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (!fresh) return later(pause);
    const focused = main.contains(document.activeElement) ? document.activeElement.outerHTML : null;
    main.replaceWith(fresh);
    [...fresh.querySelectorAll("a, button")].find(element => element.outerHTML === focused)?.focus();
    follow();
  } catch {
    later(pause);
  }
}

addEventListener("pagehide", stop);
document.addEventListener("visibilitychange", () => document.hidden ? stop() : refresh());
follow();
