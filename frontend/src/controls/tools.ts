// The small buttons beside the title: link, picture, full screen.
import { html, setText } from "../dom";
import { iconButton } from "./icons";
import { savePicture } from "./save_picture";
import type { Space } from "../panels/stage";
import type { Model, Position } from "../model/types";

interface Tools {
  root: HTMLElement;
  space(width: number): Space;
}

const SPOKEN = 2500; // milliseconds that a short confirmation stays

export function makeTools(root: HTMLElement, model: Model, link?: (position: Position) => string): Tools {
  const said = html("span", { class: "nnb-said", role: "status" });
  const tools = html("div", { class: "nnb-tools" }, said);
  let timer: ReturnType<typeof setTimeout> | undefined;
  function say(text: string) {
    setText(said, text);
    clearTimeout(timer);
    timer = setTimeout(() => setText(said, ""), SPOKEN);
  }

  if (link)
    tools.append(
      iconButton("link", "Copy a link to this position", () => void copyLink(link(model.get("position")), say)),
    );
  tools.append(iconButton("save", "Save the picture as SVG", () => savePicture(root, model.get("name") || "figure")));
  if (document.fullscreenEnabled) {
    tools.append(
      iconButton(
        "large",
        "Full screen",
        () => void (isLarge() ? document.exitFullscreen() : root.requestFullscreen()).catch(() => undefined),
      ),
    );
    root.addEventListener("fullscreenchange", () => root.style.setProperty("--nnb-scale", String(scale())));
  }

  const isLarge = () => document.fullscreenElement === root;
  /** In full screen everything grows with the screen: a lecture hall reads from the last row. */
  function scale() {
    return isLarge() ? Math.max(1, Math.min(2.6, window.innerWidth / 1000, window.innerHeight / 620)) : 1;
  }
  function space(width: number): Space {
    const tallest = isLarge() ? Math.max(240, window.innerHeight / scale() - 300) : tallestAmong(width);
    return { width: width || 680, scale: scale(), tallest };
  }
  return { root: tools, space };
}

/** Side by side, panels are so low that the figure and its words fit on one screen of a laptop. */
function tallestAmong(width: number): number {
  return width < 560 ? 320 : Math.max(240, Math.min(320, Math.round(0.35 * window.innerHeight)));
}

/** The link also goes into the address bar: there it is where a page may not write to the clipboard. */
async function copyLink(fragment: string, say: (text: string) => void) {
  history.replaceState(history.state, "", fragment);
  try {
    await navigator.clipboard.writeText(location.href);
    say("Link copied");
  } catch {
    say("Link in the address bar");
  }
}
