// The page's end of the worker: one frame is asked for at a time, and what belongs to an older network is passed over.
import source from "floor-worker";
import type { Digits } from "../engine/data";
import type { Position } from "../model/types";
import type { Ask, Focus, Report, Shown, Tell, View } from "./messages";

export interface Engine {
  begin: (position: Position, digits?: Digits) => void;
  habits: (position: Position) => void;
  frame: (steps: number, focus: Focus | null) => void;
  report: () => void;
  /** A frame is on its way. */
  waiting: () => boolean;
  stop: () => void;
}

interface Hear {
  data: (shown: Shown) => void;
  view: (view: View) => void;
  report: (report: Report) => void;
  error: (message: string) => void;
}

/** From a Blob, because from file:// a browser starts no worker out of a file. */
export function startEngine(hear: Hear): Engine {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  let beginning = 0;
  let asked = 0;
  const ask = (message: Ask) => worker.postMessage(message);

  worker.onmessage = ({ data }: MessageEvent<Tell>) => {
    if (data.kind === "data") {
      beginning--;
      if (!beginning) hear.data(data.shown);
    } else if (data.kind === "view") {
      asked--;
      if (!beginning) hear.view(data.view);
    } else if (data.kind === "report") {
      if (!beginning) hear.report(data.report);
    } else {
      [beginning, asked] = [0, 0];
      hear.error(data.message);
    }
  };
  worker.onerror = (event) => hear.error(event.message);

  return {
    begin(position, digits) {
      beginning++;
      ask({ kind: "begin", position, digits });
    },
    habits: (position) => ask({ kind: "habits", position }),
    frame(steps, focus) {
      asked++;
      ask({ kind: "frame", steps, focus });
    },
    report: () => ask({ kind: "report" }),
    waiting: () => asked > 0,
    stop() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
