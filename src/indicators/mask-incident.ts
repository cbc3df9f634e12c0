import type { Draft } from '../domain/incident.ts';
import type { Json } from '../domain/json.ts';
import { mask, maskJson } from './mask.ts';

/** Shorter values stand in too many other texts by chance. */
const shortest = 4;

/** An incident or draft as anybody may read it: what its vendor calls sensitive masked whole, the rest as `maskJson`. */
export function maskIncident(incident: Draft): Json {
  const facts = incident.facts.map((fact) => (fact.sensitive === true ? { ...fact, value: mask } : fact));
  return maskJson({ ...incident, facts, raw: maskRecord(incident) });
}

/**
 * A vendor's record as anybody may read it: what stands at its sensitive paths is masked whole, and its texts wherever
 * else they stand; the rest as `maskJson` has it.
 */
export function maskRecord({ raw, sensitivePaths = [] }: Pick<Draft, 'raw' | 'sensitivePaths'>): Json {
  const isHidden = (path: string): boolean => sensitivePaths.some((one) => path === one || path.startsWith(`${one}.`));
  const hidden = new Set<string>();
  walk(raw, '', (path, value) => {
    if (isHidden(path) && String(value).trim().length >= shortest) hidden.add(String(value).trim());
    return value;
  });
  const texts = [...hidden].toSorted((a, b) => b.length - a.length);
  const masked = walk(raw, '', (path, value) => {
    if (isHidden(path)) return mask;
    return typeof value === 'string' ? texts.reduce((rest, one) => rest.replaceAll(one, mask), value) : value;
  });
  return maskJson(masked);
}

/** A copy with every text and number replaced by what `at` gives for it; list indexes are no part of a path. */
function walk(value: Json, path: string, at: (path: string, value: string | number) => Json): Json {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? value : at(path, value);
  if (typeof value === 'boolean' || value === null) return value;
  if (isList(value)) return value.map((one) => walk(one, path, at));
  const fields = Object.entries(value).flatMap(([name, one]) =>
    one === undefined ? [] : [[name, walk(one, path === '' ? name : `${path}.${name}`, at)] as const],
  );
  return Object.fromEntries(fields);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
