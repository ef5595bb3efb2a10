// Files of the book that come as classic scripts: from file:// a browser loads nothing else. A script calls
// `nnbookPart` with a name and the compressed content in base64.
import type { Part } from "./page_data";

const arrived = new Map<string, string>();

export function listen(): void {
  Object.assign(window, { nnbookPart: (name: string, text: string) => void arrived.set(name, text) });
}

/** Loads a classic script once it is asked for; rejects when it does not come. */
export function loadScript(src: string): Promise<void> {
  const script = document.createElement("script");
  script.src = src;
  const loaded = new Promise<void>((done, fail) => {
    script.onload = () => done();
    script.onerror = () => fail(new Error(`${src.replace(/^.*\//, "")} could not be loaded`));
  });
  document.head.append(script);
  return loaded.finally(() => script.remove());
}

/** The packed bytes of a part as a stream; told of its size when it has come. */
export async function packed(folder: string, part: Part, came: (bytes: number) => void): Promise<Response> {
  if (!arrived.has(part.name)) await loadScript(folder + part.src);
  came(part.bytes);
  const text = arrived.get(part.name)!;
  arrived.delete(part.name); // the text is larger than what is in it
  return fetch(`data:application/octet-stream;base64,${text}`);
}

export async function unpacked(response: Response): Promise<ReadableStream> {
  const packedBytes = (await response.blob()).stream();
  return packedBytes.pipeThrough(new DecompressionStream("gzip"));
}
