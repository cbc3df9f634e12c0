import { parseCommandLine } from '../domain/command-line.ts';
import type { Incident } from '../domain/incident.ts';

const place = /\{\{\s*([\w.]+)\s*\}\}/g;

/**
 * A playbook line with its `{{path}}` places filled from the incident (`{{externalId}}`, `{{raw.assetName}}`). The line
 * is split before it is filled and quoted again after, so that no vendor text can add an argument or a command.
 */
export function fillTemplate(line: string, incident: Incident): string {
  const parsed = parseCommandLine(line, (text) => text.replaceAll(place, (_, path: string) => valueAt(incident, path)));
  if ('fault' in parsed) return line;
  return [
    ...parsed.words.map(quote),
    ...Object.entries(parsed.args).map(([name, value]) => `${name}=${quote(value)}`),
  ].join(' ');
}

function quote(text: string): string {
  return /^[\w.@:/-]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function valueAt(incident: Incident, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>(
      (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      incident,
    );
  if (typeof found === 'string') return found;
  return found === undefined || found === null ? '' : JSON.stringify(found);
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
