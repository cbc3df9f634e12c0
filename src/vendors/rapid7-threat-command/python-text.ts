/**
 * A value in the notation that this vendor's users know from its published client, as its validation texts and sentences
 * have it: `['High', 'Low']`, `{'success': False}`. Source: CONTRACT.md §2.2, §7.
 */
export function pythonText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return 'None';
  const pairs = Object.entries(value).map(([name, one]) => `${quoted(name)}: ${pythonText(one)}`);
  return `{${pairs.join(', ')}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `${quote}${quote === "'" ? escaped.replaceAll("'", String.raw`\'`) : escaped}${quote}`;
}
