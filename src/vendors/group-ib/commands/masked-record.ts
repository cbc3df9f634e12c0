import type { Json, JsonObject } from '../../../domain/json.ts';
import { mask, maskJson } from '../../../indicators/mask.ts';
import type { Kind } from '../collection.ts';
import { isList, isObject } from '../json-path.ts';
import { isSensitive, withoutSecrets } from '../sensitive.ts';

/**
 * A record as commands give it away: what is sensitive in its kind is masked by its place (a passport's number has no
 * telling name), wherever its text is repeated, and what `maskJson` finds by name or form. Its id stays as it is.
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
  const masked = maskJson(maskAt(record, '') ?? null);
  return isObject(masked) ? { ...masked, ...(record.id !== undefined && { id: record.id }) } : {};
}
