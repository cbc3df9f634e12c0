import * as z from 'zod';
import type { Answer } from '../simulator/answer.ts';
import { code, invalid, text } from './answer.ts';
import { bodyOf } from './handlers.ts';
import { readInstant } from './query.ts';
import { SCENARIOS } from './scenarios.ts';
import type { AlertSeed } from './holdings.ts';
import { ALERT_TYPES, NETWORK_TYPES, SEVERITIES, SOURCE_TYPES } from './vocabulary.ts';
import type { Call } from './world.ts';

const Instant = z.string().refine((value) => readInstant(value) !== undefined, 'must be an ISO 8601 time');

const NewAlert = z.object({
  FoundDate: Instant.optional(),
  Details: z.object({
    Title: z.string(),
    Description: z.string(),
    Type: z.enum(Object.keys(ALERT_TYPES)).optional(),
    SubType: z.string().optional(),
    Severity: z.enum(SEVERITIES),
    Source: z.object({
      Type: z.string(),
      NetworkType: z.enum(NETWORK_TYPES),
      URL: z.string().optional(),
      Date: z.union([z.literal(''), Instant]),
    }),
    Images: z.array(z.object({ Type: z.enum(['gif', 'jpeg', 'png']), Data: z.base64() })).optional(),
  }),
  Scenario: z.string().optional(),
});

/** `PUT add-alert`: answers the new id as text. Source: CONTRACT.md §4.3.1. */
export function addAlert(call: Call): Answer {
  const { FoundDate, Details, Scenario } = bodyOf(call, NewAlert);
  if (!SOURCE_TYPES.includes(Details.Source.Type)) return code('InvalidSourceType');
  const kind = kindOf(Details, Scenario);
  if (kind === 'unknown scenario') return invalid('Unknown scenario', '/Scenario');
  if (kind === 'unknown sub-type') return code('InvalidSubAlertType');

  const { world } = call;
  const now = world.now().toISOString();
  const { Images = [], Source, ...details } = Details;
  const { URL: url = null, Date: date, ...source } = Source;
  const seed: AlertSeed = {
    FoundDate: FoundDate ?? now,
    UpdateDate: FoundDate && world.settings().createdAlertDate === 'found' ? FoundDate : now,
    Assets: [],
    Details: {
      ...details,
      ...kind,
      Images: [],
      Tags: [],
      Source: { ...source, URL: url, ...(date && { Date: date }) },
    },
    RelatedIocs: [],
    enclosed: { images: Images.map(({ Data }) => ({ bytes: Buffer.from(Data, 'base64') })) },
  };
  const { _id } = world.alerts.add(seed);
  world.changed();
  return text(200, _id);
}

interface Kind {
  readonly Type: string;
  readonly SubType: string;
}

function kindOf(
  { Type, SubType }: { readonly Type?: string | undefined; readonly SubType?: string | undefined },
  scenario: string | undefined,
): Kind | 'unknown scenario' | 'unknown sub-type' {
  if (scenario !== undefined) {
    const found = SCENARIOS.find(({ Scenario }) => Scenario === scenario);
    return found ? { Type: found.Type, SubType: found.SubType } : 'unknown scenario';
  }
  const fits = Type !== undefined && SubType !== undefined && ALERT_TYPES[Type]?.includes(SubType);
  return fits ? { Type, SubType } : 'unknown sub-type';
}
