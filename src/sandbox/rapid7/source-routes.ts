import * as z from 'zod';
import { type Answer, empty, json } from '../simulator/answer.ts';
import { code } from './answer.ts';
import { bodyOf } from './handlers.ts';
import type { SourceHolding } from './holdings.ts';
import { unratedIoc } from './ioc-writes.ts';
import { IOC_TYPES } from './vocabulary.ts';
import type { Call, Handler, World } from './world.ts';

const Iocs = z.array(z.object({ Type: z.enum(IOC_TYPES), Value: z.string().min(1) }));
const NewSource = z.object({
  DocumentDetails: z.object({
    Name: z.string().min(1),
    Description: z.string(),
    ConfidenceLevel: z.int().min(1).max(3),
    Share: z.boolean().optional(),
    // Lower case here and nowhere else. Source: CONTRACT.md §4.7, §10.
    Severity: z.enum(['high', 'medium', 'low']).optional(),
    Tags: z.array(z.string()).optional(),
  }),
  Iocs,
});
const MoreIocs = z.object({ Iocs });

/** `GET /v1/iocs/sources`. Source: CONTRACT.md §4.7. */
export function listSources({ world }: Call): Answer {
  const byCategory = Object.groupBy(world.holdings.sources.all(), ({ category }) => category);
  const entries = Object.entries(byCategory).map(([category, sources = []]) => {
    return [
      category,
      sources.map(({ _id, Name, ConfidenceLevel, IsEnabled }) => ({ _id, Name, ConfidenceLevel, IsEnabled })),
    ];
  });
  return json(200, Object.fromEntries(entries));
}

/** `POST /v1/iocs/add-source`: a name that is taken is told in a 200. */
export function addSource(call: Call): Answer {
  const { DocumentDetails, Iocs: iocs } = bodyOf(call, NewSource);
  const { Name, ConfidenceLevel } = DocumentDetails;
  if (iocs.length === 0) return code('MissingIocs');
  const { world } = call;
  const isTaken = world.holdings.sources.all().some((source) => source.Name === Name);
  if (isTaken) return json(200, { Success: false, Data: 'SourceNameAlreadyExists' });
  const id = world.newId(world.now());
  world.holdings.sources.put({ _id: id, category: 'Files', Name, ConfidenceLevel, IsEnabled: true, iocs });
  learn(world, iocs);
  return json(200, {
    Success: true,
    Data: { sourceDetails: { _id: id, SourceType: 'File' }, iocSavedCount: iocs.length },
  });
}

function onSource(handle: (call: Call & { readonly source: SourceHolding }) => Answer): Handler {
  return (call) => {
    const source = call.world.holdings.sources.find(call.id);
    return source ? handle({ ...call, source }) : code('SourceDoesNotExist');
  };
}

/** `POST /v1/iocs/add-iocs-to-source/{id}`. */
export const addIocsToSource = onSource((call) => {
  const { Iocs: iocs } = bodyOf(call, MoreIocs);
  if (iocs.length === 0) return code('MissingIocs');
  call.world.holdings.sources.put({ ...call.source, iocs: [...(call.source.iocs ?? []), ...iocs] });
  learn(call.world, iocs);
  return empty(200);
});

/** `DELETE /v1/iocs/delete-source/{id}`. */
export const deleteSource = onSource(({ world, id }) => {
  world.holdings.sources.remove(id);
  world.changed();
  return empty(200);
});

function learn(world: World, given: z.infer<typeof Iocs>): void {
  const { iocs } = world.holdings;
  const at = world.now().toISOString();
  for (const { Value } of given) if (!iocs.find(Value)) iocs.put(unratedIoc(Value, at));
  world.changed();
}
