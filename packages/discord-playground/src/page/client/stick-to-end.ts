/** Maximum distance in pixels from the end of the message list at which the list follows new messages. */
const NEAR_PX = 120;

let list: HTMLElement | null = null;
let isAtEnd = true;
/** Scrolls to the end again when pictures and players have loaded, because only then they have their full height. */
const sizes = new ResizeObserver(() => {
  if (isAtEnd) toEnd();
});

/**
 * Keeps the message list at its end, unless the person has scrolled up. Call this after each redraw.
 * @param isForced whether to scroll to the end even if the person has scrolled up. True if the person wrote the newest
 * message or entered the channel
 */
export function stickToEnd(isForced: boolean): void {
  const current = document.querySelector<HTMLElement>('.messages');
  if (current !== list) {
    list = current;
    isAtEnd = true;
    list?.addEventListener('scroll', onScroll, { passive: true });
  }
  sizes.disconnect();
  if (list === null) return;
  sizes.observe(list);
  for (const child of list.children) sizes.observe(child);
  if (isForced) isAtEnd = true;
  if (isAtEnd) toEnd();
}

function onScroll(): void {
  if (list !== null) isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
}

function toEnd(): void {
  list?.scrollTo({ top: list.scrollHeight });
}
