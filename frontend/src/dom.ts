// Building and updating elements. All words are set as text, so nothing from Python is ever parsed.

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Node | string;
const SVG = "http://www.w3.org/2000/svg";

/** Sets the attributes that differ; null, undefined and false remove one. */
export function attr<E extends Element>(element: E, attributes: Attributes): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else {
      const text = value === true ? "" : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
  return element;
}

export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = attr(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = attr(document.createElementNS(SVG, tag), attributes);
  element.append(...children);
  return element;
}

export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** The children of `parent` for a list of `count` things: the ones it has, topped up or cut to length. */
export function items<E extends Element>(parent: Element, count: number, make: () => E): E[] {
  while (parent.childElementCount > count) parent.lastElementChild?.remove();
  while (parent.childElementCount < count) parent.append(make());
  return Array.from(parent.children) as E[];
}

/** One SVG child per datum, made once and updated in place ever after. */
export function join<K extends keyof SVGElementTagNameMap, T>(
  parent: Element,
  tag: K,
  data: T[],
  update: (element: SVGElementTagNameMap[K], datum: T, index: number) => void,
): void {
  items(parent, data.length, () => svg(tag)).forEach((element, i) => update(element, data[i], i));
}

/** Calls `draw` once in the next animation frame however often it was asked for. */
export function frameQueue(draw: () => void): { request: () => void; cancel: () => void } {
  let id = 0;
  return {
    request() {
      id ||= requestAnimationFrame(() => {
        id = 0;
        draw();
      });
    },
    cancel() {
      cancelAnimationFrame(id);
      id = 0;
    },
  };
}
