import type { Json, JsonObject } from '../../domain/json.ts';

type Scalar = string | number | boolean;

/**
 * Scalars at a dotted path, in order; lists on the way are walked through, whatever their depth. Nulls, blanks and what
 * has another shape than the path are left out: a vendor's field may be absent, null, one thing or a list of them.
 */
export function scalarsAt(value: Json | undefined, path: string): readonly Scalar[] {
  return valuesAt(value, path).flatMap((found) => (isScalar(found) ? [found] : []));
}

/** Texts at a dotted path, each once, without the blanks around them. */
export function textsAt(value: Json | undefined, path: string): readonly string[] {
  return [...new Set(scalarsAt(value, path).map((scalar) => String(scalar).trim()))];
}

/** The first text at a dotted path. */
export function textAt(value: Json | undefined, path: string): string | undefined {
  return textsAt(value, path)[0];
}

/** The objects at a dotted path: of a list, or a lone one. */
export function objectsAt(value: Json | undefined, path: string): readonly JsonObject[] {
  return valuesAt(value, path).filter(isObject);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isScalar(value: Json): value is Scalar {
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value === 'number' || typeof value === 'boolean';
}

function valuesAt(value: Json | undefined, path: string): readonly Json[] {
  const found = path
    .split('.')
    .reduce<readonly Json[]>(
      (values, name) => values.flatMap((one) => flat(isObject(one) && Object.hasOwn(one, name) ? one[name] : null)),
      flat(value),
    );
  return found;
}

/** A list's elements, also of lists inside it; anything else as a list of one, nothing as none. */
function flat(value: Json | undefined): readonly Json[] {
  if (isList(value)) return value.flatMap(flat);
  return value === undefined || value === null ? [] : [value];
}
