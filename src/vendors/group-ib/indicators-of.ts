import { indicatorId } from '../../domain/indicator.ts';
import type { Indicator } from '../../domain/indicator.ts';
import type { JsonObject } from '../../domain/json.ts';
import { classifyIndicator } from '../../indicators/classify.ts';
import type { Kind } from './collection.ts';
import { textsAt } from './json-path.ts';
import { kinds } from './kinds/index.ts';

/** A report may list thousands. */
const mostIndicators = 200;

/** The indicators of a record's own indicator fields, normalised, each once; what is no such indicator is left out. */
export function indicatorsOf(kind: Kind, record: JsonObject): readonly Indicator[] {
  const found = kinds[kind].indicators.flatMap(([path, wanted]) =>
    textsAt(record, path).flatMap((text) => {
      const indicator = classifyIndicator(text);
      return indicator !== undefined && (wanted === 'any' || indicator.kind === wanted) ? [indicator] : [];
    }),
  );
  return [...new Map(found.map((one) => [indicatorId(one), one])).values()].slice(0, mostIndicators);
}
