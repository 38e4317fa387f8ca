/** What is made anew has the focus that its forerunner had: both have the same `data-key`. */
export function keepingFocus(make: () => void) {
  const key = keyOf(document.activeElement);
  make();
  if (key === undefined || keyOf(document.activeElement) === key) return;
  for (const each of document.querySelectorAll<HTMLElement | SVGElement>('[data-key]')) {
    if (each.dataset['key'] === key) each.focus({ preventScroll: true });
  }
}

function keyOf(element: Element | null): string | undefined {
  return element instanceof HTMLElement || element instanceof SVGElement
    ? element.dataset['key']
    : undefined;
}
