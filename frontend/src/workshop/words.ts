// What the bar of a cell says: what ran, what is still to come.

export interface Answer {
  ok: boolean;
  /** The cells that had to run before. */
  first: string[];
  /** Whether an exercise's answer is right, where the cell ends in a check. */
  right?: boolean | null;
  stopped?: string;
  milliseconds?: number;
}

const LONG = 3; // seconds from which on a reader wants to know

const cells = (count: number) => (count === 1 ? "1 cell above" : `${count} cells above`);

export function duration(seconds: number): string {
  if (seconds < 90) return `${seconds < 10 ? Math.max(1, Math.round(seconds)) : Math.round(seconds / 5) * 5} s`;
  return `${Math.round(seconds / 60)} minutes`;
}

/** Before a cell runs: what has to run first, and how long it takes if that is worth saying. */
export function planned(first: number, seconds: number): string {
  const before = first ? `Runs ${cells(first)} first. ` : "Runs. ";
  return seconds >= LONG ? `${before}Takes about ${duration(seconds)} here.` : before.trim();
}

export function since(milliseconds: number, seconds: number): string {
  const whole = seconds >= LONG ? ` of about ${duration(seconds)}` : "";
  return `Runs: ${Math.round(milliseconds / 1000)} s${whole}.`;
}

export function finished({ ok, first, stopped, milliseconds = 0 }: Answer): string {
  if (stopped) return stopped;
  const before = first.length ? `Ran ${cells(first.length)} first. ` : "";
  const took = milliseconds >= 1000 ? ` Took ${duration(milliseconds / 1000)}.` : "";
  return ok ? `${before}Done.${took}` : `${before}Ended with an error.`;
}
