// Numbers as a reader likes them: 0.25, 1200, 3.1×10⁻⁹.

const SUPERSCRIPT: Record<string, string> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

export function superscript(value: number): string {
  return Array.from(String(value), (digit) => SUPERSCRIPT[digit]).join("");
}

export function decade(exponent: number): string {
  return exponent === 0 ? "1" : `10${superscript(exponent)}`;
}

export function short(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  const text =
    power >= -3 && power < 5
      ? String(Number(value.toPrecision(Math.max(digits, power + 1))))
      : `${Number(mantissa)}×${decade(power)}`;
  return text.replace("-", "−");
}
