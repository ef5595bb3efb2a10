// The part of a figure that is loaded only when it is asked for.

const grids = new Map<string, Promise<unknown>>();

/** What stands apart from a figure, its drawings mostly: a file of its own, or still in the page. */
export function gridOf<T>(figure: HTMLElement): Promise<T> {
  const place = figure.querySelector<HTMLElement>("[data-nnbook-grid]");
  const src = place?.dataset.nnbookGrid;
  if (!src) return Promise.resolve(JSON.parse(place?.textContent ?? "") as T);
  const found = (grids.get(src) as Promise<T> | undefined) ?? loadGrid<T>(src);
  grids.set(src, found);
  found.catch(() => grids.delete(src)); // the next turn asks again
  return found;
}

/** A script leaves the drawings, as text, on its own element: from file:// a browser loads nothing else. */
function loadGrid<T>(src: string): Promise<T> {
  const script = document.createElement("script") as HTMLScriptElement & { grid?: string };
  script.src = src;
  const loaded = new Promise<T>((done, fail) => {
    script.onload = () => (script.grid ? done(JSON.parse(script.grid) as T) : fail(new Error(src)));
    script.onerror = () => fail(new Error(src));
  });
  document.head.append(script);
  return loaded.finally(() => script.remove());
}
