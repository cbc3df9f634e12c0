import type { Json, JsonObject } from '../../../domain/json.ts';
import { mask } from '../../../indicators/mask.ts';
import type { Kind } from '../collection.ts';
import { isList, isObject } from '../json-path.ts';
import { isSensitive, withoutSecrets } from '../sensitive.ts';

/**
 * A record without what is sensitive in its kind: masked by its place, since the number of a passport has neither a form
 * nor a telling name, and wherever its text is repeated. Its id stays as it is.
 */
export function maskedRecord(kind: Kind, record: JsonObject): JsonObject {
  const clean = withoutSecrets(kind, record);
  const maskAt = (value: Json | undefined, path: string): Json | undefined => {
    if (isList(value)) return value.map((one) => maskAt(one, path) ?? null);
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, maskAt(one, path === '' ? name : `${path}.${name}`)]),
      );
    }
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return value;
    if (isSensitive(kind, path, record)) return mask;
    return typeof value === 'string' ? clean(value) : value;
  };
  const masked = maskAt(record, '');
  return isObject(masked) ? { ...masked, ...(record.id !== undefined && { id: record.id }) } : {};
}
