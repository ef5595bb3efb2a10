// Turning a knob by dragging in a picture.

/** Press anywhere and drag sideways; up and down stays with the page, so touch can scroll past. */
export function followPointer(root: SVGSVGElement, drag: (clientX: number) => void): void {
  let held = false;
  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !root.hasAttribute("data-drag")) return;
    held = true;
    root.setPointerCapture(event.pointerId);
    drag(event.clientX);
  });
  root.addEventListener("pointermove", (event) => held && drag(event.clientX));
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
    root.addEventListener(end, () => (held = false));
}
