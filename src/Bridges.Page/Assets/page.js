// Shows again what has changed: the host says when. Without scripts the view is brought up to date by loading it anew.
for (const waiting of document.querySelectorAll("[data-events]")) {
  const events = new EventSource(waiting.dataset.events);
  events.addEventListener("progress", event => { waiting.textContent = event.data; });
  events.addEventListener("changed", () => { events.close(); location.reload(); });
  addEventListener("pagehide", () => events.close());
}
